package dev.manabi.review.meeting;

import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.DomainException;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.eventsourcing.Ids;
import dev.manabi.kit.Inbox;
import dev.manabi.review.catalog.PersonView;
import dev.manabi.review.meeting.domain.Actor;
import dev.manabi.review.meeting.domain.MeetingCommand;
import dev.manabi.review.meeting.domain.MeetingCommand.CancelMeeting;
import dev.manabi.review.meeting.domain.MeetingCommand.ChangeMeeting;
import dev.manabi.review.meeting.domain.MeetingCommand.PlanMeeting;
import dev.manabi.review.meeting.domain.MeetingDecider;
import dev.manabi.review.meeting.domain.Plan;
import dev.manabi.review.meeting.domain.Proposal;
import dev.manabi.review.meeting.domain.Proposal.Suggested;
import dev.manabi.review.meeting.domain.Roster;
import dev.manabi.review.meeting.domain.Slot;
import dev.manabi.review.meeting.domain.Subject;
import dev.manabi.review.review.ReviewStatus;
import dev.manabi.review.review.ReviewView;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes the next meetings of those that stand. Every replica looks; the id of a meeting is made from its day, so that
 * they write to the same stream and only one of them begins it.
 */
@ApplicationScoped
public class StandingMeetings {

    private static final Logger LOG = Logger.getLogger(StandingMeetings.class);
    private static final int MOST_SUBJECTS = 20;

    private static final String WAITING = """
            from ReviewView r where r.status = WAITING and not r.confidential
             and not exists (select 1 from MeetingView m where r.postmortemId member of m.postmortems
                                and m.id <> :meeting and m.status in (PLANNED, RUNNING))
            """;

    /** A meeting for all teams leaves those alone that meet by themselves. */
    private static final String NO_MEETING_OF_ITS_OWN =
            " and not exists (select 1 from StandingMeetingView s where s.active and s.team = r.team)";

    private final MeetingCommands commands;
    private final Concerns concerns;
    private final MeetingConfig config;
    private final Inbox inbox;

    StandingMeetings(MeetingCommands commands, Concerns concerns, MeetingConfig config, Inbox inbox) {
        this.commands = commands;
        this.concerns = concerns;
        this.config = config;
        this.inbox = inbox;
    }

    @Scheduled(every = "{manabi.deadlines.every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        List<UUID> standing = QuarkusTransaction.requiringNew()
                .call(() -> StandingMeetingView.<StandingMeetingView>list("active order by id").stream()
                        .map(one -> one.id)
                        .toList());
        for (UUID id : standing) {
            for (int week = 0; week < 2; week++) {
                look(id, week);
            }
        }
    }

    private void look(UUID standing, int week) {
        try {
            QuarkusTransaction.requiringNew().run(() -> {
                StandingMeetingView view = StandingMeetingView.findById(standing);
                if (view != null && view.active) {
                    Cause cause = inbox.ownCause();
                    command(view, view.firstAfter(cause.at()).plusWeeks(week), cause)
                            .ifPresent(command -> commands.handle(command, Expected.any(), cause));
                }
            });
        } catch (DomainException e) {
            LOG.debugf("Standing meeting %s: %s", standing, e.getMessage()); // the next look decides anew
        }
    }

    private Optional<MeetingCommand> command(StandingMeetingView standing, ZonedDateTime start, Cause cause) {
        UUID id = Ids.named("standing-meeting/" + standing.id + "/" + start.toLocalDate());
        Instant startsAt = start.toInstant();
        boolean inTime = !startsAt.isBefore(cause.at().plus(MeetingDecider.NOTICE));
        boolean soon = !startsAt.isAfter(cause.at().plus(Duration.ofDays(config.standingDaysAhead())));
        List<ReviewView> waiting = waiting(standing.team, id);
        MeetingView meeting = MeetingView.findById(id);
        if (meeting == null) {
            return inTime && soon && !waiting.isEmpty()
                    ? plan(id, standing, startsAt, waiting, cause)
                    : Optional.empty();
        }
        if (meeting.status != MeetingStatus.PLANNED) {
            return Optional.empty();
        }
        return inTime ? change(meeting, standing, waiting, cause) : cancelIfSettled(meeting, cause);
    }

    /** In no other meeting that is still to come; the most urgent first. */
    private static List<ReviewView> waiting(@Nullable String team, UUID meeting) {
        Map<String, Object> parameters = new HashMap<>(Map.of("meeting", meeting));
        if (team != null) {
            parameters.put("team", team);
        }
        String ofTeam = team == null ? NO_MEETING_OF_ITS_OWN : " and r.team = :team";
        return ReviewView.<ReviewView>find(WAITING + ofTeam + " order by r.dueAt, r.id", parameters)
                .range(0, MOST_SUBJECTS - 1)
                .list();
    }

    private Optional<MeetingCommand> plan(
            UUID id, StandingMeetingView standing, Instant startsAt, List<ReviewView> waiting, Cause cause) {
        Slot slot = new Slot(startsAt, standing.durationMinutes, standing.timeZone);
        Set<String> tookPart = concerns.tookPart(waiting);
        return roster(standing, startsAt, waiting, tookPart, null)
                .map(roster -> new PlanMeeting(
                        id,
                        new Plan(
                                subjects(waiting),
                                slot,
                                standing.place,
                                standing.link,
                                roster,
                                standing.language,
                                standing.organizer,
                                standing.id),
                        tookPart,
                        null,
                        cause.at()));
    }

    /** What waits by now is what it is about; whoever leads goes on, unless what is new is about something of theirs. */
    private Optional<MeetingCommand> change(
            MeetingView meeting, StandingMeetingView standing, List<ReviewView> waiting, Cause cause) {
        if (waiting.isEmpty()) {
            return Optional.of(cancel(meeting, cause));
        }
        Set<UUID> now =
                Set.copyOf(waiting.stream().map(review -> review.postmortemId).toList());
        if (now.equals(meeting.postmortems)) {
            return Optional.empty();
        }
        Set<String> tookPart = concerns.tookPart(waiting);
        return roster(standing, meeting.startsAt, waiting, tookPart, meeting)
                .map(roster -> new ChangeMeeting(
                        meeting.id,
                        subjects(waiting),
                        meeting.place,
                        meeting.link,
                        roster,
                        tookPart,
                        machine(cause),
                        cause.at()));
    }

    private static Optional<MeetingCommand> cancelIfSettled(MeetingView meeting, Cause cause) {
        long waiting =
                ReviewView.count("postmortemId in ?1 and status = ?2", meeting.postmortems, ReviewStatus.WAITING);
        return waiting == 0 ? Optional.of(cancel(meeting, cause)) : Optional.empty();
    }

    private static MeetingCommand cancel(MeetingView meeting, Cause cause) {
        String reason = meeting.language.equals("ja") ? "レビューを待つポストモーテムがありません。" : "Nothing waits for review.";
        return new CancelMeeting(meeting.id, reason, machine(cause), cause.at());
    }

    private static Actor machine(Cause cause) {
        return new Actor(cause.actor(), true);
    }

    private static List<Subject> subjects(List<ReviewView> waiting) {
        return waiting.stream().map(MeetingResource::subject).toList();
    }

    /** @param meeting whose people stay where they may, or null */
    private Optional<Roster> roster(
            StandingMeetingView standing,
            Instant startsAt,
            List<ReviewView> waiting,
            Set<String> tookPart,
            @Nullable MeetingView meeting) {
        Proposal proposal = concerns.proposal(waiting);
        int turn = Math.toIntExact(Math.floorMod(
                startsAt.getEpochSecond() / ChronoUnit.WEEKS.getDuration().toSeconds(), 1_000_000));
        Optional<String> facilitator = Stream.of(
                        meeting == null ? List.<String>of() : List.of(meeting.facilitator),
                        turned(standing.facilitators, turn),
                        person(proposal.facilitator()))
                .flatMap(List::stream)
                .filter(person -> !tookPart.contains(person) && isThere(person))
                .findFirst();
        Optional<String> noteTaker = Stream.of(
                        meeting == null ? List.<String>of() : List.of(meeting.noteTaker),
                        turned(standing.noteTakers, turn),
                        person(proposal.noteTaker()),
                        person(proposal.facilitator()))
                .flatMap(List::stream)
                .filter(person -> !facilitator.equals(Optional.of(person)) && isThere(person))
                .findFirst();
        List<String> attendees = attendees(waiting, meeting);
        return facilitator.flatMap(leads -> noteTaker.map(writes -> new Roster(leads, writes, attendees)));
    }

    /** Whom people have invited or taken from the list themselves is left as it is; what is new brings its people. */
    private List<String> attendees(List<ReviewView> waiting, @Nullable MeetingView meeting) {
        List<ReviewView> added = waiting.stream()
                .filter(review -> meeting == null || !meeting.postmortems.contains(review.postmortemId))
                .toList();
        Stream<String> concerned = concerns.proposal(added).attendees().stream()
                .filter(one -> one.because().stream().anyMatch(Proposal.Reason::concerns))
                .map(Suggested::person);
        Stream<String> present = meeting == null ? Stream.empty() : meeting.attendees.stream();
        return Stream.concat(present, concerned).toList();
    }

    /** Whose turn it is first, and then the others in their order. */
    private static List<String> turned(List<String> rota, int turn) {
        List<String> turned = new ArrayList<>(rota);
        Collections.rotate(turned, rota.isEmpty() ? 0 : -(turn % rota.size()));
        return turned;
    }

    private static List<String> person(@Nullable Suggested suggested) {
        return suggested == null ? List.of() : List.of(suggested.person());
    }

    private static boolean isThere(String person) {
        PersonView known = PersonView.findById(person);
        return known != null && !known.away;
    }
}
