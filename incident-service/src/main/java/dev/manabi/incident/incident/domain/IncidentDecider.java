package dev.manabi.incident.incident.domain;

import dev.manabi.eventsourcing.Decider;
import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.eventsourcing.DomainException.RuleBroken;
import dev.manabi.incident.incident.domain.Incident.Declared;
import dev.manabi.incident.incident.domain.Incident.Undeclared;
import dev.manabi.incident.incident.domain.IncidentCommand.AbsorbDuplicate;
import dev.manabi.incident.incident.domain.IncidentCommand.AcknowledgeIncident;
import dev.manabi.incident.incident.domain.IncidentCommand.AddTimelineEntry;
import dev.manabi.incident.incident.domain.IncidentCommand.AssignRoles;
import dev.manabi.incident.incident.domain.IncidentCommand.ChangeSeverity;
import dev.manabi.incident.incident.domain.IncidentCommand.CloseIncident;
import dev.manabi.incident.incident.domain.IncidentCommand.CorrectTimelineEntry;
import dev.manabi.incident.incident.domain.IncidentCommand.CorrectTimes;
import dev.manabi.incident.incident.domain.IncidentCommand.DeclareIncident;
import dev.manabi.incident.incident.domain.IncidentCommand.DescribeIncident;
import dev.manabi.incident.incident.domain.IncidentCommand.MergeIncident;
import dev.manabi.incident.incident.domain.IncidentCommand.MitigateIncident;
import dev.manabi.incident.incident.domain.IncidentCommand.NoteFacts;
import dev.manabi.incident.incident.domain.IncidentCommand.RecordImpact;
import dev.manabi.incident.incident.domain.IncidentCommand.RecordPastIncident;
import dev.manabi.incident.incident.domain.IncidentCommand.ReopenIncident;
import dev.manabi.incident.incident.domain.IncidentCommand.ReportAlerts;
import dev.manabi.incident.incident.domain.IncidentCommand.ResolveIncident;
import dev.manabi.incident.incident.domain.IncidentEvent.AlertsReported;
import dev.manabi.incident.incident.domain.IncidentEvent.DuplicateAbsorbed;
import dev.manabi.incident.incident.domain.IncidentEvent.ImpactRecorded;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentAcknowledged;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentClosed;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentDeclared;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentDescribed;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentMerged;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentMitigated;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentReopened;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentResolved;
import dev.manabi.incident.incident.domain.IncidentEvent.PastIncidentRecorded;
import dev.manabi.incident.incident.domain.IncidentEvent.RolesAssigned;
import dev.manabi.incident.incident.domain.IncidentEvent.SeverityChanged;
import dev.manabi.incident.incident.domain.IncidentEvent.TimelineEntryAdded;
import dev.manabi.incident.incident.domain.IncidentEvent.TimelineEntryCorrected;
import dev.manabi.incident.incident.domain.IncidentEvent.TimesCorrected;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rules of an incident. */
public final class IncidentDecider implements Decider<IncidentCommand, IncidentEvent, Incident> {

    /** Clocks differ a little; what lies further ahead is a mistake. */
    private static final Duration CLOCK_LEEWAY = Duration.ofMinutes(5);

    /** What lies before is a mistake too, and often the zero of some other system. */
    private static final Instant FIRST_REAL_TIME = Instant.EPOCH;

    @Override
    public Incident initial() {
        return new Undeclared();
    }

    @Override
    public List<IncidentEvent> decide(IncidentCommand command, Incident state) {
        return switch (command) {
            case DeclareIncident c -> declare(c, state);
            case AcknowledgeIncident c -> acknowledge(c, open(c, state));
            case MitigateIncident c -> mitigate(c, open(c, state));
            case ResolveIncident c -> resolve(c, open(c, state));
            case RecordPastIncident c -> recordPast(c, state);
            case CloseIncident c -> close(c, declared(c, state));
            case ReopenIncident c -> reopen(c, declared(c, state));
            case MergeIncident c -> merge(c, declared(c, state));
            case AbsorbDuplicate c -> absorb(c, unmerged(c, state));
            case DescribeIncident c -> describe(c, open(c, state));
            case ChangeSeverity c -> changeSeverity(c, open(c, state));
            case CorrectTimes c -> correctTimes(c, open(c, state));
            case RecordImpact c -> recordImpact(c, open(c, state));
            case AssignRoles c -> assignRoles(c, open(c, state));
            // Facts are gathered after the end too.
            case AddTimelineEntry c -> addEntry(c, unmerged(c, state));
            case CorrectTimelineEntry c -> correctEntry(c, unmerged(c, state));
            case NoteFacts c -> noteFacts(c, declared(c, state));
            case ReportAlerts c -> reportAlerts(c, declared(c, state));
        };
    }

    @Override
    public Incident evolve(Incident state, IncidentEvent event) {
        Declared next = state instanceof Declared incident ? changed(incident, event) : begun(event);
        return next.withFacts(next.facts().with(Timeline.entriesOf(event)));
    }

    private static Declared begun(IncidentEvent event) {
        return switch (event) {
            case IncidentDeclared e -> declared(e);
            case PastIncidentRecorded e -> recorded(e);
            default -> throw new IllegalStateException("Not declared: " + event.incidentId());
        };
    }

    private static Declared changed(Declared incident, IncidentEvent event) {
        return switch (event) {
            case IncidentDeclared _, PastIncidentRecorded _ ->
                throw new IllegalStateException("Declared twice: " + event.incidentId());
            case IncidentAcknowledged e -> incident.acknowledged(e.acknowledgedAt());
            case IncidentMitigated e -> incident.mitigated(e.mitigatedAt());
            case IncidentResolved e -> incident.resolved(e.resolvedAt());
            case IncidentClosed e -> incident.closed(e.closedAt());
            case IncidentReopened _ -> incident.reopened();
            case SeverityChanged e -> incident.withSeverity(e.to());
            case TimesCorrected e -> incident.withTimes(e.times());
            case ImpactRecorded e -> incident.withImpact(e.impact());
            case RolesAssigned e -> incident.withRoles(e.roles());
            case IncidentDescribed e -> incident.withDescription(e.description());
            case IncidentMerged e -> incident.merged(e.into(), e.mergedAt());
            case DuplicateAbsorbed e -> incident.withFacts(incident.facts().withAlerts(latest(incident, e.alerts())));
            case TimelineEntryAdded _ -> incident;
            case TimelineEntryCorrected e -> corrected(incident, e);
            case AlertsReported e -> incident.withFacts(incident.facts().withAlerts(latest(incident, e.alerts())));
        };
    }

    private static List<IncidentEvent> declare(DeclareIncident c, Incident state) {
        undeclared(c, state);
        Instant detectedAt = c.detectedAt() == null ? null : possible("detectedAt", c.detectedAt(), c.now());
        Instant startedAt = c.startedAt() == null
                ? Objects.requireNonNullElse(detectedAt, c.now())
                : possible("startedAt", c.startedAt(), c.now());
        possible(c.impact());
        return List.of(new IncidentDeclared(
                c.incidentId(),
                c.number(),
                c.description(),
                c.severity(),
                startedAt,
                detectedAt,
                c.roles(),
                c.impact(),
                c.declaredBy(),
                c.now()));
    }

    /** Told again, it is there already. */
    private static List<IncidentEvent> recordPast(RecordPastIncident c, Incident state) {
        if (state instanceof Declared) {
            return List.of();
        }
        Times times = new Times(
                possibleOrUnknown("startedAt", c.times().startedAt(), c.now()),
                possibleOrUnknown("detectedAt", c.times().detectedAt(), c.now()),
                possibleOrUnknown("acknowledgedAt", c.times().acknowledgedAt(), c.now()),
                possibleOrUnknown("mitigatedAt", c.times().mitigatedAt(), c.now()),
                possibleOrUnknown("resolvedAt", c.times().resolvedAt(), c.now()));
        possible(c.impact());
        return List.of(new PastIncidentRecorded(
                c.incidentId(),
                c.number(),
                c.description(),
                c.severity(),
                times,
                c.roles(),
                c.impact(),
                c.imported(),
                c.by(),
                c.now()));
    }

    private static List<IncidentEvent> acknowledge(AcknowledgeIncident c, Declared incident) {
        Instant at = possible("at", c.at(), c.now());
        notYetResolved(incident);
        if (incident.status() != Status.OPEN) {
            return List.of(); // somebody works on it already; asking twice is fine
        }
        return List.of(new IncidentAcknowledged(c.incidentId(), c.by(), c.note(), at, c.now()));
    }

    private static List<IncidentEvent> mitigate(MitigateIncident c, Declared incident) {
        Instant at = possible("at", c.at(), c.now());
        notYetResolved(incident);
        if (incident.status() == Status.MITIGATED) {
            return List.of();
        }
        return List.of(new IncidentMitigated(c.incidentId(), c.by(), c.note(), at, c.now()));
    }

    private static List<IncidentEvent> resolve(ResolveIncident c, Declared incident) {
        Instant at = possible("at", c.at(), c.now());
        if (incident.status() == Status.RESOLVED) {
            return List.of();
        }
        return List.of(new IncidentResolved(c.incidentId(), c.by(), c.note(), at, c.now()));
    }

    private static List<IncidentEvent> close(CloseIncident c, Declared incident) {
        return switch (incident.status()) {
            case CLOSED -> List.of();
            case RESOLVED -> List.of(new IncidentClosed(c.incidentId(), c.by(), c.note(), c.now()));
            case OPEN, ACKNOWLEDGED, MITIGATED ->
                throw new RuleBroken(
                        IncidentRule.INCIDENT_NOT_RESOLVED,
                        incident.number() + " must be resolved before it is closed.");
        };
    }

    private static List<IncidentEvent> reopen(ReopenIncident c, Declared incident) {
        if (incident.status() != Status.CLOSED) {
            throw new RuleBroken(IncidentRule.INCIDENT_NOT_CLOSED, incident.number() + " is not closed.");
        }
        return List.of(new IncidentReopened(c.incidentId(), c.by(), c.reason(), c.now()));
    }

    /** What one decided upon was closed by it, so a closed one is reopened first. */
    private static List<IncidentEvent> merge(MergeIncident c, Declared incident) {
        if (incident.id().equals(c.into().id())) {
            throw new InvalidValue("into", "An incident cannot be merged into itself.");
        }
        if (c.into().equals(incident.mergedInto())) {
            return List.of();
        }
        Declared duplicate = open(c, incident);
        return List.of(new IncidentMerged(duplicate.id(), c.into(), c.reason(), c.by(), c.now()));
    }

    private static List<IncidentEvent> absorb(AbsorbDuplicate c, Declared incident) {
        Declared duplicate = c.duplicate();
        List<TimelineEntry> entries = duplicate.timeline().stream()
                .filter(entry -> entry.kind() != EntryKind.STATUS)
                .map(entry -> entry.takenOverBy(incident.id()))
                .filter(entry -> incident.facts().find(entry.id()).isEmpty())
                .toList();
        requireRoom(incident, Timeline.size(entries));
        return List.of(new DuplicateAbsorbed(
                incident.id(),
                duplicate.id(),
                duplicate.number(),
                entries,
                duplicate.alerts(),
                c.reason(),
                c.by(),
                c.now()));
    }

    private static List<IncidentEvent> describe(DescribeIncident c, Declared incident) {
        if (incident.description().equals(c.description())) {
            return List.of();
        }
        return List.of(new IncidentDescribed(c.incidentId(), c.description(), c.by(), c.now()));
    }

    private static List<IncidentEvent> changeSeverity(ChangeSeverity c, Declared incident) {
        if (incident.severity() == c.severity()) {
            return List.of();
        }
        return List.of(
                new SeverityChanged(c.incidentId(), incident.severity(), c.severity(), c.reason(), c.by(), c.now()));
    }

    private static List<IncidentEvent> correctTimes(CorrectTimes c, Declared incident) {
        Times before = incident.times();
        Times times = new Times(
                c.startedAt() == null ? before.startedAt() : possible("startedAt", c.startedAt(), c.now()),
                c.detectedAt() == null ? before.detectedAt() : possible("detectedAt", c.detectedAt(), c.now()),
                corrected("acknowledgedAt", before.acknowledgedAt(), c.acknowledgedAt(), c.now()),
                corrected("mitigatedAt", before.mitigatedAt(), c.mitigatedAt(), c.now()),
                corrected("resolvedAt", before.resolvedAt(), c.resolvedAt(), c.now()));
        if (times.equals(before)) {
            return List.of();
        }
        return List.of(new TimesCorrected(c.incidentId(), times, c.reason(), c.by(), c.now()));
    }

    /** What has not happened has no time that could be wrong. */
    private static @Nullable Instant corrected(
            String field, @Nullable Instant before, @Nullable Instant at, Instant now) {
        if (at == null) {
            return before;
        }
        if (before == null) {
            throw new InvalidValue(field, field + " cannot be corrected: this step has not been recorded.");
        }
        return possible(field, at, now);
    }

    private static List<IncidentEvent> recordImpact(RecordImpact c, Declared incident) {
        possible(c.impact());
        if (incident.impact().equals(c.impact())) {
            return List.of();
        }
        return List.of(new ImpactRecorded(c.incidentId(), c.impact(), c.by(), c.now()));
    }

    private static List<IncidentEvent> assignRoles(AssignRoles c, Declared incident) {
        if (incident.roles().equals(c.roles())) {
            return List.of();
        }
        return List.of(new RolesAssigned(c.incidentId(), c.roles(), c.by(), c.now()));
    }

    private static List<IncidentEvent> addEntry(AddTimelineEntry c, Declared incident) {
        Instant occurredAt = possible("occurredAt", c.occurredAt(), c.now());
        TimelineEntry entry = new TimelineEntry(
                c.entryId(), occurredAt, c.now(), c.kind(), c.text(), TimelineEntry.PERSON, c.author(), c.evidence());
        requireRoom(incident, Timeline.size(entry));
        return List.of(new TimelineEntryAdded(incident.id(), entry));
    }

    private static List<IncidentEvent> correctEntry(CorrectTimelineEntry c, Declared incident) {
        TimelineEntry before = incident.facts()
                .find(c.entryId())
                .orElseThrow(() -> new NotFound("timeline entry", c.entryId().toString()));
        if (!before.writtenByAPerson()) {
            throw new RuleBroken(
                    IncidentRule.ENTRY_OF_A_MACHINE, "A machine has written this down; add an entry of your own.");
        }
        Instant occurredAt = possible("occurredAt", c.occurredAt(), c.now());
        TimelineEntry after = before.corrected(occurredAt, c.kind(), c.text(), c.evidence());
        if (after.equals(before)) {
            return List.of();
        }
        requireRoom(incident, Timeline.size(after) - Timeline.size(before));
        return List.of(new TimelineEntryCorrected(
                c.incidentId(), c.entryId(), occurredAt, c.kind(), c.text(), c.evidence(), c.by(), c.now()));
    }

    private static Declared corrected(Declared incident, TimelineEntryCorrected e) {
        return incident.facts()
                .find(e.entryId())
                .map(before -> {
                    TimelineEntry after = before.corrected(e.occurredAt(), e.kind(), e.text(), e.evidence());
                    Correction correction = new Correction(e.entryId(), before, e.by(), e.correctedAt());
                    return incident.withFacts(incident.facts().corrected(correction, after));
                })
                .orElse(incident);
    }

    private static void requireRoom(Declared incident, int growth) {
        if (growth > 0 && incident.facts().size() + growth > Timeline.LARGEST) {
            throw new RuleBroken(
                    IncidentRule.TIMELINE_FULL,
                    "The timeline of " + incident.number() + " is full. Link to long evidence instead of copying it.");
        }
    }

    /** Machines repeat themselves. What they know belongs to the incident, also after it was closed. */
    private static List<IncidentEvent> noteFacts(NoteFacts c, Declared incident) {
        Set<UUID> known = incident.timeline().stream().map(TimelineEntry::id).collect(Collectors.toSet());
        int size = incident.facts().size();
        List<IncidentEvent> events = new ArrayList<>();
        for (TimelineEntry told : c.entries()) {
            if (known.add(told.id())) {
                boolean full = size + Timeline.size(told) > Timeline.LARGEST;
                TimelineEntry entry = (full ? told.brief() : told).notAfter(c.now());
                size += Timeline.size(entry);
                events.add(new TimelineEntryAdded(incident.id(), entry));
            }
        }
        return events;
    }

    /**
     * Alerting repeats itself and its messages overtake each other: only what is new is kept. Once everything that
     * fired has ended the incident is resolved; what fires before somebody closes it is the same trouble again. A closed
     * one is never reopened by a machine.
     */
    private static List<IncidentEvent> reportAlerts(ReportAlerts c, Declared incident) {
        List<Alert> news = news(c.alerts(), incident);
        if (news.isEmpty()) {
            return List.of();
        }
        List<IncidentEvent> events = new ArrayList<>();
        events.add(new AlertsReported(c.incidentId(), c.source(), c.groupKey(), news, c.now()));
        List<Alert> known = latest(incident, news);
        Optional<Alert> again = news.stream().filter(Alert::firing).findFirst();
        boolean quiet = known.stream().noneMatch(Alert::firing);
        switch (incident.status()) {
            case OPEN, ACKNOWLEDGED, MITIGATED -> {
                if (quiet) {
                    events.add(new IncidentResolved(
                            c.incidentId(), machine(c), "all alerts have ended", lastEnd(known, c.now()), c.now()));
                }
            }
            case RESOLVED ->
                again.ifPresent(alert -> events.add(
                        new IncidentReopened(c.incidentId(), machine(c), "it fires again, " + alert.text(), c.now())));
            case CLOSED -> {}
        }
        return events;
    }

    private static String machine(ReportAlerts c) {
        return "system:" + c.source();
    }

    /** The clock of the alerting system may be ahead of ours; nothing ends after we have heard of it. */
    private static Instant lastEnd(List<Alert> alerts, Instant now) {
        return alerts.stream()
                .map(Alert::endsAt)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .filter(end -> end.isBefore(now))
                .orElse(now);
    }

    /** One for each occurrence that something new is said of, were it reported twice in the same breath. */
    private static List<Alert> news(List<Alert> reported, Declared incident) {
        List<Alert> news = new ArrayList<>();
        for (Alert alert : reported) {
            Stream<Alert> known = Stream.concat(incident.alerts().stream(), news.stream());
            boolean told = known.filter(alert::isSameOccurrence)
                    .anyMatch(before -> !before.firing() || alert.firing()); // it ends once and never starts again
            if (!told) {
                news.removeIf(alert::isSameOccurrence);
                news.add(alert);
            }
        }
        boolean full = incident.facts().size() > Timeline.LARGEST;
        return full ? news.stream().map(Alert::brief).toList() : news;
    }

    private static List<Alert> latest(Declared incident, List<Alert> news) {
        Stream<Alert> untouched =
                incident.alerts().stream().filter(known -> news.stream().noneMatch(known::isSameOccurrence));
        return Stream.concat(untouched, news.stream()).toList();
    }

    private static Declared declared(IncidentDeclared e) {
        return new Declared(
                e.incidentId(),
                e.number(),
                e.declaredAt(),
                e.description(),
                e.severity(),
                e.severity(),
                Status.OPEN,
                new Times(e.startedAt(), e.detectedAt(), null, null, null),
                null,
                null,
                null,
                e.roles(),
                e.impact(),
                Facts.NONE);
    }

    private static Declared recorded(PastIncidentRecorded e) {
        return new Declared(
                e.incidentId(),
                e.number(),
                e.recordedAt(),
                e.description(),
                e.severity(),
                e.severity(),
                Status.CLOSED,
                e.times(),
                null,
                null,
                e.imported(),
                e.roles(),
                e.impact(),
                Facts.NONE);
    }

    private static Declared declared(IncidentCommand command, Incident state) {
        return switch (state) {
            case Declared incident -> incident;
            case Undeclared _ ->
                throw new NotFound("incident", command.incidentId().toString());
        };
    }

    private static Declared open(IncidentCommand command, Incident state) {
        Declared incident = unmerged(command, state);
        if (incident.status() == Status.CLOSED) {
            throw new RuleBroken(
                    IncidentRule.INCIDENT_CLOSED, incident.number() + " is closed. Reopen it to change it.");
        }
        return incident;
    }

    private static Declared unmerged(IncidentCommand command, Incident state) {
        Declared incident = declared(command, state);
        MergedInto into = incident.mergedInto();
        if (into != null) {
            throw new RuleBroken(
                    IncidentRule.INCIDENT_MERGED, incident.number() + " was merged into " + into.number() + ".");
        }
        return incident;
    }

    private static void undeclared(IncidentCommand command, Incident state) {
        if (state instanceof Declared) {
            throw new IllegalStateException("An id is used for one incident only: " + command.incidentId());
        }
    }

    private static void notYetResolved(Declared incident) {
        if (incident.status() == Status.RESOLVED) {
            throw new RuleBroken(IncidentRule.INCIDENT_ALREADY_RESOLVED, incident.number() + " is resolved already.");
        }
    }

    /** The time as it is kept, in microseconds. */
    private static Instant possible(String field, Instant at, Instant now) {
        if (at.isAfter(now.plus(CLOCK_LEEWAY))) {
            throw new InvalidValue(field, field + " lies in the future: " + at);
        }
        if (at.isBefore(FIRST_REAL_TIME)) {
            throw new InvalidValue(field, field + " lies before 1970: " + at);
        }
        return at.truncatedTo(ChronoUnit.MICROS);
    }

    private static @Nullable Instant possibleOrUnknown(String field, @Nullable Instant at, Instant now) {
        return at == null ? null : possible(field, at, now);
    }

    private static void possible(Impact impact) {
        notNegative("impact.downtimeMinutes", impact.downtimeMinutes());
        notNegative("impact.degradedMinutes", impact.degradedMinutes());
        notNegative("impact.usersAffected", impact.usersAffected());
        for (Figure figure : impact.figures()) {
            notNegative("impact.figures.value", figure.value().signum());
            if (figure.estimated() && (figure.how() == null || figure.how().isBlank())) {
                throw new InvalidValue("impact.figures.how", "Say how \"" + figure.what() + "\" was estimated.");
            }
        }
    }

    private static void notNegative(String field, @Nullable Number value) {
        if (value != null && value.longValue() < 0) {
            throw new InvalidValue(field, field + " cannot be negative.");
        }
    }
}
