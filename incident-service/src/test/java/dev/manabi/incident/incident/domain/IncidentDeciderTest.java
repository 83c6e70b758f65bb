package dev.manabi.incident.incident.domain;

import static dev.manabi.incident.incident.domain.IncidentRule.INCIDENT_ALREADY_RESOLVED;
import static dev.manabi.incident.incident.domain.IncidentRule.INCIDENT_CLOSED;
import static dev.manabi.incident.incident.domain.IncidentRule.INCIDENT_NOT_CLOSED;
import static dev.manabi.incident.incident.domain.IncidentRule.INCIDENT_NOT_RESOLVED;
import static dev.manabi.incident.incident.domain.IncidentRule.TIMELINE_FULL;
import static dev.manabi.incident.incident.domain.Severity.SEV1;
import static dev.manabi.incident.incident.domain.Severity.SEV2;
import static dev.manabi.incident.incident.domain.Severity.SEV4;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.incident.incident.domain.Incident.Declared;
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
import dev.manabi.testkit.DeciderSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class IncidentDeciderTest {

    private static final UUID ID = UUID.fromString("019a2b3c-0000-7000-8000-000000000001");
    private static final Instant BEGAN = Instant.parse("2026-03-01T10:02:00Z");
    private static final Instant NOTICED = Instant.parse("2026-03-01T10:05:00Z");
    private static final Instant NOW = Instant.parse("2026-03-01T10:07:00Z");
    private static final Instant LATER = Instant.parse("2026-03-01T11:30:00Z");
    private static final Instant TOO_FAR_AHEAD = LATER.plus(Duration.ofMinutes(6));
    private static final Instant YEAR_ONE = Instant.parse("0001-01-01T00:00:00Z");

    private static final IncidentDecider DECIDER = new IncidentDecider();
    private static final Roles CREW = new Roles("mei", "sam", null, List.of("alex", "ken"));
    private static final Impact OUTAGE =
            new Impact(true, 55, null, 12_000L, false, true, false, true, "cards only", List.of());

    private static final Description PAYMENTS = new Description(
            "Card payments fail",
            "Two of three acquirers time out",
            IncidentKind.INCIDENT,
            List.of("checkout"),
            List.of(),
            "storefront",
            Detection.MONITORING);
    private static final Description PRACTICE =
            new Description("Fire drill", null, IncidentKind.DRILL, List.of(), List.of("payments"), null, null);
    private static final UUID OTHER = UUID.fromString("019a2b3c-0000-7000-8000-000000000002");

    private static final IncidentDeclared DECLARED =
            new IncidentDeclared(ID, "INC-7", PAYMENTS, SEV2, BEGAN, NOTICED, Roles.NONE, Impact.UNKNOWN, "mei", NOW);
    private static final IncidentAcknowledged ACKNOWLEDGED = new IncidentAcknowledged(ID, "mei", null, NOW, NOW);
    private static final IncidentMitigated MITIGATED = new IncidentMitigated(ID, "mei", "rolled back", NOW, NOW);
    private static final IncidentResolved RESOLVED = new IncidentResolved(ID, "mei", null, NOW, NOW);
    private static final IncidentClosed CLOSED = new IncidentClosed(ID, "mei", null, NOW);

    private static DeciderSpec<IncidentCommand, IncidentEvent, Incident> given(IncidentEvent... events) {
        return DeciderSpec.given(DECIDER, events);
    }

    private static Declared after(IncidentEvent... events) {
        return (Declared) DECIDER.fold(Arrays.asList(events));
    }

    /** Every command upon something that exists, made {@link #LATER}. */
    static Stream<IncidentCommand> changes() {
        return Stream.of(
                new AcknowledgeIncident(ID, "alex", null, LATER, LATER),
                new MitigateIncident(ID, "alex", null, LATER, LATER),
                new ResolveIncident(ID, "alex", null, LATER, LATER),
                new ChangeSeverity(ID, SEV1, null, "alex", LATER),
                new CorrectTimes(ID, BEGAN.minusSeconds(60), null, null, null, null, "the log", "alex", LATER),
                new RecordImpact(ID, OUTAGE, "alex", LATER),
                new DescribeIncident(ID, PRACTICE, "alex", LATER),
                new MergeIncident(ID, new MergedInto(OTHER, "INC-8"), "the same", "alex", LATER),
                new AssignRoles(ID, CREW, "alex", LATER));
    }

    static Stream<IncidentCommand> everythingButDeclaring() {
        return Stream.concat(
                changes(),
                Stream.of(
                        new AddTimelineEntry(
                                ID, UUID.randomUUID(), LATER, EntryKind.NOTE, "x", "alex", List.of(), LATER),
                        new AbsorbDuplicate(ID, after(DECLARED), "the same", "alex", LATER),
                        new CloseIncident(ID, "alex", null, LATER),
                        new ReopenIncident(ID, "alex", "again", LATER),
                        new ReportAlerts(ID, "alertmanager", "g", List.of(fires("a")), LATER)));
    }

    @ParameterizedTest
    @MethodSource("everythingButDeclaring")
    void nothing_can_be_done_to_what_nobody_declared(IncidentCommand command) {
        given().when(command).thenRefused(NotFound.class);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void nothing_of_a_closed_incident_can_be_changed(IncidentCommand command) {
        given(DECLARED, RESOLVED, CLOSED).when(command).thenRejected(INCIDENT_CLOSED);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void everything_can_be_done_to_an_open_one(IncidentCommand command) {
        assertThat(given(DECLARED).when(command).events()).hasSize(1);
    }

    @Test
    void every_event_of_the_store_can_be_evolved_after_a_declaration() {
        assertThat(IncidentEvent.class.getPermittedSubclasses()).hasSize(17);
        Declared all = after(
                DECLARED,
                ACKNOWLEDGED,
                new SeverityChanged(ID, SEV2, SEV1, null, "mei", NOW),
                new TimesCorrected(
                        ID, new Times(BEGAN.minusSeconds(60), NOTICED, NOW, null, null), "the log", "mei", NOW),
                new ImpactRecorded(ID, OUTAGE, "mei", NOW),
                new RolesAssigned(ID, CREW, "mei", NOW),
                new TimelineEntryAdded(ID, entry("seen", NOW, NOW)),
                new TimelineEntryCorrected(
                        ID, UUID.randomUUID(), NOW, EntryKind.NOTE, "of another", List.of(), "mei", NOW),
                new AlertsReported(ID, "alertmanager", "g", List.of(fires("a")), NOW),
                new IncidentDescribed(ID, PRACTICE, "mei", NOW),
                new DuplicateAbsorbed(ID, OTHER, "INC-8", List.of(), List.of(fires("b")), "the same", "mei", NOW),
                MITIGATED,
                RESOLVED,
                CLOSED,
                new IncidentReopened(ID, "mei", "again", LATER));
        assertThat(all.roles()).isEqualTo(CREW);
        assertThat(all.impact()).isEqualTo(OUTAGE);
        assertThat(all.startedAt()).isEqualTo(BEGAN.minusSeconds(60));
        assertThat(all.description()).isEqualTo(PRACTICE);
        assertThat(all.alerts()).hasSize(2);
        assertThat(all.timeline()).hasSize(11); // impact, roles and words are no facts of the timeline
    }

    @Nested
    class Declaring {

        @Test
        void tells_everything_that_is_known() {
            given().when(declare(BEGAN, NOTICED)).then(DECLARED);
        }

        @Test
        void takes_the_time_of_noticing_where_the_beginning_is_not_known() {
            IncidentDeclared event = (IncidentDeclared)
                    given().when(declare(null, NOTICED)).events().getFirst();
            assertThat(event.startedAt()).isEqualTo(NOTICED);
        }

        @Test
        void takes_the_present_where_no_time_is_known() {
            IncidentDeclared event = (IncidentDeclared)
                    given().when(declare(null, null)).events().getFirst();
            assertThat(event.startedAt()).isEqualTo(NOW);
            assertThat(event.detectedAt()).isNull();
        }

        @Test
        void can_be_done_long_after_the_fact() {
            Instant lastYear = Instant.parse("2025-01-02T03:04:05Z");
            IncidentDeclared event = (IncidentDeclared)
                    given().when(declare(lastYear, lastYear)).events().getFirst();
            assertThat(event.startedAt()).isEqualTo(lastYear);
            assertThat(event.declaredAt()).isEqualTo(NOW);
        }

        @Test
        void allows_clocks_to_differ_by_five_minutes() {
            Instant ahead = NOW.plus(Duration.ofMinutes(5));
            assertThat(given().when(declare(ahead, ahead)).events()).hasSize(1);
            given().when(declare(ahead.plusMillis(1), null)).thenRefused(InvalidValue.class);
            given().when(declare(BEGAN, ahead.plusMillis(1))).thenRefused(InvalidValue.class);
        }

        @Test
        void refuses_times_that_no_incident_can_have() {
            given().when(declare(YEAR_ONE, null)).thenRefused(InvalidValue.class);
            given().when(declare(BEGAN, YEAR_ONE)).thenRefused(InvalidValue.class);
            given().when(declare(Instant.MIN, null)).thenRefused(InvalidValue.class);
            given().when(declare(Instant.MAX, null)).thenRefused(InvalidValue.class);
        }

        @Test
        void keeps_microseconds_as_the_database_does() {
            IncidentDeclared event = (IncidentDeclared) given().when(declare(BEGAN.plusNanos(1_234_567), null))
                    .events()
                    .getFirst();
            assertThat(event.startedAt()).isEqualTo(BEGAN.plusNanos(1_234_000));
        }

        @Test
        void refuses_an_impact_below_zero() {
            Impact impossible = new Impact(null, null, null, -1L, null, null, null, null, null, List.of());
            given().when(new DeclareIncident(
                            ID, "INC-7", PAYMENTS, SEV2, null, null, Roles.NONE, impossible, "mei", NOW))
                    .thenRefused(InvalidValue.class);
        }

        private DeclareIncident declare(Instant startedAt, Instant detectedAt) {
            return new DeclareIncident(
                    ID, "INC-7", PAYMENTS, SEV2, startedAt, detectedAt, Roles.NONE, Impact.UNKNOWN, "mei", NOW);
        }
    }

    @Nested
    class Steps {

        @Test
        void acknowledging_tells_who_and_when() {
            given(DECLARED)
                    .when(new AcknowledgeIncident(ID, "alex", "on it", NOTICED, NOW))
                    .then(new IncidentAcknowledged(ID, "alex", "on it", NOTICED, NOW));
            assertThat(after(DECLARED, ACKNOWLEDGED).status()).isEqualTo(Status.ACKNOWLEDGED);
        }

        @Test
        void acknowledging_twice_is_fine_and_changes_nothing() {
            AcknowledgeIncident again = new AcknowledgeIncident(ID, "alex", null, LATER, LATER);
            given(DECLARED, ACKNOWLEDGED).when(again).thenNothing();
            given(DECLARED, MITIGATED).when(again).thenNothing();
        }

        @Test
        void mitigating_needs_no_acknowledgement() {
            given(DECLARED)
                    .when(new MitigateIncident(ID, "alex", "rolled back", NOW, LATER))
                    .then(new IncidentMitigated(ID, "alex", "rolled back", NOW, LATER));
            assertThat(after(DECLARED, MITIGATED).mitigatedAt()).isEqualTo(NOW);
        }

        @Test
        void mitigating_twice_keeps_the_first_time() {
            given(DECLARED, MITIGATED)
                    .when(new MitigateIncident(ID, "alex", null, LATER, LATER))
                    .thenNothing();
        }

        @Test
        void resolving_may_skip_every_step_before() {
            given(DECLARED)
                    .when(new ResolveIncident(ID, "alex", null, NOW, LATER))
                    .then(new IncidentResolved(ID, "alex", null, NOW, LATER));
        }

        @Test
        void resolving_twice_keeps_the_first_time() {
            given(DECLARED, RESOLVED)
                    .when(new ResolveIncident(ID, "alex", null, LATER, LATER))
                    .thenNothing();
        }

        @Test
        void what_is_resolved_is_neither_acknowledged_nor_mitigated_afterwards() {
            given(DECLARED, RESOLVED)
                    .when(new AcknowledgeIncident(ID, "alex", null, LATER, LATER))
                    .thenRejected(INCIDENT_ALREADY_RESOLVED);
            given(DECLARED, RESOLVED)
                    .when(new MitigateIncident(ID, "alex", null, LATER, LATER))
                    .thenRejected(INCIDENT_ALREADY_RESOLVED);
        }

        @Test
        void what_is_resolved_can_still_be_described() {
            given(DECLARED, RESOLVED)
                    .when(new RecordImpact(ID, OUTAGE, "sam", LATER))
                    .then(new ImpactRecorded(ID, OUTAGE, "sam", LATER));
            given(DECLARED, RESOLVED)
                    .when(new AssignRoles(ID, CREW, "sam", LATER))
                    .then(new RolesAssigned(ID, CREW, "sam", LATER));
        }

        @ParameterizedTest
        @EnumSource
        void each_keeps_when_it_happened_apart_from_when_it_was_entered(Step step) {
            Instant yesterday = NOW.minus(Duration.ofDays(1));
            IncidentEvent event = given(DECLARED)
                    .when(step.command(yesterday, LATER))
                    .events()
                    .getFirst();
            TimelineEntry fact = Timeline.entriesOf(event).getFirst();
            assertThat(fact.occurredAt()).isEqualTo(yesterday);
            assertThat(fact.recordedAt()).isEqualTo(LATER);
        }

        @ParameterizedTest
        @EnumSource
        void none_can_lie_in_the_future_or_before_computers(Step step) {
            given(DECLARED).when(step.command(TOO_FAR_AHEAD, LATER)).thenRefused(InvalidValue.class);
            given(DECLARED).when(step.command(YEAR_ONE, LATER)).thenRefused(InvalidValue.class);
        }

        enum Step {
            ACKNOWLEDGE {
                @Override
                IncidentCommand command(Instant at, Instant now) {
                    return new AcknowledgeIncident(ID, "alex", null, at, now);
                }
            },
            MITIGATE {
                @Override
                IncidentCommand command(Instant at, Instant now) {
                    return new MitigateIncident(ID, "alex", null, at, now);
                }
            },
            RESOLVE {
                @Override
                IncidentCommand command(Instant at, Instant now) {
                    return new ResolveIncident(ID, "alex", null, at, now);
                }
            };

            abstract IncidentCommand command(Instant at, Instant now);
        }
    }

    @Nested
    class Ending {

        @Test
        void only_what_is_resolved_can_be_closed() {
            CloseIncident close = new CloseIncident(ID, "alex", "done", LATER);
            given(DECLARED).when(close).thenRejected(INCIDENT_NOT_RESOLVED);
            given(DECLARED, ACKNOWLEDGED).when(close).thenRejected(INCIDENT_NOT_RESOLVED);
            given(DECLARED, MITIGATED).when(close).thenRejected(INCIDENT_NOT_RESOLVED);
            given(DECLARED, RESOLVED).when(close).then(new IncidentClosed(ID, "alex", "done", LATER));
        }

        @Test
        void closing_twice_is_fine() {
            given(DECLARED, RESOLVED, CLOSED)
                    .when(new CloseIncident(ID, "alex", null, LATER))
                    .thenNothing();
        }

        @Test
        void only_what_is_closed_can_be_reopened() {
            ReopenIncident reopen = new ReopenIncident(ID, "alex", "it came back", LATER);
            given(DECLARED).when(reopen).thenRejected(INCIDENT_NOT_CLOSED);
            given(DECLARED, RESOLVED).when(reopen).thenRejected(INCIDENT_NOT_CLOSED);
            given(DECLARED, RESOLVED, CLOSED)
                    .when(reopen)
                    .then(new IncidentReopened(ID, "alex", "it came back", LATER));
        }

        @Test
        void what_is_reopened_has_not_ended_but_has_been_acknowledged() {
            Declared reopened = after(
                    DECLARED, ACKNOWLEDGED, RESOLVED, CLOSED, new IncidentReopened(ID, "alex", "it came back", LATER));
            assertThat(reopened.status()).isEqualTo(Status.ACKNOWLEDGED);
            assertThat(reopened.resolvedAt()).isNull();
            assertThat(reopened.closedAt()).isNull();
            assertThat(reopened.acknowledgedAt()).isEqualTo(NOW);
        }

        @Test
        void what_nobody_ever_acknowledged_is_open_again() {
            Declared reopened =
                    after(DECLARED, RESOLVED, CLOSED, new IncidentReopened(ID, "alex", "it came back", LATER));
            assertThat(reopened.status()).isEqualTo(Status.OPEN);
            assertThat(reopened.acknowledgedAt()).isNull();
        }

        @Test
        void what_is_reopened_can_go_the_whole_way_again() {
            IncidentReopened reopened = new IncidentReopened(ID, "alex", "it came back", NOW);
            given(DECLARED, RESOLVED, CLOSED, reopened)
                    .when(new ResolveIncident(ID, "alex", null, LATER, LATER))
                    .then(new IncidentResolved(ID, "alex", null, LATER, LATER));
            IncidentResolved again = new IncidentResolved(ID, "alex", null, LATER, LATER);
            given(DECLARED, RESOLVED, CLOSED, reopened, again)
                    .when(new CloseIncident(ID, "alex", null, LATER))
                    .then(new IncidentClosed(ID, "alex", null, LATER));
        }
    }

    @Nested
    class Duplicates {

        private static final MergedInto INTO = new MergedInto(OTHER, "INC-8");
        private static final IncidentMerged MERGED = new IncidentMerged(ID, INTO, "the same", "mei", NOW);

        private final MergeIncident merge = new MergeIncident(ID, INTO, "the same", "mei", LATER);

        @Test
        void are_closed_without_a_closing() {
            given(DECLARED).when(merge).then(new IncidentMerged(ID, INTO, "the same", "mei", LATER));
            Declared merged = after(DECLARED, MERGED);
            assertThat(merged.status()).isEqualTo(Status.CLOSED);
            assertThat(merged.closedAt()).isEqualTo(NOW);
            assertThat(merged.mergedInto()).isEqualTo(INTO);
        }

        @Test
        void are_merged_once() {
            given(DECLARED, MERGED).when(merge).thenNothing();
            given(DECLARED, MERGED)
                    .when(new MergeIncident(ID, new MergedInto(UUID.randomUUID(), "INC-9"), "no", "mei", LATER))
                    .thenRejected(IncidentRule.INCIDENT_MERGED);
        }

        @Test
        void are_not_merged_into_themselves() {
            given(DECLARED)
                    .when(new MergeIncident(ID, new MergedInto(ID, "INC-7"), "no", "mei", LATER))
                    .thenRefused(InvalidValue.class);
        }

        @Test
        void are_told_nothing_more_until_they_are_reopened() {
            AddTimelineEntry fact =
                    new AddTimelineEntry(ID, UUID.randomUUID(), NOW, EntryKind.NOTE, "x", "alex", List.of(), LATER);
            given(DECLARED, MERGED).when(fact).thenRejected(IncidentRule.INCIDENT_MERGED);
            given(DECLARED, MERGED)
                    .when(new ResolveIncident(ID, "mei", null, LATER, LATER))
                    .thenRejected(IncidentRule.INCIDENT_MERGED);
            IncidentReopened reopened = new IncidentReopened(ID, "mei", "they differ", LATER);
            given(DECLARED, MERGED)
                    .when(new ReopenIncident(ID, "mei", "they differ", LATER))
                    .then(reopened);
            assertThat(after(DECLARED, MERGED, reopened).mergedInto()).isNull();
            assertThat(given(DECLARED, MERGED, reopened).when(fact).events()).hasSize(1);
        }

        @Test
        void leave_their_facts_and_alerts_to_the_other_one() {
            TimelineEntry seen = entry("seen", NOW, NOW);
            Declared duplicate = after(
                    DECLARED,
                    new TimelineEntryAdded(ID, seen),
                    new AlertsReported(ID, "alertmanager", "g", List.of(fires("a")), NOW));
            DuplicateAbsorbed absorbed = (DuplicateAbsorbed) given(DECLARED)
                    .when(new AbsorbDuplicate(ID, duplicate, "the same", "mei", LATER))
                    .events()
                    .getFirst();
            assertThat(absorbed.entries())
                    .extracting(TimelineEntry::text)
                    .contains("seen")
                    .hasSize(2);
            assertThat(absorbed.entries()).extracting(TimelineEntry::id).doesNotContain(seen.id());
            Declared survivor = after(DECLARED, absorbed);
            assertThat(survivor.alerts()).containsExactly(fires("a"));
            assertThat(survivor.timeline())
                    .extracting(TimelineEntry::text)
                    .contains("seen")
                    .anyMatch(text -> text.startsWith("INC-7 was merged into this incident"));
        }
    }

    @Nested
    class The_past {

        private static final Imported ARCHIVE = new Imported("archive", "2019-17");
        private static final Times HARDLY_KNOWN = new Times(null, null, null, null, BEGAN);

        @Test
        void is_kept_as_it_is_known_and_over() {
            Declared past = after(new PastIncidentRecorded(
                    ID, "INC-7", PAYMENTS, SEV2, HARDLY_KNOWN, Roles.NONE, Impact.UNKNOWN, ARCHIVE, "mei", NOW));
            assertThat(past.status()).isEqualTo(Status.CLOSED);
            assertThat(past.startedAt()).isNull();
            assertThat(past.detectedAt()).isNull();
            assertThat(past.closedAt()).isNull();
            assertThat(past.happenedAt()).isEqualTo(BEGAN);
            assertThat(past.timeline())
                    .extracting(TimelineEntry::text)
                    .containsExactly("Resolved", "SEV2 recorded afterwards: Card payments fail");
        }

        @Test
        void is_kept_once() {
            given().when(record(HARDLY_KNOWN, Impact.UNKNOWN))
                    .then(new PastIncidentRecorded(
                            ID,
                            "INC-7",
                            PAYMENTS,
                            SEV2,
                            HARDLY_KNOWN,
                            Roles.NONE,
                            Impact.UNKNOWN,
                            ARCHIVE,
                            "mei",
                            NOW));
            given(DECLARED).when(record(HARDLY_KNOWN, Impact.UNKNOWN)).thenNothing();
        }

        @Test
        void has_possible_times_and_figures_that_say_how_they_were_estimated() {
            Times far = new Times(Instant.parse("+22025-01-01T00:00:00Z"), null, null, null, null);
            given().when(record(far, Impact.UNKNOWN)).thenRefused(InvalidValue.class);
            Figure guess = new Figure(FigureKind.MONEY, "lost sales", BigDecimal.TEN, "EUR", true, null);
            given().when(record(HARDLY_KNOWN, figures(guess))).thenRefused(InvalidValue.class);
            Figure counted = new Figure(FigureKind.MONEY, "lost sales", BigDecimal.TEN, "EUR", false, null);
            assertThat(given().when(record(HARDLY_KNOWN, figures(counted))).events())
                    .hasSize(1);
        }

        private static Impact figures(Figure figure) {
            return new Impact(null, null, null, null, null, null, null, null, null, List.of(figure));
        }

        private static RecordPastIncident record(Times times, Impact impact) {
            return new RecordPastIncident(ID, "INC-7", PAYMENTS, SEV2, times, Roles.NONE, impact, ARCHIVE, "mei", NOW);
        }
    }

    @Nested
    class Severities {

        @Test
        void a_change_tells_what_it_was_before() {
            given(DECLARED)
                    .when(new ChangeSeverity(ID, SEV1, "all acquirers", "alex", LATER))
                    .then(new SeverityChanged(ID, SEV2, SEV1, "all acquirers", "alex", LATER));
        }

        @Test
        void the_same_severity_is_no_change() {
            given(DECLARED)
                    .when(new ChangeSeverity(ID, SEV2, null, "alex", LATER))
                    .thenNothing();
        }

        @Test
        void the_peak_stays_after_a_downgrade_and_a_reopening() {
            Declared incident = after(
                    DECLARED,
                    new SeverityChanged(ID, SEV2, SEV1, null, "alex", NOW),
                    new SeverityChanged(ID, SEV1, SEV4, null, "alex", NOW),
                    RESOLVED,
                    CLOSED,
                    new IncidentReopened(ID, "alex", "again", LATER));
            assertThat(incident.severity()).isEqualTo(SEV4);
            assertThat(incident.peakSeverity()).isEqualTo(SEV1);
        }

        @Test
        void a_declaration_is_the_first_peak() {
            assertThat(after(DECLARED).peakSeverity()).isEqualTo(SEV2);
            assertThat(after(DECLARED, new SeverityChanged(ID, SEV2, SEV4, null, "alex", NOW))
                            .peakSeverity())
                    .isEqualTo(SEV2);
        }
    }

    @Nested
    class Describing {

        @Test
        void the_same_impact_or_roles_again_are_no_change() {
            given(DECLARED, new ImpactRecorded(ID, OUTAGE, "mei", NOW))
                    .when(new RecordImpact(ID, OUTAGE, "alex", LATER))
                    .thenNothing();
            given(DECLARED, new RolesAssigned(ID, CREW, "mei", NOW))
                    .when(new AssignRoles(ID, CREW, "alex", LATER))
                    .thenNothing();
        }

        @Test
        void an_impact_can_become_unknown_again() {
            given(DECLARED, new ImpactRecorded(ID, OUTAGE, "mei", NOW))
                    .when(new RecordImpact(ID, Impact.UNKNOWN, "alex", LATER))
                    .then(new ImpactRecorded(ID, Impact.UNKNOWN, "alex", LATER));
        }

        @Test
        void no_figure_is_below_zero() {
            Stream.of(
                            new Impact(null, -1, null, null, null, null, null, null, null, List.of()),
                            new Impact(null, null, -1, null, null, null, null, null, null, List.of()),
                            new Impact(null, null, null, -1L, null, null, null, null, null, List.of()))
                    .forEach(impossible -> given(DECLARED)
                            .when(new RecordImpact(ID, impossible, "alex", LATER))
                            .thenRefused(InvalidValue.class));
        }

        @Test
        void a_fact_may_lie_before_the_incident_and_the_timeline_stays_in_order() {
            TimelineEntry deployment = entry("4.2 goes out", BEGAN.minusSeconds(600), LATER);
            assertThat(after(DECLARED, ACKNOWLEDGED, new TimelineEntryAdded(ID, deployment))
                            .timeline())
                    .first()
                    .isEqualTo(deployment);
        }

        @Test
        void a_fact_keeps_its_author_its_evidence_and_both_times() {
            Evidence graph = new Evidence(EvidenceKind.LINK, "https://grafana.example/d/1", null);
            UUID entry = UUID.randomUUID();
            given(DECLARED)
                    .when(new AddTimelineEntry(ID, entry, NOTICED, EntryKind.ACTION, "x", "sam", List.of(graph), LATER))
                    .then(new TimelineEntryAdded(
                            ID,
                            new TimelineEntry(
                                    entry, NOTICED, LATER, EntryKind.ACTION, "x", "person", "sam", List.of(graph))));
        }

        @Test
        void a_fact_of_the_future_is_refused() {
            Stream.of(TOO_FAR_AHEAD, YEAR_ONE)
                    .forEach(impossible -> given(DECLARED)
                            .when(new AddTimelineEntry(
                                    ID, UUID.randomUUID(), impossible, EntryKind.NOTE, "x", "sam", List.of(), LATER))
                            .thenRefused(InvalidValue.class));
        }

        @Test
        void facts_of_the_same_moment_stay_in_the_order_of_being_entered() {
            Declared incident = after(
                    DECLARED,
                    new TimelineEntryAdded(ID, entry("first", NOTICED, LATER)),
                    new TimelineEntryAdded(ID, entry("second", NOTICED, LATER)),
                    new TimelineEntryAdded(ID, entry("third", NOTICED, LATER)));
            assertThat(incident.timeline()).extracting(TimelineEntry::text).startsWith("first", "second", "third");
        }

        @Test
        void a_timeline_has_an_end() {
            IncidentEvent[] full = Stream.concat(
                            Stream.of(DECLARED),
                            IntStream.rangeClosed(0, Timeline.LARGEST / 10_300)
                                    .mapToObj(_ -> new TimelineEntryAdded(ID, entry("x".repeat(10_000), NOW, NOW))))
                    .toArray(IncidentEvent[]::new);
            given(full)
                    .when(new AddTimelineEntry(
                            ID, UUID.randomUUID(), NOW, EntryKind.NOTE, "one more", "sam", List.of(), LATER))
                    .thenRejected(TIMELINE_FULL);
            given(full).when(new ResolveIncident(ID, "sam", null, LATER, LATER)).events();
            Alert alert = new Alert("a", true, NOW, null, "long ".repeat(300), "https://prometheus.example/");
            AlertsReported kept =
                    (AlertsReported) given(full).when(report(alert)).events().getFirst();
            assertThat(kept.alerts().getFirst().text()).hasSize(100);
            assertThat(kept.alerts().getFirst().url()).isNull();
        }
    }

    @Nested
    class A_correction_of_the_timeline {

        private final TimelineEntry fact = entry("seen", NOW, NOW);

        @Test
        void keeps_what_was_said_before() {
            given(DECLARED, new TimelineEntryAdded(ID, fact))
                    .when(correct(fact.id(), "seen better"))
                    .then(corrected(fact.id(), "seen better"));
            Declared after = after(DECLARED, new TimelineEntryAdded(ID, fact), corrected(fact.id(), "seen better"));
            assertThat(after.timeline())
                    .extracting(TimelineEntry::text)
                    .contains("seen better")
                    .doesNotContain("seen");
            assertThat(after.corrections()).containsExactly(new Correction(fact.id(), fact, "alex", LATER));
        }

        @Test
        void that_changes_nothing_is_no_news() {
            given(DECLARED, new TimelineEntryAdded(ID, fact), corrected(fact.id(), "seen better"))
                    .when(correct(fact.id(), "seen better"))
                    .thenNothing();
        }

        @Test
        void cannot_touch_what_a_machine_wrote() {
            UUID declared = after(DECLARED).timeline().getFirst().id();
            given(DECLARED).when(correct(declared, "x")).thenRejected(IncidentRule.ENTRY_OF_A_MACHINE);
        }

        @Test
        void needs_an_entry() {
            given(DECLARED).when(correct(UUID.randomUUID(), "x")).thenRefused(NotFound.class);
        }

        private CorrectTimelineEntry correct(UUID entry, String text) {
            return new CorrectTimelineEntry(ID, entry, BEGAN, EntryKind.NOTE, text, List.of(), "alex", LATER);
        }

        private TimelineEntryCorrected corrected(UUID entry, String text) {
            return new TimelineEntryCorrected(ID, entry, BEGAN, EntryKind.NOTE, text, List.of(), "alex", LATER);
        }
    }

    @Nested
    class Times_of_the_steps {

        @Test
        void are_corrected_one_by_one() {
            given(DECLARED, ACKNOWLEDGED)
                    .when(correct(BEGAN.minusSeconds(60), null))
                    .then(new TimesCorrected(
                            ID, new Times(BEGAN.minusSeconds(60), NOTICED, NOW, null, null), "the log", "alex", LATER));
        }

        @Test
        void that_are_right_already_are_no_news() {
            given(DECLARED).when(correct(BEGAN, null)).thenNothing();
        }

        @Test
        void of_a_step_that_has_not_happened_cannot_be_corrected() {
            given(DECLARED).when(correct(null, NOW)).thenRefused(InvalidValue.class);
        }

        @Test
        void cannot_lie_ahead() {
            given(DECLARED).when(correct(TOO_FAR_AHEAD, null)).thenRefused(InvalidValue.class);
        }

        @Test
        void give_the_durations_or_say_why_they_do_not() {
            Durations durations = Durations.of(new Times(BEGAN, NOTICED, BEGAN, null, BEGAN.plusSeconds(3_600)));
            assertThat(durations.detect().seconds()).isEqualTo(180);
            assertThat(durations.acknowledge().seconds()).isNull();
            assertThat(durations.acknowledge().invalid()).isEqualTo("acknowledgedAt lies before detectedAt.");
            assertThat(durations.mitigate()).isEqualTo(new Durations.Length(null, null));
            assertThat(durations.resolve().seconds()).isEqualTo(3_600);
        }

        private CorrectTimes correct(Instant startedAt, Instant resolvedAt) {
            return new CorrectTimes(ID, startedAt, null, null, null, resolvedAt, "the log", "alex", LATER);
        }
    }

    @Nested
    class Facts_of_machines {

        private final TimelineEntry fact = new TimelineEntry(
                UUID.fromString("019b2f00-0000-7000-8000-00000000fac7"),
                NOW,
                LATER,
                EntryKind.DEPLOYMENT,
                "checkout 4.2 deployed",
                "github",
                null,
                List.of());

        @Test
        void are_kept_once() {
            given(DECLARED).when(note(fact)).then(new TimelineEntryAdded(ID, fact));
            given(DECLARED, new TimelineEntryAdded(ID, fact)).when(note(fact)).thenNothing();
        }

        @Test
        void come_together_and_each_once() {
            TimelineEntry other = entry("seen", NOW, NOW);
            given(DECLARED)
                    .when(new NoteFacts(ID, List.of(fact, other, fact), LATER))
                    .then(new TimelineEntryAdded(ID, fact), new TimelineEntryAdded(ID, other));
        }

        @Test
        void belong_to_a_closed_incident_too() {
            given(DECLARED, RESOLVED, CLOSED).when(note(fact)).then(new TimelineEntryAdded(ID, fact));
        }

        @Test
        void cannot_lie_ahead() {
            TimelineEntry ahead = new TimelineEntry(
                    fact.id(), LATER.plusSeconds(600), LATER, fact.kind(), fact.text(), "github", null, List.of());
            TimelineEntry now =
                    new TimelineEntry(fact.id(), LATER, LATER, fact.kind(), fact.text(), "github", null, List.of());
            given(DECLARED).when(note(ahead)).then(new TimelineEntryAdded(ID, now));
        }

        private NoteFacts note(TimelineEntry entry) {
            return new NoteFacts(ID, List.of(entry), LATER);
        }
    }

    @Nested
    class Alerts {

        @Test
        void what_fires_is_reported() {
            given(DECLARED).when(report(fires("a"))).then(reported(LATER, fires("a")));
        }

        @Test
        void what_was_said_before_is_no_news() {
            given(DECLARED, reported(NOW, fires("a"))).when(report(fires("a"))).thenNothing();
        }

        @Test
        void only_the_news_of_a_repeated_group_are_kept() {
            given(DECLARED, reported(NOW, fires("a")))
                    .when(report(fires("a"), fires("b")))
                    .then(reported(LATER, fires("b")));
        }

        @Test
        void the_end_of_the_last_one_resolves_at_the_time_of_that_end() {
            given(DECLARED, reported(NOW, fires("a"), fires("b")))
                    .when(report(ended("a", NOW)))
                    .then(reported(LATER, ended("a", NOW)));
            given(DECLARED, reported(NOW, fires("a"), fires("b")), reported(NOW, ended("a", NOW)))
                    .when(report(ended("b", NOW.plusSeconds(60))))
                    .then(
                            reported(LATER, ended("b", NOW.plusSeconds(60))),
                            new IncidentResolved(
                                    ID, "system:alertmanager", "all alerts have ended", NOW.plusSeconds(60), LATER));
        }

        @Test
        void an_end_without_a_time_ends_now() {
            given(DECLARED, reported(NOW, fires("a")))
                    .when(report(ended("a", null)))
                    .then(reported(LATER, ended("a", null)), resolved(LATER));
        }

        @Test
        void an_end_that_their_clock_puts_ahead_of_ours_ends_now() {
            Instant ahead = LATER.plus(Duration.ofDays(3));
            given(DECLARED, reported(NOW, fires("a")))
                    .when(report(ended("a", ahead)))
                    .then(reported(LATER, ended("a", ahead)), resolved(LATER));
            assertThat(Timeline.entriesOf(reported(LATER, ended("a", ahead))))
                    .first()
                    .extracting(TimelineEntry::occurredAt)
                    .isEqualTo(LATER);
        }

        @Test
        void an_end_that_overtook_its_beginning_stays_the_end() {
            given(DECLARED, reported(NOW, fires("a"), ended("b", NOW)))
                    .when(report(fires("b")))
                    .thenNothing();
        }

        @Test
        void one_occurrence_told_twice_in_one_breath_is_one() {
            given(DECLARED).when(report(fires("a"), fires("a"))).then(reported(LATER, fires("a")));
            given(DECLARED, reported(NOW, fires("z")))
                    .when(report(fires("a"), ended("a", NOW), fires("a")))
                    .then(reported(LATER, ended("a", NOW)));
        }

        @Test
        void the_same_alert_at_another_time_is_another_occurrence() {
            Alert again = new Alert("a", true, LATER, null, "a", null);
            given(DECLARED, reported(NOW, fires("a"))).when(report(again)).then(reported(LATER, again));
        }

        @Test
        void what_fires_after_the_resolution_is_worked_on_again() {
            Alert again = new Alert("a", true, LATER, null, "CheckoutErrors: 12 % fail", null);
            given(DECLARED, ACKNOWLEDGED, reported(NOW, fires("a")), reported(NOW, ended("a", NOW)), RESOLVED)
                    .when(report(again))
                    .then(
                            reported(LATER, again),
                            new IncidentReopened(
                                    ID, "system:alertmanager", "it fires again, CheckoutErrors: 12 % fail", LATER));
        }

        @Test
        void what_a_person_has_resolved_stays_resolved_while_the_same_alert_goes_on() {
            given(DECLARED, reported(NOW, fires("a")), RESOLVED)
                    .when(report(fires("a")))
                    .thenNothing();
            given(DECLARED, reported(NOW, fires("a")), RESOLVED)
                    .when(report(ended("a", NOW)))
                    .then(reported(LATER, ended("a", NOW)));
        }

        @Test
        void a_machine_never_reopens_what_a_person_has_closed() {
            given(DECLARED, reported(NOW, fires("a")), RESOLVED, CLOSED)
                    .when(report(ended("a", NOW)))
                    .then(reported(LATER, ended("a", NOW)));
            given(DECLARED, RESOLVED, CLOSED).when(report(fires("a"))).then(reported(LATER, fires("a")));
        }

        @Test
        void each_beginning_and_each_end_is_a_fact_with_a_link() {
            Alert alert = new Alert("a", true, BEGAN, null, "CPU", "https://prometheus.example/");
            TimelineEntry fact = Timeline.entriesOf(reported(LATER, alert)).getFirst();
            assertThat(fact.text()).isEqualTo("Alert fires: CPU");
            assertThat(fact.occurredAt()).isEqualTo(BEGAN);
            assertThat(fact.source()).isEqualTo("alertmanager");
            assertThat(fact.author()).isNull();
            assertThat(fact.evidence())
                    .containsExactly(new Evidence(EvidenceKind.LINK, "https://prometheus.example/", null));
        }

        private AlertsReported reported(Instant now, Alert... alerts) {
            return new AlertsReported(ID, "alertmanager", "{}:{}", List.of(alerts), now);
        }

        private IncidentResolved resolved(Instant at) {
            return new IncidentResolved(ID, "system:alertmanager", "all alerts have ended", at, LATER);
        }
    }

    @Test
    void ids_of_facts_depend_on_what_happened_and_on_nothing_else() {
        assertThat(Timeline.entriesOf(DECLARED).getFirst().id())
                .isEqualTo(UUID.fromString("675c3206-96e1-39b4-9af8-b88aded6784b"));
        assertThat(Timeline.entriesOf(new AlertsReported(ID, "alertmanager", "g", List.of(fires("a")), NOW))
                        .getFirst()
                        .id())
                .isEqualTo(UUID.fromString("b113f9a4-8b7d-3170-bf0c-9e6a8fc9dcdb"));
    }

    private static ReportAlerts report(Alert... alerts) {
        return new ReportAlerts(ID, "alertmanager", "{}:{}", List.of(alerts), LATER);
    }

    private static Alert fires(String fingerprint) {
        return new Alert(fingerprint, true, BEGAN, null, fingerprint, null);
    }

    private static Alert ended(String fingerprint, Instant at) {
        return new Alert(fingerprint, false, BEGAN, at, fingerprint, null);
    }

    private static TimelineEntry entry(String text, Instant occurredAt, Instant recordedAt) {
        return new TimelineEntry(
                UUID.randomUUID(), occurredAt, recordedAt, EntryKind.NOTE, text, "person", "sam", List.of());
    }
}
