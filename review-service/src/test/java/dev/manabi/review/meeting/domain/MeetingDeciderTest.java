package dev.manabi.review.meeting.domain;

import static dev.manabi.testkit.DeciderSpec.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.NotAllowed;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.review.meeting.domain.AgendaPart.Part;
import dev.manabi.review.meeting.domain.Meeting.Arranged;
import dev.manabi.review.meeting.domain.MeetingCommand.CancelMeeting;
import dev.manabi.review.meeting.domain.MeetingCommand.ChangeMeeting;
import dev.manabi.review.meeting.domain.MeetingCommand.EndMeeting;
import dev.manabi.review.meeting.domain.MeetingCommand.PlanMeeting;
import dev.manabi.review.meeting.domain.MeetingCommand.RecordAttendance;
import dev.manabi.review.meeting.domain.MeetingCommand.RescheduleMeeting;
import dev.manabi.review.meeting.domain.MeetingCommand.SettlePoint;
import dev.manabi.review.meeting.domain.MeetingCommand.StartMeeting;
import dev.manabi.review.meeting.domain.MeetingCommand.TakeDecision;
import dev.manabi.review.meeting.domain.MeetingEvent.AttendanceRecorded;
import dev.manabi.review.meeting.domain.MeetingEvent.DecisionTaken;
import dev.manabi.review.meeting.domain.MeetingEvent.MeetingCancelled;
import dev.manabi.review.meeting.domain.MeetingEvent.MeetingChanged;
import dev.manabi.review.meeting.domain.MeetingEvent.MeetingEnded;
import dev.manabi.review.meeting.domain.MeetingEvent.MeetingPlanned;
import dev.manabi.review.meeting.domain.MeetingEvent.MeetingRescheduled;
import dev.manabi.review.meeting.domain.MeetingEvent.MeetingStarted;
import dev.manabi.review.meeting.domain.MeetingEvent.PointSettled;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MeetingDeciderTest {

    private static final UUID ID = UUID.fromString("019b2f00-0000-7000-8000-000000000001");
    private static final UUID COMMENT = UUID.fromString("019b2f00-0000-7000-8000-0000000000c1");
    private static final UUID DECISION = UUID.fromString("019b2f00-0000-7000-8000-0000000000d1");
    private static final Instant NOW = Instant.parse("2026-03-03T12:00:00Z");
    private static final Instant START = NOW.plus(Duration.ofHours(49));
    private static final Subject PM7 = subject("PM-7", false);
    private static final Subject PM9 = subject("PM-9", false);
    private static final Subject SECRET = subject("PM-8", true);
    private static final Slot SLOT = new Slot(START, 45, "Europe/Berlin");
    private static final Roster ROSTER = new Roster("rin", "alex", List.of("mei", "sam"));
    private static final Set<String> TOOK_PART = Set.of("mei", "sam");
    private static final Actor MEI = new Actor("mei", false);
    private static final Actor SAM = new Actor("sam", false);
    private static final Actor RIN = new Actor("rin", false);
    private static final Actor ALEX = new Actor("alex", false);
    private static final Actor HANA = new Actor("hana", true);
    private static final MeetingPlanned PLANNED = new MeetingPlanned(plan(SLOT, ROSTER, PM7), null, NOW);
    private static final List<AgendaPart> AGENDA = Agenda.of(
            List.of(PM7),
            List.of(new Agenda.OpenComment(COMMENT, PM7.postmortemId(), "root-cause", "Why?", "ken")),
            List.of(),
            45);
    private static final MeetingStarted STARTED = new MeetingStarted(AGENDA, "rin", START);
    private static final PointSettled SETTLED =
            new PointSettled(new Outcome(COMMENT.toString(), Outcome.Result.RESOLVED, "We add a case.", "alex"), START);
    private static final MeetingEnded ENDED =
            new MeetingEnded(new Minutes("We add a case.", "alex", List.of()), List.of(), START);

    private final MeetingDecider decider = new MeetingDecider();

    // -- arranging

    @Test
    void a_meeting_is_planned_a_day_ahead_with_somebody_to_lead_who_did_not_take_part() {
        given(decider).when(planning(SLOT, ROSTER, null)).then(PLANNED);
    }

    @Test
    void whoever_took_part_does_not_lead() {
        given(decider)
                .when(planning(SLOT, new Roster("mei", "alex", List.of()), null))
                .thenRejected(MeetingRule.FACILITATOR_TOOK_PART);
        given(decider, PLANNED)
                .when(change(new Roster("sam", "alex", List.of()), MEI))
                .thenRejected(MeetingRule.FACILITATOR_TOOK_PART);
    }

    @Test
    void nobody_leads_and_takes_notes() {
        given(decider)
                .when(planning(SLOT, new Roster("rin", "rin", List.of()), null))
                .thenRejected(MeetingRule.NOTE_TAKER_IS_FACILITATOR);
        given(decider, PLANNED)
                .when(change(new Roster("alex", "alex", List.of()), MEI))
                .thenRejected(MeetingRule.NOTE_TAKER_IS_FACILITATOR);
    }

    @Test
    void less_than_a_day_ahead_needs_a_reason() {
        Slot soon = new Slot(NOW.plus(Duration.ofHours(24)).minusSeconds(1), 45, "Asia/Tokyo");
        given(decider).when(planning(soon, ROSTER, null)).thenRejected(MeetingRule.MEETING_TOO_SOON);
        given(decider).when(planning(soon, ROSTER, " ")).thenRejected(MeetingRule.MEETING_TOO_SOON);
        given(decider)
                .when(planning(soon, ROSTER, "The fix goes out tonight."))
                .then(new MeetingPlanned(plan(soon, ROSTER, PM7), "The fix goes out tonight.", NOW));
        given(decider, PLANNED).when(reschedule(soon, null, MEI)).thenRejected(MeetingRule.MEETING_TOO_SOON);
    }

    @Test
    void exactly_a_day_ahead_is_early_enough() {
        Slot slot = new Slot(NOW.plus(Duration.ofHours(24)), 30, "Europe/Berlin");
        given(decider).when(planning(slot, ROSTER, null)).then(new MeetingPlanned(plan(slot, ROSTER, PM7), null, NOW));
    }

    @Test
    void nothing_is_planned_for_the_past() {
        Slot past = new Slot(NOW.minusSeconds(1), 45, "Europe/Berlin");
        given(decider).when(planning(past, ROSTER, "Late")).thenRejected(MeetingRule.MEETING_IN_THE_PAST);
        given(decider, PLANNED).when(reschedule(past, "Late", MEI)).thenRejected(MeetingRule.MEETING_IN_THE_PAST);
    }

    @Test
    void a_private_postmortem_has_a_meeting_of_its_own() {
        given(decider)
                .when(new PlanMeeting(ID, plan(SLOT, ROSTER, PM7, SECRET), TOOK_PART, null, NOW))
                .thenRejected(MeetingRule.PRIVATE_APART);
        given(decider)
                .when(new PlanMeeting(ID, plan(SLOT, ROSTER, SECRET), TOOK_PART, null, NOW))
                .then(new MeetingPlanned(plan(SLOT, ROSTER, SECRET), null, NOW));
    }

    @Test
    void a_meeting_is_about_something() {
        given(decider)
                .when(new PlanMeeting(ID, plan(SLOT, ROSTER), TOOK_PART, null, NOW))
                .thenRefused(InvalidValue.class);
    }

    @Test
    void a_meeting_takes_half_an_hour_to_an_hour_in_a_zone_that_there_is() {
        assertThat(Slot.checked(START, 30, "Asia/Tokyo").duration()).isEqualTo(Duration.ofMinutes(30));
        assertThat(Slot.checked(START, 60, "America/New_York").durationMinutes())
                .isEqualTo(60);
        assertThatThrownBy(() -> Slot.checked(START, 29, "Asia/Tokyo")).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> Slot.checked(START, 61, "Asia/Tokyo")).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> Slot.checked(START, 45, "Mars/Olympus")).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> Slot.checked(START, 45, "+09:00")).isInstanceOf(InvalidValue.class);
    }

    @Test
    void the_same_meeting_is_not_planned_twice() {
        given(decider, PLANNED).when(planning(SLOT, ROSTER, null)).thenNothing();
    }

    @Test
    void it_can_be_put_at_another_time() {
        Slot later = new Slot(START.plusSeconds(3600), 30, "America/New_York");
        given(decider, PLANNED)
                .when(reschedule(later, null, MEI))
                .then(new MeetingRescheduled(SLOT, later, null, "mei", NOW));
        given(decider, PLANNED).when(reschedule(SLOT, null, MEI)).thenNothing();
    }

    @Test
    void whoever_comes_and_need_not_come_any_more_is_told() {
        Roster other = new Roster("rin", "alex", List.of("mei", "ken"));
        given(decider, PLANNED)
                .when(change(other, MEI))
                .then(new MeetingChanged(List.of(PM7), null, null, other, List.of("ken"), List.of("sam"), "mei", NOW));
        given(decider, PLANNED).when(change(ROSTER, MEI)).thenNothing();
    }

    @Test
    void each_invitation_that_takes_the_place_of_another_counts_on() {
        Slot later = new Slot(START.plusSeconds(3600), 30, "America/New_York");
        Roster other = new Roster("rin", "alex", List.of("mei", "ken"));
        MeetingRescheduled rescheduled = new MeetingRescheduled(SLOT, later, null, "mei", NOW);
        MeetingChanged changed =
                new MeetingChanged(List.of(PM7), null, null, other, List.of("ken"), List.of("sam"), "mei", NOW);
        MeetingCancelled cancelled = new MeetingCancelled("Settled", "mei", NOW);
        assertThat(sequence(PLANNED)).isZero();
        assertThat(sequence(PLANNED, rescheduled)).isEqualTo(1);
        assertThat(sequence(PLANNED, rescheduled, changed)).isEqualTo(2);
        assertThat(sequence(PLANNED, rescheduled, changed, cancelled)).isEqualTo(3);
    }

    @Test
    void it_can_be_cancelled_once_with_a_reason() {
        MeetingCancelled cancelled = new MeetingCancelled("Settled", "mei", NOW);
        given(decider, PLANNED).when(new CancelMeeting(ID, "Settled", MEI, NOW)).then(cancelled);
        given(decider, PLANNED, cancelled)
                .when(new CancelMeeting(ID, "Settled again", HANA, NOW))
                .thenNothing();
        given(decider, PLANNED, cancelled)
                .when(reschedule(SLOT, null, MEI))
                .thenRejected(MeetingRule.MEETING_NOT_PLANNED);
        given(decider, PLANNED, STARTED)
                .when(new CancelMeeting(ID, "Settled", MEI, NOW))
                .thenRejected(MeetingRule.MEETING_NOT_PLANNED);
    }

    @Test
    void only_those_who_arrange_it_and_those_who_lead_people_can_change_it() {
        for (Actor by : List.of(MEI, RIN, ALEX, HANA)) {
            given(decider, PLANNED)
                    .when(new CancelMeeting(ID, "Settled", by, NOW))
                    .then(new MeetingCancelled("Settled", by.person(), NOW));
        }
        given(decider, PLANNED).when(new CancelMeeting(ID, "Settled", SAM, NOW)).thenRefused(NotAllowed.class);
        given(decider, PLANNED).when(change(ROSTER, SAM)).thenRefused(NotAllowed.class);
        given(decider, PLANNED).when(reschedule(SLOT, null, SAM)).thenRefused(NotAllowed.class);
    }

    @Test
    void nothing_can_be_done_with_a_meeting_that_is_not_there() {
        given(decider).when(new CancelMeeting(ID, "x", MEI, NOW)).thenRefused(NotFound.class);
        given(decider).when(new StartMeeting(ID, AGENDA, RIN, NOW)).thenRefused(NotFound.class);
        given(decider).when(end(Set.of(), List.of(), Set.of())).thenRefused(NotFound.class);
    }

    // -- holding

    @Test
    void it_begins_an_hour_early_at_most_and_the_agenda_stays_as_it_is_then() {
        Instant early = START.minus(Duration.ofHours(1));
        given(decider, PLANNED)
                .when(new StartMeeting(ID, AGENDA, RIN, early.minusSeconds(1)))
                .thenRejected(MeetingRule.MEETING_NOT_DUE);
        given(decider, PLANNED)
                .when(new StartMeeting(ID, AGENDA, RIN, early))
                .then(new MeetingStarted(AGENDA, "rin", early));
        given(decider, PLANNED, STARTED)
                .when(new StartMeeting(ID, List.of(), ALEX, START))
                .thenNothing();
    }

    @Test
    void only_those_who_lead_it_and_take_notes_hold_it() {
        given(decider, PLANNED).when(new StartMeeting(ID, AGENDA, HANA, START)).thenRefused(NotAllowed.class);
        given(decider, PLANNED, STARTED)
                .when(new RecordAttendance(ID, "mei", Attendance.PRESENT, MEI, START))
                .thenRefused(NotAllowed.class);
        given(decider, PLANNED, STARTED)
                .when(new EndMeeting(ID, "Done", Set.of(), List.of(), Set.of(COMMENT), MEI, START))
                .thenRefused(NotAllowed.class);
    }

    @Test
    void whoever_is_invited_is_there_or_not() {
        AttendanceRecorded present = new AttendanceRecorded("mei", Attendance.PRESENT, "alex", START);
        given(decider, PLANNED, STARTED)
                .when(new RecordAttendance(ID, "mei", Attendance.PRESENT, ALEX, START))
                .then(present);
        given(decider, PLANNED, STARTED, present)
                .when(new RecordAttendance(ID, "mei", Attendance.PRESENT, RIN, START))
                .thenNothing();
        given(decider, PLANNED, STARTED)
                .when(new RecordAttendance(ID, "ken", Attendance.PRESENT, ALEX, START))
                .thenRefused(NotFound.class);
        given(decider, PLANNED)
                .when(new RecordAttendance(ID, "mei", Attendance.PRESENT, ALEX, START))
                .thenRejected(MeetingRule.MEETING_NOT_RUNNING);
    }

    @Test
    void a_point_is_resolved_or_deferred_with_words() {
        given(decider, PLANNED, STARTED)
                .when(new SettlePoint(ID, COMMENT.toString(), Outcome.Result.RESOLVED, "We add a case.", ALEX, START))
                .then(SETTLED);
        given(decider, PLANNED, STARTED, SETTLED)
                .when(new SettlePoint(ID, COMMENT.toString(), Outcome.Result.RESOLVED, "We add a case.", ALEX, START))
                .thenNothing();
        given(decider, PLANNED, STARTED)
                .when(new SettlePoint(ID, COMMENT.toString(), Outcome.Result.DEFERRED, " ", ALEX, START))
                .thenRefused(InvalidValue.class);
        given(decider, PLANNED, STARTED)
                .when(new SettlePoint(ID, "PM-1-ACTIONS", Outcome.Result.RESOLVED, "x", ALEX, START))
                .thenRefused(NotFound.class);
    }

    @Test
    void what_was_on_no_agenda_can_be_decided_too() {
        DecisionTaken taken = new DecisionTaken(DECISION, "Staging first", "alex", START);
        given(decider, PLANNED, STARTED)
                .when(new TakeDecision(ID, DECISION, "Staging first", ALEX, START))
                .then(taken);
        given(decider, PLANNED, STARTED, taken)
                .when(new TakeDecision(ID, UUID.randomUUID(), "Staging first", RIN, START))
                .thenNothing();
    }

    @Test
    void it_does_not_end_before_every_open_comment_is_resolved_or_deferred() {
        given(decider, PLANNED, STARTED)
                .when(end(Set.of(), List.of(), Set.of()))
                .thenRejected(MeetingRule.COMMENTS_OPEN);
        given(decider, PLANNED, STARTED, SETTLED)
                .when(end(Set.of(), List.of(), Set.of()))
                .then(ENDED);
    }

    @Test
    void a_comment_that_was_closed_in_the_postmortem_meanwhile_holds_nobody_up() {
        given(decider, PLANNED, STARTED)
                .when(end(Set.of(), List.of(), Set.of(COMMENT)))
                .then(new MeetingEnded(new Minutes("We add a case.", "alex", List.of()), List.of(COMMENT), START));
    }

    @Test
    void minutes_that_blame_need_a_reason_for_each_finding() {
        Minutes.Dismissal dismissal = new Minutes.Dismissal("l1-x", "It quotes the alert.");
        given(decider, PLANNED, STARTED, SETTLED)
                .when(end(Set.of("l1-x", "l2-y"), List.of(dismissal), Set.of()))
                .thenRejected(MeetingRule.MINUTES_BLAME);
        given(decider, PLANNED, STARTED, SETTLED)
                .when(end(Set.of("l1-x"), List.of(dismissal, new Minutes.Dismissal("gone", "?")), Set.of()))
                .then(new MeetingEnded(new Minutes("We add a case.", "alex", List.of(dismissal)), List.of(), START));
    }

    @Test
    void it_ends_once_and_its_minutes_stay() {
        given(decider, PLANNED, STARTED, SETTLED, ENDED)
                .when(end(Set.of(), List.of(), Set.of()))
                .thenNothing();
        given(decider, PLANNED, STARTED, SETTLED, ENDED)
                .when(new EndMeeting(ID, "Other words", Set.of(), List.of(), Set.of(), ALEX, START))
                .thenRejected(MeetingRule.MEETING_NOT_RUNNING);
        given(decider, PLANNED).when(end(Set.of(), List.of(), Set.of())).thenRejected(MeetingRule.MEETING_NOT_RUNNING);
    }

    // -- the agenda

    @Test
    void the_parts_of_the_agenda_fill_the_time_whatever_is_open() {
        for (int minutes = 30; minutes <= 60; minutes++) {
            for (int open = 0; open < 40; open++) {
                List<Agenda.OpenComment> comments = java.util.stream.IntStream.range(0, open)
                        .mapToObj(_ -> new Agenda.OpenComment(
                                UUID.randomUUID(), PM7.postmortemId(), "message-external", null, "ken"))
                        .toList();
                List<AgendaPart> agenda = Agenda.of(List.of(PM7, PM9), comments, List.of(), minutes);
                assertThat(agenda).extracting(AgendaPart::part).containsExactly(Part.values());
                assertThat(agenda.stream().mapToInt(AgendaPart::minutes).sum()).isEqualTo(minutes);
                assertThat(agenda).allSatisfy(part -> assertThat(part.minutes()).isGreaterThanOrEqualTo(5));
            }
        }
    }

    @Test
    void what_is_open_stands_in_the_part_that_it_belongs_to() {
        List<AgendaPart> agenda = Agenda.of(
                List.of(PM7),
                List.of(
                        new Agenda.OpenComment(COMMENT, PM7.postmortemId(), "message-external", "Who?", "ken"),
                        new Agenda.OpenComment(DECISION, PM7.postmortemId(), null, "Why?", "ken")),
                List.of(
                        new Agenda.FailedCriterion(PM7.postmortemId(), "action-plan-appropriate", null, "ken"),
                        new Agenda.FailedCriterion(PM7.postmortemId(), "shared-with-stakeholders", null, "ken")),
                45);

        assertThat(agenda.get(0).points())
                .extracting(AgendaPoint::id)
                .containsExactly("PM-7-HOW_WE_GOT_HERE", DECISION.toString());
        assertThat(agenda.get(1).points())
                .extracting(AgendaPoint::id)
                .containsExactly("PM-7-ACTIONS", "PM-7-action-plan-appropriate");
        assertThat(agenda.get(2).points())
                .extracting(AgendaPoint::id)
                .containsExactly("PM-7-TEXT_FOR_CUSTOMERS", "PM-7-shared-with-stakeholders", COMMENT.toString());
    }

    private int sequence(MeetingEvent... history) {
        return ((Arranged) decider.fold(List.of(history))).sequence();
    }

    private static PlanMeeting planning(Slot slot, Roster roster, String shortNoticeReason) {
        return new PlanMeeting(ID, plan(slot, roster, PM7), TOOK_PART, shortNoticeReason, NOW);
    }

    private static RescheduleMeeting reschedule(Slot slot, String shortNoticeReason, Actor by) {
        return new RescheduleMeeting(ID, slot, shortNoticeReason, by, NOW);
    }

    private static ChangeMeeting change(Roster roster, Actor by) {
        return new ChangeMeeting(ID, List.of(PM7), null, null, roster, TOOK_PART, by, NOW);
    }

    private static EndMeeting end(Set<String> findings, List<Minutes.Dismissal> dismissals, Set<UUID> resolved) {
        return new EndMeeting(ID, "We add a case.", findings, dismissals, resolved, ALEX, START);
    }

    private static Plan plan(Slot slot, Roster roster, Subject... subjects) {
        return new Plan(List.of(subjects), slot, null, null, roster, "en", "mei", null);
    }

    private static Subject subject(String number, boolean confidential) {
        return new Subject(
                UUID.nameUUIDFromBytes(number.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                number,
                number,
                confidential);
    }
}
