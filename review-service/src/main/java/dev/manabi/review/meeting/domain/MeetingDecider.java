package dev.manabi.review.meeting.domain;

import static dev.manabi.review.meeting.domain.MeetingRule.COMMENTS_OPEN;
import static dev.manabi.review.meeting.domain.MeetingRule.FACILITATOR_TOOK_PART;
import static dev.manabi.review.meeting.domain.MeetingRule.MEETING_IN_THE_PAST;
import static dev.manabi.review.meeting.domain.MeetingRule.MEETING_NOT_DUE;
import static dev.manabi.review.meeting.domain.MeetingRule.MEETING_NOT_PLANNED;
import static dev.manabi.review.meeting.domain.MeetingRule.MEETING_NOT_RUNNING;
import static dev.manabi.review.meeting.domain.MeetingRule.MEETING_TOO_SOON;
import static dev.manabi.review.meeting.domain.MeetingRule.MINUTES_BLAME;
import static dev.manabi.review.meeting.domain.MeetingRule.NOTE_TAKER_IS_FACILITATOR;
import static dev.manabi.review.meeting.domain.MeetingRule.PRIVATE_APART;

import dev.manabi.eventsourcing.Decider;
import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.NotAllowed;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.eventsourcing.DomainException.RuleBroken;
import dev.manabi.review.meeting.domain.Meeting.Arranged;
import dev.manabi.review.meeting.domain.Meeting.Cancelled;
import dev.manabi.review.meeting.domain.Meeting.Ended;
import dev.manabi.review.meeting.domain.Meeting.NotPlanned;
import dev.manabi.review.meeting.domain.Meeting.Planned;
import dev.manabi.review.meeting.domain.Meeting.Running;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rules of meeting: who leads, how early people know, and when it may end. */
public final class MeetingDecider implements Decider<MeetingCommand, MeetingEvent, Meeting> {

    /** How long before it people have the link (METHOD R4). */
    public static final Duration NOTICE = Duration.ofHours(24);

    /** How much earlier than planned it may begin. Else the notice could be evaded by planning late and starting at once. */
    public static final Duration EARLY = Duration.ofHours(1);

    @Override
    public Meeting initial() {
        return new NotPlanned();
    }

    @Override
    public List<MeetingEvent> decide(MeetingCommand command, Meeting state) {
        return switch (command) {
            case PlanMeeting c -> plan(c, state);
            case RescheduleMeeting c -> reschedule(c, planned(arranged(c, state), c.by()));
            case ChangeMeeting c -> change(c, planned(arranged(c, state), c.by()));
            case CancelMeeting c -> cancel(c, arranged(c, state));
            case StartMeeting c -> start(c, arranged(c, state));
            case RecordAttendance c -> attend(c, running(arranged(c, state), c.by()));
            case SettlePoint c -> settle(c, running(arranged(c, state), c.by()));
            case TakeDecision c -> decideUpon(c, running(arranged(c, state), c.by()));
            case EndMeeting c -> end(c, arranged(c, state));
        };
    }

    @Override
    public Meeting evolve(Meeting state, MeetingEvent event) {
        return switch (event) {
            case MeetingPlanned e -> new Planned(e.plan(), 0);
            case MeetingRescheduled e ->
                ((Planned) state).changed(((Planned) state).plan().at(e.to()));
            case MeetingChanged e ->
                ((Planned) state).changed(((Planned) state).plan().with(e.subjects(), e.place(), e.link(), e.roster()));
            case MeetingCancelled e ->
                new Cancelled(((Planned) state).plan(), ((Planned) state).sequence() + 1, e.reason());
            case MeetingStarted e ->
                new Running(
                        ((Planned) state).plan(),
                        ((Planned) state).sequence(),
                        e.at(),
                        e.agenda(),
                        List.of(),
                        List.of(),
                        List.of());
            case AttendanceRecorded e -> ((Running) state).with(new Attended(e.person(), e.attendance()));
            case PointSettled e -> ((Running) state).with(e.outcome());
            case DecisionTaken e -> ((Running) state).withDecision(e.text());
            case MeetingEnded e -> ended((Running) state, e);
        };
    }

    private static Ended ended(Running meeting, MeetingEnded event) {
        return new Ended(
                meeting.plan(),
                meeting.sequence(),
                meeting.startedAt(),
                meeting.agenda(),
                meeting.attendance(),
                meeting.outcomes(),
                meeting.decisions(),
                event.minutes());
    }

    private static List<MeetingEvent> plan(PlanMeeting c, Meeting state) {
        return switch (state) {
            case NotPlanned _ -> {
                inTime(c.plan().slot(), c.shortNoticeReason(), c.at());
                fits(c.plan().subjects(), c.plan().roster(), c.tookPart());
                yield List.of(new MeetingPlanned(c.plan(), c.shortNoticeReason(), c.at()));
            }
            case Arranged _ -> List.of(); // somebody was faster
        };
    }

    private static List<MeetingEvent> reschedule(RescheduleMeeting c, Planned meeting) {
        Slot before = meeting.plan().slot();
        if (before.equals(c.slot())) {
            return List.of();
        }
        inTime(c.slot(), c.shortNoticeReason(), c.at());
        return List.of(new MeetingRescheduled(before, c.slot(), c.shortNoticeReason(), c.by().person(), c.at()));
    }

    private static List<MeetingEvent> change(ChangeMeeting c, Planned meeting) {
        Plan before = meeting.plan();
        if (before.equals(before.with(c.subjects(), c.place(), c.link(), c.roster()))) {
            return List.of();
        }
        fits(c.subjects(), c.roster(), c.tookPart());
        return List.of(new MeetingChanged(
                c.subjects(),
                c.place(),
                c.link(),
                c.roster(),
                c.roster().without(before.roster()),
                before.roster().without(c.roster()),
                c.by().person(),
                c.at()));
    }

    private static List<MeetingEvent> cancel(CancelMeeting c, Arranged arranged) {
        if (arranged instanceof Cancelled) {
            return List.of();
        }
        planned(arranged, c.by());
        return List.of(new MeetingCancelled(c.reason(), c.by().person(), c.at()));
    }

    private static List<MeetingEvent> start(StartMeeting c, Arranged arranged) {
        mayHold(arranged.plan(), c.by());
        if (arranged instanceof Running) {
            return List.of();
        }
        Planned meeting = planned(arranged);
        if (c.at().isBefore(meeting.plan().slot().startsAt().minus(EARLY))) {
            throw new RuleBroken(
                    MEETING_NOT_DUE,
                    "It begins at " + meeting.plan().slot().startsAt() + "; put it at another time to begin earlier.");
        }
        return List.of(new MeetingStarted(c.agenda(), c.by().person(), c.at()));
    }

    private static List<MeetingEvent> attend(RecordAttendance c, Running meeting) {
        if (!meeting.plan().roster().attendees().contains(c.person())) {
            throw new NotFound("attendee", c.person());
        }
        return meeting.attendance().contains(new Attended(c.person(), c.attendance()))
                ? List.of()
                : List.of(new AttendanceRecorded(c.person(), c.attendance(), c.by().person(), c.at()));
    }

    private static List<MeetingEvent> settle(SettlePoint c, Running meeting) {
        if (meeting.points().noneMatch(point -> point.id().equals(c.point()))) {
            throw new NotFound("point of the agenda", c.point());
        }
        if (c.text().isBlank()) {
            throw new InvalidValue("text", "Say what was decided, or why it is deferred.");
        }
        Outcome outcome = new Outcome(c.point(), c.result(), c.text(), c.by().person());
        return meeting.outcomes().contains(outcome) ? List.of() : List.of(new PointSettled(outcome, c.at()));
    }

    private static List<MeetingEvent> decideUpon(TakeDecision c, Running meeting) {
        return meeting.decisions().contains(c.text())
                ? List.of()
                : List.of(new DecisionTaken(c.decisionId(), c.text(), c.by().person(), c.at()));
    }

    private static List<MeetingEvent> end(EndMeeting c, Arranged arranged) {
        mayHold(arranged.plan(), c.by());
        if (arranged instanceof Ended over
                && over.minutes().text().equals(c.minutes())
                && over.minutes().by().equals(c.by().person())) {
            return List.of();
        }
        Running meeting = running(arranged, c.by());
        everyCommentSettled(meeting, c.resolved());
        List<String> unexplained = c.findings().stream()
                .filter(finding ->
                        c.dismissals().stream().noneMatch(one -> one.finding().equals(finding)))
                .sorted()
                .toList();
        if (!unexplained.isEmpty()) {
            throw new RuleBroken(
                    MINUTES_BLAME,
                    "The minutes say of people what should be said of the system, in " + unexplained.size()
                            + " places. Say it otherwise, or say why it stays.");
        }
        List<Minutes.Dismissal> dismissals = c.dismissals().stream()
                .filter(one -> c.findings().contains(one.finding()))
                .toList();
        List<UUID> meanwhile = comments(meeting)
                .filter(comment -> c.resolved().contains(comment))
                .toList();
        return List.of(new MeetingEnded(new Minutes(c.minutes(), c.by().person(), dismissals), meanwhile, c.at()));
    }

    private static void everyCommentSettled(Running meeting, Set<UUID> resolved) {
        Set<String> settled = meeting.outcomes().stream().map(Outcome::point).collect(Collectors.toSet());
        List<String> open = meeting.points()
                .filter(point -> point.commentId() != null && !resolved.contains(point.commentId()))
                .map(AgendaPoint::id)
                .filter(point -> !settled.contains(point))
                .toList();
        if (!open.isEmpty()) {
            throw new RuleBroken(
                    COMMENTS_OPEN, "Resolve or defer, with a reason, first: " + String.join(", ", open) + ".");
        }
    }

    private static Stream<UUID> comments(Running meeting) {
        return meeting.points().flatMap(point -> Stream.ofNullable(point.commentId()));
    }

    private static void inTime(Slot slot, @Nullable String shortNoticeReason, Instant now) {
        if (slot.startsAt().isBefore(now)) {
            throw new RuleBroken(MEETING_IN_THE_PAST, slot.startsAt() + " is over.");
        }
        boolean explained = shortNoticeReason != null && !shortNoticeReason.isBlank();
        if (!explained && slot.startsAt().isBefore(now.plus(NOTICE))) {
            throw new RuleBroken(
                    MEETING_TOO_SOON, "People know of it 24 hours before; shortNoticeReason says why they cannot.");
        }
    }

    private static void fits(List<Subject> subjects, Roster roster, Set<String> tookPart) {
        if (subjects.isEmpty()) {
            throw new InvalidValue("postmortems", "A review meeting is about at least one postmortem.");
        }
        if (subjects.size() > 1 && subjects.stream().anyMatch(Subject::confidential)) {
            throw new RuleBroken(PRIVATE_APART, "A private postmortem has a meeting of its own.");
        }
        if (tookPart.contains(roster.facilitator())) {
            throw new RuleBroken(
                    FACILITATOR_TOOK_PART,
                    roster.facilitator() + " took part in it; somebody who did not can lead the talk.");
        }
        if (roster.noteTaker().equals(roster.facilitator())) {
            throw new RuleBroken(NOTE_TAKER_IS_FACILITATOR, "Whoever leads the talk cannot write it down as well.");
        }
    }

    private static void mayHold(Plan plan, Actor by) {
        Roster roster = plan.roster();
        if (!by.person().equals(roster.facilitator()) && !by.person().equals(roster.noteTaker())) {
            throw new NotAllowed("Only its facilitator and its note-taker hold the meeting.");
        }
    }

    private static void mayArrange(Plan plan, Actor by) {
        List<String> arrange = new ArrayList<>(List.of(
                plan.organizer(), plan.roster().facilitator(), plan.roster().noteTaker()));
        if (!by.leads() && !arrange.contains(by.person())) {
            throw new NotAllowed(
                    "Only who planned it, its facilitator, its note-taker, a senior or a manager can change it.");
        }
    }

    private static Arranged arranged(MeetingCommand command, Meeting state) {
        return switch (state) {
            case NotPlanned _ ->
                throw new NotFound("meeting", command.meetingId().toString());
            case Arranged meeting -> meeting;
        };
    }

    private static Planned planned(Arranged arranged, Actor by) {
        mayArrange(arranged.plan(), by);
        return planned(arranged);
    }

    private static Planned planned(Arranged arranged) {
        return switch (arranged) {
            case Planned meeting -> meeting;
            case Running _ -> throw new RuleBroken(MEETING_NOT_PLANNED, "It is under way.");
            case Ended _ -> throw new RuleBroken(MEETING_NOT_PLANNED, "It is over.");
            case Cancelled _ -> throw new RuleBroken(MEETING_NOT_PLANNED, "It is cancelled.");
        };
    }

    private static Running running(Arranged arranged, Actor by) {
        mayHold(arranged.plan(), by);
        return switch (arranged) {
            case Running meeting -> meeting;
            case Planned _ -> throw new RuleBroken(MEETING_NOT_RUNNING, "It has not begun.");
            case Ended _ -> throw new RuleBroken(MEETING_NOT_RUNNING, "It is over.");
            case Cancelled _ -> throw new RuleBroken(MEETING_NOT_RUNNING, "It is cancelled.");
        };
    }
}
