package dev.manabi.incident.incident;

import static java.math.BigDecimal.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.contracts.IncidentMessage;
import dev.manabi.contracts.MissingAnswer;
import dev.manabi.contracts.PublicEvent;
import dev.manabi.eventsourcing.EventMetadata;
import dev.manabi.eventsourcing.Recorded;
import dev.manabi.incident.incident.domain.Alert;
import dev.manabi.incident.incident.domain.Description;
import dev.manabi.incident.incident.domain.Detection;
import dev.manabi.incident.incident.domain.EntryKind;
import dev.manabi.incident.incident.domain.Evidence;
import dev.manabi.incident.incident.domain.EvidenceKind;
import dev.manabi.incident.incident.domain.Figure;
import dev.manabi.incident.incident.domain.FigureKind;
import dev.manabi.incident.incident.domain.Impact;
import dev.manabi.incident.incident.domain.Imported;
import dev.manabi.incident.incident.domain.Incident;
import dev.manabi.incident.incident.domain.IncidentDecider;
import dev.manabi.incident.incident.domain.IncidentEvent;
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
import dev.manabi.incident.incident.domain.IncidentKind;
import dev.manabi.incident.incident.domain.MergedInto;
import dev.manabi.incident.incident.domain.Roles;
import dev.manabi.incident.incident.domain.Severity;
import dev.manabi.incident.incident.domain.TimelineEntry;
import dev.manabi.incident.incident.domain.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IncidentPublisherTest {

    private static final UUID ID = UUID.fromString("019a2b3c-4d5e-7f60-8a7b-9c0d1e2f3a4b");
    private static final UUID OTHER = UUID.fromString("019a2b3c-4d5e-7f60-8a7b-9c0d1e2f3a66");
    private static final UUID FACT = UUID.fromString("019a2b3c-4d5e-7f60-8a7b-9c0d1e2f3a55");
    private static final Instant T0 = Instant.parse("2026-03-01T10:02:00Z");
    private static final Instant T1 = Instant.parse("2026-03-01T10:08:00Z");
    private static final Instant T2 = Instant.parse("2026-03-01T10:40:00Z");
    private static final Instant T3 = Instant.parse("2026-03-01T12:01:00Z");

    private static final EventMetadata METADATA =
            new EventMetadata(UUID.randomUUID(), T3, "mei", UUID.randomUUID(), null, null);

    /** One of each, in an order that can happen. */
    private static final List<IncidentEvent> EVERYTHING = List.of(
            new IncidentDeclared(
                    ID,
                    "INC-42",
                    description("Cards fail", List.of()),
                    Severity.SEV3,
                    T0,
                    T0,
                    Roles.NONE,
                    Impact.UNKNOWN,
                    "mei",
                    T1),
            new IncidentDescribed(ID, description("Card payments fail", List.of("payments")), "mei", T1),
            new IncidentAcknowledged(ID, "alex", null, T1, T1),
            new SeverityChanged(ID, Severity.SEV3, Severity.SEV1, "all acquirers", "mei", T1),
            new SeverityChanged(ID, Severity.SEV1, Severity.SEV2, null, "mei", T1),
            new RolesAssigned(ID, new Roles("mei", "hana", null, List.of("alex")), "mei", T1),
            new TimesCorrected(ID, new Times(T0, T0, T1, null, null), "the log", "sam", T2),
            new ImpactRecorded(
                    ID,
                    new Impact(
                            true,
                            38,
                            null,
                            12_000L,
                            false,
                            true,
                            null,
                            true,
                            "from the log",
                            List.of(new Figure(FigureKind.EFFORT, "work", TEN, "person-hours", true, "by the rota"))),
                    "sam",
                    T2),
            new TimelineEntryAdded(
                    ID,
                    new TimelineEntry(
                            FACT,
                            T0,
                            T2,
                            EntryKind.DEPLOYMENT,
                            "checkout 4.2 goes out",
                            "person",
                            "alex",
                            List.of(new Evidence(EvidenceKind.LINK, "https://ci.example/42", null)))),
            new TimelineEntryCorrected(
                    ID,
                    FACT,
                    T0,
                    EntryKind.DEPLOYMENT,
                    "checkout 4.2 goes out to everybody",
                    List.of(new Evidence(EvidenceKind.LINK, "https://ci.example/42", null)),
                    "sam",
                    T2),
            new AlertsReported(
                    ID, "alertmanager", "g", List.of(new Alert("a", true, T0, null, "CheckoutErrors", null)), T1),
            new DuplicateAbsorbed(ID, OTHER, "INC-43", List.of(), List.of(), "the same", "mei", T2),
            new IncidentMitigated(ID, "mei", "rolled back", T2, T2),
            new IncidentResolved(ID, "mei", null, T2, T2),
            new IncidentClosed(ID, "mei", null, T3),
            new IncidentReopened(ID, "alex", "refunds are missing", T3),
            new IncidentMerged(ID, new MergedInto(OTHER, "INC-41"), "the same", "mei", T3));

    private static final PastIncidentRecorded PAST = new PastIncidentRecorded(
            OTHER,
            "INC-44",
            description("Long ago", List.of()),
            Severity.SEV1,
            new Times(null, null, null, null, T0),
            Roles.NONE,
            Impact.UNKNOWN,
            new Imported("archive", "7"),
            "hana",
            T3);

    private static Description description(String title, List<String> atFault) {
        return new Description(
                title,
                null,
                IncidentKind.INCIDENT,
                List.of("checkout", "payments"),
                atFault,
                "storefront",
                Detection.MONITORING);
    }

    @Test
    void each_event_that_others_wait_for_is_told_and_the_details_travel_with_the_closing() {
        assertThat(Stream.concat(EVERYTHING.stream(), Stream.of(PAST)))
                .extracting(Object::getClass)
                .containsAll(Set.of(IncidentEvent.class.getPermittedSubclasses()));
        List<PublicEvent> told = told();
        assertThat(told)
                .filteredOn(event -> !(event instanceof IncidentMessage.IncidentClosed))
                .containsExactly(
                        new IncidentMessage.IncidentDeclared(
                                ID,
                                "INC-42",
                                "Cards fail",
                                "INCIDENT",
                                "SEV3",
                                List.of("checkout", "payments"),
                                "storefront",
                                T0,
                                T1,
                                "mei"),
                        new IncidentMessage.IncidentAcknowledged(ID, "INC-42", T1, "alex"),
                        new IncidentMessage.IncidentSeverityChanged(ID, "INC-42", "SEV3", "SEV1", "all acquirers", T1),
                        new IncidentMessage.IncidentSeverityChanged(ID, "INC-42", "SEV1", "SEV2", null, T1),
                        new IncidentMessage.IncidentMitigated(ID, "INC-42", T2),
                        new IncidentMessage.IncidentResolved(ID, "INC-42", T2),
                        new IncidentMessage.IncidentReopened(ID, "INC-42", "refunds are missing", T3, "alex"),
                        new IncidentMessage.IncidentMerged(ID, "INC-42", OTHER, "INC-41", "the same", T3, "mei"));
    }

    @Test
    void what_is_past_is_told_as_a_whole_with_what_nobody_knows() {
        IncidentMessage.IncidentRecorded told = (IncidentMessage.IncidentRecorded) past();
        assertThat(told.incident().startedAt()).isNull();
        assertThat(told.incident().resolvedAt()).isEqualTo(T0);
        assertThat(told.incident().number()).isEqualTo("INC-44");
    }

    @Test
    void the_closing_carries_the_whole_incident() {
        IncidentMessage.IncidentClosed closed = told().stream()
                .filter(IncidentMessage.IncidentClosed.class::isInstance)
                .map(IncidentMessage.IncidentClosed.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(closed.closedBy()).isEqualTo("mei");
        assertThat(closed.closedAt()).isEqualTo(T3);
        IncidentMessage.Incident incident = closed.incident();
        assertThat(incident)
                .usingRecursiveComparison()
                .ignoringFields("timeline")
                .isEqualTo(new IncidentMessage.Incident(
                        ID,
                        "INC-42",
                        "Card payments fail",
                        null,
                        "INCIDENT",
                        "SEV2",
                        "SEV1",
                        List.of("checkout", "payments"),
                        List.of("payments"),
                        "storefront",
                        T1,
                        T0,
                        T0,
                        T1,
                        T2,
                        T2,
                        "MONITORING",
                        new IncidentMessage.Roles("mei", "hana", null, List.of("alex")),
                        new IncidentMessage.Impact(
                                true,
                                38,
                                null,
                                12_000L,
                                false,
                                true,
                                null,
                                true,
                                "from the log",
                                List.of(new IncidentMessage.Figure(
                                        "EFFORT", "work", TEN, "person-hours", true, "by the rota"))),
                        List.of()));
        assertThat(incident.timeline())
                .contains(new IncidentMessage.TimelineEntry(
                        FACT,
                        T0,
                        T2,
                        "DEPLOYMENT",
                        "checkout 4.2 goes out to everybody",
                        "person",
                        "alex",
                        List.of(new IncidentMessage.Evidence("LINK", "https://ci.example/42", null))));
        assertThat(incident.timeline())
                .extracting(IncidentMessage.TimelineEntry::text)
                .containsExactlyInAnyOrder(
                        "Alert fires: CheckoutErrors",
                        "checkout 4.2 goes out to everybody",
                        "SEV3 declared: Cards fail",
                        "INC-43 was merged into this incident: the same",
                        "Acknowledged",
                        "Times corrected: the log",
                        "Severity changed from SEV3 to SEV1: all acquirers",
                        "Severity changed from SEV1 to SEV2",
                        "Mitigated: rolled back",
                        "Resolved",
                        "Closed");
        assertThat(incident.timeline())
                .isSortedAccordingTo(java.util.Comparator.comparing(IncidentMessage.TimelineEntry::occurredAt));
    }

    @Test
    void every_message_of_the_contract_is_told_by_some_event() {
        Set<Class<?>> told = Stream.concat(told().stream(), Stream.of(past(), late()))
                .map(Object::getClass)
                .collect(Collectors.toSet());
        // What is missing is told by nobody's doing, and belongs to no event.
        Set<Class<?>> promised = Stream.of(IncidentMessage.class.getPermittedSubclasses())
                .filter(message -> !MissingAnswer.class.isAssignableFrom(message))
                .collect(Collectors.toSet());
        assertThat(told).isEqualTo(promised);
    }

    @Test
    void a_fact_that_comes_after_the_closing_is_told_by_itself() {
        assertThat(late())
                .isEqualTo(new IncidentMessage.IncidentTimelineAmended(
                        ID,
                        "INC-42",
                        new IncidentMessage.TimelineEntry(
                                FACT, T1, T2, "NOTE", "seen afterwards", "person", "alex", List.of()),
                        T3,
                        "mei"));
    }

    /** Corrected when everything was closed. */
    private static PublicEvent late() {
        IncidentDecider decider = new IncidentDecider();
        List<IncidentEvent> story = new ArrayList<>(EVERYTHING.stream()
                .takeWhile(event -> !(event instanceof IncidentReopened))
                .toList());
        IncidentEvent correction =
                new TimelineEntryCorrected(ID, FACT, T1, EntryKind.NOTE, "seen afterwards", List.of(), "sam", T3);
        story.add(correction);
        return new IncidentPublisher()
                .publish(new Recorded<>(ID, story.size(), correction, METADATA), decider.fold(story))
                .orElseThrow();
    }

    private static PublicEvent past() {
        Incident after = new IncidentDecider().fold(List.of(PAST));
        return new IncidentPublisher()
                .publish(new Recorded<>(OTHER, 1, PAST, METADATA), after)
                .orElseThrow();
    }

    private static List<PublicEvent> told() {
        IncidentDecider decider = new IncidentDecider();
        IncidentPublisher publisher = new IncidentPublisher();
        List<PublicEvent> told = new ArrayList<>();
        Incident state = decider.initial();
        long version = 0;
        for (IncidentEvent event : EVERYTHING) {
            state = decider.evolve(state, event);
            version++;
            Optional<PublicEvent> message = publisher.publish(new Recorded<>(ID, version, event, METADATA), state);
            message.ifPresent(told::add);
        }
        return told;
    }
}
