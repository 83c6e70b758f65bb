package dev.manabi.postmortem.postmortem;

import dev.manabi.contracts.IncidentMessage.Evidence;
import dev.manabi.contracts.IncidentMessage.Figure;
import dev.manabi.contracts.IncidentMessage.Impact;
import dev.manabi.contracts.IncidentMessage.Incident;
import dev.manabi.contracts.IncidentMessage.Roles;
import dev.manabi.contracts.IncidentMessage.TimelineEntry;
import dev.manabi.postmortem.incident.IncidentView.SeverityChange;
import dev.manabi.postmortem.postmortem.domain.Section;
import dev.manabi.postmortem.template.domain.Template;
import dev.manabi.postmortem.template.domain.Template.TemplateSection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a draft says before anybody has written: the facts of the incident, as Markdown, in the template's language
 * (METHOD G1). What is unknown is said to be unknown. People are referred to by id.
 */
final class DraftText {

    private final Incident incident;
    private final List<SeverityChange> severityChanges;
    private final Words words;

    private DraftText(Incident incident, List<SeverityChange> severityChanges, Words words) {
        this.incident = incident;
        this.severityChanges = severityChanges;
        this.words = words;
    }

    static List<Section> sections(Template template, Incident incident, List<SeverityChange> severityChanges) {
        DraftText text = new DraftText(incident, severityChanges, Words.in(template.language()));
        return template.sections().stream().map(text::section).toList();
    }

    private Section section(TemplateSection section) {
        String text =
                switch (section.prefill()) {
                    case NONE -> "";
                    case PEOPLE -> people();
                    case SUMMARY -> summary();
                    case IMPACT -> impact();
                    case TIMELINE -> timeline();
                    case DETECTION -> detection();
                    case RESPONSE -> response();
                    case EVIDENCE -> evidence();
                };
        return new Section(section.key(), section.title(), section.required(), text);
    }

    private String people() {
        Roles roles = incident.roles();
        return Markdown.table(
                List.of(words.the("role"), words.the("person")),
                List.of(
                        List.of(words.the("commander"), person(roles.commander())),
                        List.of(words.the("communications"), person(roles.communications())),
                        List.of(words.the("scribe"), person(roles.scribe())),
                        List.of(
                                words.the("responders"),
                                words.list(roles.responders().stream()
                                        .map(Markdown::person)
                                        .toList()))));
    }

    private String person(@Nullable String id) {
        return id == null ? words.the("nobody") : Markdown.person(id);
    }

    private String summary() {
        Map<String, String> what = Map.of(
                "number", incident.number(),
                "severity", incident.peakSeverity(),
                "services", words.list(incident.services()));
        String facts = words.sentence(incident.services().isEmpty() ? "summary.plain" : "summary.of-services", what);
        return Stream.of(incident.summary(), facts + " " + whenItWas())
                .filter(text -> text != null && !text.isBlank())
                .map(String::strip)
                .collect(Collectors.joining("\n\n"));
    }

    private String whenItWas() {
        Instant startedAt = incident.startedAt();
        Instant resolvedAt = incident.resolvedAt();
        if (startedAt == null) {
            return words.the("summary.unknown-start");
        }
        if (resolvedAt == null) {
            return words.sentence("summary.unresolved", Map.of("start", words.momentUtc(startedAt)));
        }
        Duration took = Duration.between(startedAt, resolvedAt);
        return words.sentence(
                took.isNegative() ? "summary.resolved-at" : "summary.resolved",
                Map.of(
                        "start", words.momentUtc(startedAt),
                        "end", words.momentUtc(resolvedAt),
                        "took", words.took(took)));
    }

    private String impact() {
        Impact impact = incident.impact();
        String services =
                incident.services().isEmpty() ? words.the("unknown") : Markdown.cell(words.list(incident.services()));
        List<List<String>> rows = new ArrayList<>(List.of(
                List.of(words.the("impact.services"), services),
                List.of(words.the("impact.user-visible"), words.yesNo(impact.userVisible())),
                List.of(words.the("impact.downtime"), words.minutes(impact.downtimeMinutes())),
                List.of(words.the("impact.degraded"), words.minutes(impact.degradedMinutes())),
                List.of(words.the("impact.users"), words.number(impact.usersAffected())),
                List.of(words.the("impact.data-loss"), words.yesNo(impact.dataLoss())),
                List.of(words.the("impact.money"), words.yesNo(impact.moneyAffected())),
                List.of(words.the("impact.monitoring"), words.yesNo(impact.monitoringFailed())),
                List.of(words.the("impact.on-call"), words.yesNo(impact.onCallIntervened()))));
        List<String> atFault = incident.servicesAtFault();
        if (atFault != null && !atFault.isEmpty()) {
            rows.add(1, List.of(words.the("impact.services-at-fault"), Markdown.cell(words.list(atFault))));
        }
        if (impact.figures() != null) {
            impact.figures().forEach(figure -> rows.add(List.of(Markdown.cell(figure.what()), value(figure))));
        }
        String table = Markdown.table(List.of(words.the("impact.figure"), words.the("impact.value")), rows);
        String notes = impact.notes();
        return notes == null || notes.isBlank() ? table : table + "\n\n" + notes.strip();
    }

    private String value(Figure figure) {
        String value = figure.value().stripTrailingZeros().toPlainString() + " " + figure.unit();
        String how = figure.how();
        if (how == null || how.isBlank()) {
            return Markdown.cell(value);
        }
        return Markdown.cell(words.sentence(
                figure.estimated() ? "impact.estimated" : "impact.measured", Map.of("value", value, "how", how)));
    }

    private String timeline() {
        if (incident.timeline().isEmpty()) {
            return words.the("timeline.empty");
        }
        return Markdown.table(
                List.of(
                        words.the("timeline.time"),
                        words.the("timeline.what"),
                        words.the("timeline.by"),
                        words.the("timeline.evidence")),
                incident.timeline().stream().sorted(inTime()).map(this::entry).toList());
    }

    private List<String> entry(TimelineEntry entry) {
        String author = entry.author();
        return List.of(
                words.moment(entry.occurredAt()),
                Markdown.cell(entry.text()),
                author == null ? Markdown.cell(entry.source()) : Markdown.person(author),
                entry.evidence().stream().map(DraftText::evidence).collect(Collectors.joining(" ")));
    }

    private static String evidence(Evidence evidence) {
        String text = evidence.text();
        String url = evidence.url();
        if (url == null) {
            return text == null ? "" : Markdown.cell(text);
        }
        return Markdown.link(text == null || text.isBlank() ? url : text, url);
    }

    private String response() {
        List<List<String>> steps = new ArrayList<>();
        steps.add(step(words.the("response.started"), incident.startedAt()));
        steps.add(step(detected(), incident.detectedAt()));
        steps.add(step(words.the("response.acknowledged"), incident.acknowledgedAt()));
        steps.add(step(words.the("response.mitigated"), incident.mitigatedAt()));
        steps.add(step(words.the("response.resolved"), incident.resolvedAt()));
        String table = Markdown.table(
                List.of(words.the("response.step"), words.the("response.at"), words.the("response.after")), steps);
        return table + "\n\n" + severity();
    }

    private String detection() {
        Instant detectedAt = incident.detectedAt();
        String after = afterTheStart(detectedAt);
        String noticed = words.sentence(
                after.isEmpty() ? "detection.at" : "detection.at-after",
                Map.of("who", detected(), "at", words.momentUtc(detectedAt), "took", after));
        String alerts = incident.timeline().stream()
                .filter(entry -> entry.kind().equals("ALERT"))
                .sorted(inTime())
                .map(entry -> "- " + words.momentUtc(entry.occurredAt()) + " " + Markdown.cell(entry.text()))
                .collect(Collectors.joining("\n"));
        return Stream.of(noticed, alerts).filter(part -> !part.isEmpty()).collect(Collectors.joining("\n\n"));
    }

    /** Everything that the timeline rests on, once each; a graph or picture is shown. */
    private String evidence() {
        return incident.timeline().stream()
                .sorted(inTime())
                .flatMap(entry -> entry.evidence().stream().map(one -> evidence(entry, one)))
                .filter(line -> !line.isEmpty())
                .distinct()
                .map(line -> "- " + line)
                .collect(Collectors.joining("\n"));
    }

    private static String evidence(TimelineEntry entry, Evidence evidence) {
        String url = evidence.url();
        boolean shown = evidence.kind().equals("IMAGE") || evidence.kind().equals("QUERY");
        if (url == null || !shown) {
            return evidence(evidence);
        }
        String link = Markdown.link(entry.text(), url);
        return link.startsWith("[") ? "!" + link : link;
    }

    private static Comparator<TimelineEntry> inTime() {
        return Comparator.comparing(TimelineEntry::occurredAt).thenComparing(TimelineEntry::recordedAt);
    }

    private String detected() {
        String by = incident.detectedBy();
        String who =
                by != null && words.knows("detected-by." + by) ? words.the("detected-by." + by) : words.the("unknown");
        return words.sentence("response.detected-by", Map.of("who", who));
    }

    private List<String> step(String name, @Nullable Instant at) {
        return List.of(name, words.moment(at), afterTheStart(at));
    }

    /** Empty where one of the two is unknown, or where it was before. */
    private String afterTheStart(@Nullable Instant at) {
        Instant startedAt = incident.startedAt();
        return at != null && startedAt != null && !at.isBefore(startedAt)
                ? words.took(Duration.between(startedAt, at))
                : "";
    }

    private String severity() {
        if (!severityChanges.isEmpty()) {
            return severityChanges.stream().map(this::change).collect(Collectors.joining("\n"));
        }
        boolean unchanged = incident.severity().equals(incident.peakSeverity());
        return words.sentence(
                unchanged ? "severity.unchanged" : "severity.peak",
                Map.of("severity", incident.severity(), "peak", incident.peakSeverity()));
    }

    private String change(SeverityChange change) {
        String reason = change.reason();
        boolean saysWhy = reason != null && !reason.isBlank();
        return "- "
                + words.sentence(
                        saysWhy ? "severity.changed-because" : "severity.changed",
                        Map.of(
                                "from", change.from(),
                                "to", change.to(),
                                "at", words.momentUtc(change.at()),
                                "reason", reason == null ? "" : Markdown.cell(reason)));
    }
}
