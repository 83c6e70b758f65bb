package dev.manabi.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.manabi.launcher.Rest.Answer;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The main story, from an alert to a published postmortem, told with the public REST API of a running system and nothing
 * else. Every step is said as it happens.
 */
final class Demo {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String INCIDENTS = "/api/v1/incidents/";
    private static final String POSTMORTEMS = "/api/v1/postmortems/";
    private static final String REVIEWS = "/api/v1/reviews/";

    private final SystemOptions options;
    private final PrintStream out;
    private final Map<String, Rest> callers = new HashMap<>();
    private final Instant begun = Instant.now();
    private int step;

    Demo(SystemOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /**
     * Plays it.
     *
     * @throws StartFailed when the system does not answer as the story needs
     */
    int play(AlertPayloads alerts) {
        String incident = alertArrives(alerts);
        JsonNode facts = as("mei").get(INCIDENTS + incident).expect(200).json();
        String title = facts.path("title").asText();
        DemoWords words = DemoWords.about(title, contains(facts.path("services"), "checkout"));
        peopleRespond(incident, alerts, words);
        alertEnds(incident, alerts);
        decisionIsMade(incident);
        String postmortem = draftAppears(incident);
        sectionsAreWritten(postmortem, words);
        actionItemsAreAgreed(postmortem, words);
        submit(postmortem);
        publishingIsRefused(postmortem);
        List<String> reviewers = review(postmortem);
        publish(postmortem);
        everybodyIsTold(postmortem, reviewers);
        where(incident, postmortem);
        return 0;
    }

    private String alertArrives(AlertPayloads alerts) {
        heading("Alertmanager reports that something is wrong");
        for (JsonNode alert : alerts.firing().path("alerts")) {
            say(alert.path("labels").path("alertname").asText() + ": "
                    + alert.path("annotations").path("description").asText());
        }
        JsonNode answer = as("alertmanager")
                .post("/api/v1/ingest/alertmanager", alerts.firing())
                .expect(200)
                .json();
        String outcome = answer.path("outcome").asText();
        String number = answer.path("number").asText();
        if (!outcome.equals("OPENED")) {
            throw new StartFailed(
                    "These alerts were told before" + (number.isEmpty() ? "" : ": they belong to " + number)
                            + ". Alertmanager's repetitions change nothing. With --fresh they are told as new ones.");
        }
        JsonNode incident = as("mei").get(INCIDENTS + number).expect(200).json();
        result(number + " is open: \"" + incident.path("title").asText() + "\", "
                + incident.path("severity").asText() + services(incident) + ", began at "
                + time(incident.path("startedAt")) + ", noticed by "
                + incident.path("detectedBy").asText().toLowerCase(Locale.ROOT) + ".");
        return number;
    }

    private void peopleRespond(String incident, AlertPayloads alerts, DemoWords words) {
        heading("People respond");
        Rest mei = as("mei");
        mei.post(INCIDENTS + incident + "/acknowledge", at(alerts.after(0.1)).put("note", "taking the lead"))
                .expect(200);
        say("mei acknowledges at " + time(alerts.after(0.1)) + ".");
        ObjectNode roles = Rest.object().put("commander", "mei").put("communications", "sam");
        roles.putArray("responders").add("alex");
        mei.put(INCIDENTS + incident + "/roles", roles, etag(INCIDENTS + incident))
                .expect(200);
        say("mei leads, sam speaks to users, alex responds.");
        ObjectNode deployment = entry(alerts.after(0).minus(Duration.ofMinutes(9)), "DEPLOYMENT", words.deployment());
        deployment.putArray("evidence").addObject().put("kind", "LINK").put("url", "https://deploy.shop.example/4711");
        as("alex").post(INCIDENTS + incident + "/timeline", deployment).expect(201);
        ObjectNode finding = entry(alerts.after(0.45), "NOTE", words.finding());
        finding.putArray("evidence").addObject().put("kind", "QUERY").put("text", words.query());
        as("alex").post(INCIDENTS + incident + "/timeline", finding).expect(201);
        say("alex adds two facts to the timeline, each with its evidence:");
        say("  " + words.deployment());
        say("  " + words.finding());
        Instant mitigated = alerts.after(0.75);
        mei.post(INCIDENTS + incident + "/mitigate", at(mitigated).put("note", words.mitigation()))
                .expect(200);
        say("mei mitigates at " + time(mitigated) + ": " + words.mitigation() + ".");
        long degraded = ChronoUnit.MINUTES.between(alerts.startsAt(), mitigated);
        ObjectNode impact = Rest.object()
                .put("userVisible", true)
                .put("downtimeMinutes", 0)
                .put("degradedMinutes", degraded)
                .put("usersAffected", 1840)
                .put("dataLoss", false)
                .put("onCallIntervened", true)
                .put("monitoringFailed", false)
                .put("notes", words.impact());
        // Nobody has asked finance yet, and unknown is not "no".
        impact.putNull("moneyAffected");
        mei.put(INCIDENTS + incident + "/impact", impact, etag(INCIDENTS + incident))
                .expect(200);
        result("Impact: visible to users, degraded for " + degraded + " minutes, about 1840 users, no data lost,"
                + " effect on money not known yet.");
    }

    private void alertEnds(String incident, AlertPayloads alerts) {
        heading("The alerts end");
        JsonNode answer = as("alertmanager")
                .post("/api/v1/ingest/alertmanager", alerts.resolved())
                .expect(200)
                .json();
        JsonNode resolved = as("mei").get(INCIDENTS + incident).expect(200).json();
        say("Alertmanager's message: " + answer.path("outcome").asText() + ", over since "
                + time(resolved.path("resolvedAt")) + ".");
        as("mei")
                .post(INCIDENTS + incident + "/close", Rest.object().put("note", "error rate back below the objective"))
                .expect(200);
        result("mei closes " + incident + ".");
    }

    private void decisionIsMade(String incident) {
        heading("Is a postmortem due? The policy decides, and says why");
        JsonNode decision = await(
                        "the decision about " + incident,
                        () -> first(as("mei").get("/api/v1/decisions?incidentId=" + incident)),
                        Optional::isPresent)
                .orElseThrow();
        for (JsonNode criterion : decision.path("criteria")) {
            JsonNode met = criterion.path("met");
            String verdict = met.isNull() ? "unknown" : met.asBoolean() ? "met" : "not met";
            JsonNode threshold = criterion.path("threshold");
            say(String.format(
                    Locale.ROOT,
                    "%-8s %-22s saw %s%s",
                    verdict,
                    criterion.path("name").asText(),
                    text(criterion.path("saw")),
                    threshold.isNull() ? "" : "; due from " + threshold.asText()));
        }
        String outcome = decision.path("outcome").asText();
        result("Decision under policy version " + decision.path("policyVersion").asText() + ": " + outcome + ".");
        if (!outcome.equals("DUE")) {
            ObjectNode request = Rest.object()
                    .put("incidentId", decision.path("incidentId").asText())
                    .put("reason", "the whole team should learn from it");
            as("hana").post("/api/v1/postmortem-requests", request).expect(201);
            result("No criterion makes it due, so hana asks for a postmortem; a stakeholder's request is enough.");
        }
    }

    private String draftAppears(String incident) {
        heading("A draft is written from what is known");
        JsonNode found = await(
                        "the draft for " + incident,
                        () -> first(as("mei").get("/api/v1/postmortems?incidentId=" + incident)),
                        Optional::isPresent)
                .orElseThrow();
        String number = found.path("number").asText();
        JsonNode draft = as("mei").get(POSTMORTEMS + number).expect(200).json();
        result(number + " \"" + draft.path("title").asText() + "\", owner "
                + draft.path("owner").asText() + ", to be published by " + time(draft.path("dueAt")) + ".");
        for (JsonNode section : draft.path("sections")) {
            boolean empty = section.path("text").asText().isBlank();
            say(String.format(
                    Locale.ROOT,
                    "%-24s %s",
                    section.path("title").asText(),
                    empty
                            ? section.path("required").asBoolean() ? "to be written" : "empty"
                            : "filled from the incident"));
        }
        return number;
    }

    private void sectionsAreWritten(String postmortem, DemoWords words) {
        heading("The owner writes what no system can know");
        Rest mei = as("mei");
        for (JsonNode section :
                mei.get(POSTMORTEMS + postmortem).expect(200).json().path("sections")) {
            String key = section.path("key").asText();
            boolean wanted =
                    section.path("required").asBoolean() || words.sections().containsKey(key);
            if (!wanted || !section.path("text").asText().isBlank()) {
                continue;
            }
            String text = words.section(key, section.path("title").asText());
            mei.put(
                            POSTMORTEMS + postmortem + "/sections/" + key,
                            Rest.object().put("text", text),
                            etag(POSTMORTEMS + postmortem))
                    .expect(200);
            say("mei writes \"" + section.path("title").asText() + "\".");
        }
        ObjectNode codes = Rest.object().put("trigger", "configuration-push");
        codes.putArray("causes").add("software").add("deployment-planning");
        mei.put(POSTMORTEMS + postmortem + "/classification", codes, etag(POSTMORTEMS + postmortem))
                .expect(200);
        say("mei codes the trigger and the causes, so that they can be counted.");
    }

    private void actionItemsAreAgreed(String postmortem, DemoWords words) {
        heading("What is going to be done about it");
        Instant inThreeWeeks = Instant.now().plus(Duration.ofDays(21)).truncatedTo(ChronoUnit.DAYS);
        actionItem(postmortem, item(words.prevention(), "PREVENT", "P1", "alex", inThreeWeeks));
        actionItem(postmortem, item(words.detection(), "DETECT", "P1", "mei", inThreeWeeks));
        ObjectNode unowned = item(words.repair(), "PROCESS", "P2", "sam", inThreeWeeks);
        ObjectNode withoutOwner = unowned.deepCopy();
        withoutOwner.remove("owner");
        String id = actionItem(postmortem, withoutOwner);
        say("One of them has no owner yet. What stands between " + postmortem + " and its publication:");
        blockers(postmortem).forEach(blocker -> say("  " + blocker));
        as("mei")
                .put(POSTMORTEMS + postmortem + "/action-items/" + id, unowned, etag(POSTMORTEMS + postmortem))
                .expect(200);
        result("sam takes it. What is left:");
        blockers(postmortem).forEach(blocker -> say("  " + blocker));
    }

    private void submit(String postmortem) {
        heading("The owner submits it for review");
        JsonNode submitted = as("mei")
                .post(POSTMORTEMS + postmortem + "/submit", null)
                .expect(200)
                .json();
        result("Revision " + submitted.path("revision").asText() + " is pinned with the hash "
                + shortened(submitted.path("contentHash").asText()) + ".");
    }

    private void publishingIsRefused(String postmortem) {
        heading("Publishing it before the review");
        Answer refused =
                as("mei").post(POSTMORTEMS + postmortem + "/publish", null).expect(409);
        result("Refused with 409 " + refused.code() + ": "
                + refused.json().path("detail").asText());
        for (JsonNode blocker : refused.json().path("blockers")) {
            say("  " + blocker.path("code").asText() + ": "
                    + blocker.path("message").asText());
        }
    }

    /** Returns who reviewed. */
    private List<String> review(String postmortem) {
        heading("Reviewers are assigned and judge the text");
        JsonNode draft = as("mei").get(POSTMORTEMS + postmortem).expect(200).json();
        String hash = draft.path("contentHash").asText();
        JsonNode review = await(
                        "reviewers for " + postmortem,
                        () -> first(as("mei")
                                .get("/api/v1/reviews?postmortemId="
                                        + draft.path("id").asText())),
                        found -> found.filter(
                                        one -> one.path("contentHash").asText().equals(hash)
                                                && !one.path("reviewers").isEmpty())
                                .isPresent())
                .orElseThrow();
        String id = review.path("id").asText();
        List<String> reviewers = new ArrayList<>();
        Optional<String> senior = Optional.empty();
        for (JsonNode reviewer : review.path("reviewers")) {
            String person = reviewer.path("person").asText();
            reviewers.add(person);
            if (reviewer.path("senior").asBoolean()) {
                senior = Optional.of(person);
            }
        }
        result("Assigned: " + String.join(", ", reviewers) + " (senior: " + senior.orElse("nobody") + "), until "
                + time(review.path("dueAt")) + ".");
        for (String reviewer : reviewers) {
            judge(id, reviewer, review.path("criteria"));
        }
        String accepting = senior.orElseThrow(() -> new StartFailed("no senior was assigned to " + postmortem));
        as(accepting)
                .post(
                        REVIEWS + id + "/accept",
                        Rest.object().put("contentHash", hash).put("remark", "Clear and useful. Thank you."))
                .expect(200);
        result(accepting + " accepts exactly that content.");
        return reviewers;
    }

    private void judge(String review, String reviewer, JsonNode criteria) {
        int passed = 0;
        for (JsonNode criterion : criteria) {
            as(reviewer)
                    .put(
                            REVIEWS + review + "/verdicts/" + criterion.asText(),
                            Rest.object().put("verdict", "PASS"),
                            as(reviewer)
                                    .get(REVIEWS + review)
                                    .expect(200)
                                    .etag()
                                    .orElseThrow())
                    .expect(200);
            passed++;
        }
        say(reviewer + " finds all " + passed + " criteria of the checklist met.");
    }

    private void publish(String postmortem) {
        heading("Now it can be published");
        await("the acceptance to arrive", () -> blockers(postmortem), List::isEmpty);
        JsonNode published = as("mei")
                .post(POSTMORTEMS + postmortem + "/publish", null)
                .expect(200)
                .json();
        result("mei publishes " + postmortem + " at " + time(published.path("publishedAt")) + ".");
        out.println();
        as("mei")
                .get(POSTMORTEMS + postmortem + "/export?format=markdown")
                .expect(200)
                .text()
                .lines()
                .forEach(line -> out.println(("   | " + line).stripTrailing()));
    }

    private void everybodyIsTold(String postmortem, List<String> reviewers) {
        heading("Everybody concerned has been told");
        // The owner of the draft, each reviewer, and the audience of what is published.
        int expected = reviewers.size() + 2;
        List<JsonNode> mails = await(
                expected + " mails about " + postmortem,
                () -> received("/mails", postmortem),
                found -> found.size() >= expected);
        say("Mails:");
        mails.forEach(mail -> say("  " + mail.path("recipient").asText() + ": "
                + mail.path("subject").asText()));
        // Drafted, waiting for review, published.
        List<JsonNode> calls = await(
                "3 chat messages about " + postmortem,
                () -> received("/hooks", postmortem),
                found -> found.size() >= 3);
        say("Chat messages:");
        calls.forEach(call -> say("  " + chatText(call)));
    }

    private void where(String incident, String postmortem) {
        heading("Nothing is lost on the way");
        JsonNode process =
                as("hana").get("/api/v1/process?limit=100").expect(200).json();
        for (JsonNode one : process.path("items")) {
            if (one.toString().contains("\"" + incident + "\"")) {
                result(incident + " stands at " + one.path("step").asText() + " in the list of all closed incidents.");
            }
        }
        out.println();
        out.println(
                "The system goes on running: " + options.publicUrl() + " and the inbox at " + options.url(Part.INBOX));
        out.println("Ask for it yourself:");
        out.println("  curl -H \"Authorization: Bearer $(./manabi token mei)\" " + options.publicUrl() + POSTMORTEMS
                + postmortem);
    }

    private String actionItem(String postmortem, ObjectNode item) {
        JsonNode added = as("mei")
                .post(POSTMORTEMS + postmortem + "/action-items", item)
                .expect(201)
                .json();
        say(added.path("priority").asText() + " " + added.path("kind").asText() + ": "
                + added.path("title").asText() + ", owner "
                + (added.path("owner").isNull()
                        ? "nobody yet"
                        : added.path("owner").asText()) + ", due "
                + time(added.path("dueAt")) + ".");
        return added.path("id").asText();
    }

    private static ObjectNode item(String title, String kind, String priority, String owner, Instant dueAt) {
        return Rest.object()
                .put("title", title)
                .put("kind", kind)
                .put("priority", priority)
                .put("owner", owner)
                .put("dueAt", dueAt.toString())
                .put("endState", "It is in production, and a test or a dashboard shows it.");
    }

    private List<String> blockers(String postmortem) {
        JsonNode answer = as("mei")
                .get(POSTMORTEMS + postmortem + "/blockers")
                .expect(200)
                .json();
        return stream(answer.path("blockers"))
                .map(blocker -> blocker.path("code").asText() + ": "
                        + blocker.path("message").asText())
                .toList();
    }

    /** What the inbox got since this story began and that names the postmortem. */
    private List<JsonNode> received(String what, String postmortem) {
        JsonNode all =
                new Rest(options.url(Part.INBOX), "").get(what).expect(200).json();
        return stream(all)
                .filter(one -> Instant.parse(one.path("receivedAt").asText()).isAfter(begun.minusSeconds(1)))
                .filter(one -> names(one, postmortem))
                .toList();
    }

    /** PM-1 is not meant by PM-12. */
    private static boolean names(JsonNode message, String postmortem) {
        return message.toString().matches("(?s).*" + postmortem + "(?!\\d).*");
    }

    private static String chatText(JsonNode call) {
        try {
            JsonNode body = Rest.JSON.readTree(call.path("body").asText());
            String text = body.path("text").asText();
            return text.isEmpty() ? body.toString() : text.lines().findFirst().orElse("");
        } catch (JsonProcessingException e) {
            return call.path("body").asText();
        }
    }

    private Rest as(String person) {
        return callers.computeIfAbsent(
                person, id -> new Rest(options.url(Part.GATEWAY), Rest.tokenFor(options.issuerUrl(), id)));
    }

    private String etag(String path) {
        return as("mei").get(path).expect(200).etag().orElseThrow(() -> new StartFailed(path + " has no ETag"));
    }

    /** Asks again until the answer is as wanted: the services tell each other, which takes a moment. */
    private static <T> T await(String what, Supplier<T> question, Predicate<T> wanted) {
        Instant limit = Instant.now().plus(PATIENCE);
        while (true) {
            T answer = question.get();
            if (wanted.test(answer)) {
                return answer;
            }
            if (Instant.now().isAfter(limit)) {
                throw new StartFailed(
                        "Waited " + PATIENCE.toSeconds() + " s in vain for " + what + "; last seen: " + answer);
            }
            Pause.of(Duration.ofMillis(150));
        }
    }

    private static Optional<JsonNode> first(Answer answer) {
        return stream(answer.expect(200).json().path("items")).findFirst();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static ObjectNode at(Instant at) {
        return Rest.object().put("at", at.toString());
    }

    private static ObjectNode entry(Instant at, String kind, String text) {
        return Rest.object().put("occurredAt", at.toString()).put("kind", kind).put("text", text);
    }

    private static boolean contains(JsonNode array, String value) {
        return stream(array).anyMatch(one -> one.asText().equals(value));
    }

    private static String services(JsonNode incident) {
        String names = stream(incident.path("services")).map(JsonNode::asText).collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : ", services " + names;
    }

    private static String text(JsonNode value) {
        return value.isNull() || value.isMissingNode() ? "nothing" : value.asText();
    }

    private static String time(JsonNode instant) {
        return time(Instant.parse(instant.asText()));
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MINUTES)
                .toString()
                .replace("T", " ")
                .replace(":00Z", " UTC");
    }

    private static String shortened(String hash) {
        return hash.length() > 12 ? hash.substring(0, 12) + "…" : hash;
    }

    private void heading(String text) {
        step++;
        out.println();
        out.println(step + ". " + text);
    }

    private void say(String text) {
        out.println("   " + text);
    }

    private void result(String text) {
        out.println("   -> " + text);
    }
}
