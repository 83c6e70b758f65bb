package dev.manabi.incident.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.manabi.incident.incident.domain.EntryKind;
import dev.manabi.incident.ingest.Happening.What;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** GitHub's webhooks: issues that carry the label {@code incident}, and deployments. */
final class GitHub implements Vendor {

    private static final String LABEL = "incident";

    @Override
    public String kind() {
        return "github";
    }

    @Override
    public boolean isAuthentic(Delivery delivery, String secret) {
        String shown = delivery.header("x-hub-signature-256");
        return shown != null && Signature.same(shown, "sha256=" + Signature.of(secret, delivery.body()));
    }

    @Override
    public Told read(Delivery delivery) {
        String event = delivery.header("x-github-event");
        if (event == null) {
            throw new NotUnderstood("There is no header X-GitHub-Event: this is no webhook of GitHub.");
        }
        return switch (event) {
            case "issues" -> issue(delivery);
            case "issue_comment" -> comment(delivery);
            case "deployment_status" -> deployment(delivery);
            default -> new Told.Nothing("GitHub's " + Incoming.cut(event, 100) + " does not concern an incident.");
        };
    }

    private static Told issue(Delivery delivery) {
        String action = Objects.requireNonNullElse(delivery.line("/action"), "");
        boolean labelled = isIncident(delivery) || LABEL.equalsIgnoreCase(delivery.line("/label/name"));
        if (!labelled) {
            return new Told.Nothing("The issue does not carry the label " + LABEL + ".");
        }
        Instant changed = delivery.instantOr("/issue/updated_at", delivery.receivedAt());
        Instant created = delivery.instantOr("/issue/created_at", changed);
        return switch (action) {
            case "opened" -> of(delivery, What.OPENED, created, title(delivery));
            case "labeled" ->
                LABEL.equalsIgnoreCase(delivery.line("/label/name"))
                        ? of(delivery, What.OPENED, created, title(delivery))
                        : new Told.Nothing("Another label does not change an incident.");
            case "reopened" -> of(delivery, What.OPENED, changed, title(delivery));
            case "closed", "deleted", "transferred" ->
                of(delivery, What.ENDED, delivery.instantOr("/issue/closed_at", changed), title(delivery));
            default -> new Told.Nothing("That an issue is " + action + " does not change an incident.");
        };
    }

    private static Told comment(Delivery delivery) {
        String text = Delivery.text(delivery.at("/comment/body"));
        if (!isIncident(delivery) || text == null || !"created".equals(delivery.line("/action"))) {
            return new Told.Nothing("No new comment on an issue that carries the label " + LABEL + ".");
        }
        return new Told.Happenings(List.of(new Happening(
                thing(delivery),
                "comment/" + delivery.id("/comment/id"),
                What.NOTED,
                delivery.instantOr("/comment/created_at", delivery.receivedAt()),
                text,
                delivery.url("/comment/html_url"),
                about(delivery))));
    }

    private static Told deployment(Delivery delivery) {
        String state = Objects.requireNonNullElse(delivery.line("/deployment_status/state"), "");
        if (!List.of("success", "failure", "error").contains(state)) {
            return new Told.Nothing("A deployment that is " + state + " is not one yet.");
        }
        String repository = Objects.requireNonNullElse(delivery.name("/repository/name"), "");
        String where = Objects.requireNonNullElse(delivery.line("/deployment_status/environment"), "an environment");
        String sha = Objects.requireNonNullElse(delivery.line("/deployment/sha"), "");
        String ref = Objects.requireNonNullElse(delivery.line("/deployment/ref"), sha);
        String outcome = state.equals("success") ? "deployed to " : "failed to deploy to ";
        String link = delivery.url("/deployment_status/target_url");
        return new Told.Facts(List.of(new Told.Fact(
                "deployment/" + delivery.id("/deployment_status/id"),
                null,
                repository.isEmpty() ? null : repository,
                delivery.instantOr("/deployment_status/created_at", delivery.receivedAt()),
                EntryKind.DEPLOYMENT,
                repository + " " + ref + (sha.isEmpty() ? "" : " (" + Incoming.cut(sha, 8) + ")") + " " + outcome
                        + where,
                link == null ? delivery.url("/repository/html_url") : link)));
    }

    private static Told of(Delivery delivery, What what, Instant at, String text) {
        return new Told.Happenings(List.of(new Happening(
                thing(delivery), what + "/" + at, what, at, text, delivery.url("/issue/html_url"), about(delivery))));
    }

    private static String thing(Delivery delivery) {
        return Incoming.cut(delivery.id("/repository/full_name") + "#" + delivery.id("/issue/number"), 200);
    }

    private static boolean isIncident(Delivery delivery) {
        return labels(delivery.at("/issue/labels")).stream().anyMatch(LABEL::equalsIgnoreCase);
    }

    private static List<String> labels(JsonNode labels) {
        return StreamSupport.stream(labels.spliterator(), false)
                .map(label -> Objects.requireNonNullElse(Delivery.line(label.path("name")), ""))
                .toList();
    }

    private static String title(Delivery delivery) {
        return Objects.requireNonNullElse(delivery.line("/issue/title"), "GitHub issue");
    }

    /** A label such as {@code sev2} or {@code severity: critical} says how bad it is. */
    private static @Nullable String severity(Delivery delivery) {
        return labels(delivery.at("/issue/labels")).stream()
                .map(label -> label.replaceFirst("(?i)^severity[:/ -]+", ""))
                .filter(label -> Severities.of(label).isPresent())
                .findFirst()
                .orElse(null);
    }

    private static About about(Delivery delivery) {
        String repository = delivery.name("/repository/name");
        return new About(
                title(delivery),
                Delivery.text(delivery.at("/issue/body")),
                severity(delivery),
                repository == null ? List.of() : List.of(repository),
                null);
    }
}
