package dev.manabi.review.meeting;

import dev.manabi.eventsourcing.DomainException.NotAllowed;
import dev.manabi.eventsourcing.DomainException.RuleBroken;
import dev.manabi.eventsourcing.DomainException.StaleVersion;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.kit.Answers;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Roles;
import dev.manabi.review.meeting.domain.MeetingRule;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Two questions after a meeting, answered by nobody in particular. Plain rows and no events: an event says who did what
 * when, and that is what must not be known. A PUT, because what is kept of a POST under its Idempotency-Key, a hash of the
 * request beside the person, could be tried out against the few answers there are.
 */
@Path("/api/v1/meetings/{id}/poll")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.MEMBER)
@Tag(name = "Meetings")
public class PollResource {

    /** Fewer could be told apart. */
    static final int FEWEST = 5;

    private static final String ANSWERED = """
            insert into meeting_poll_answered (meeting_id, person) values (:meeting, :person) on conflict do nothing
            """;
    private static final String OPEN = """
            insert into meeting_poll (meeting_id) values (:meeting) on conflict do nothing
            """;
    private static final String COUNT = """
            update meeting_poll
               set learned_much = learned_much + :much, learned_some = learned_some + :some,
                   learned_nothing = learned_nothing + :nothing,
                   again_yes = again_yes + :yes, again_no = again_no + :no
             where meeting_id = :meeting
            """;

    private static final String COUNTS = """
            select learned_much, learned_some, learned_nothing, again_yes, again_no from meeting_poll
             where meeting_id = :meeting
            """;

    private final MeetingVisibility visibility;
    private final EntityManager entities;
    private final Caller caller;

    PollResource(MeetingVisibility visibility, EntityManager entities, Caller caller) {
        this.visibility = visibility;
        this.entities = entities;
        this.caller = caller;
    }

    /** Did you learn something that changes your work? */
    @Schema(name = "PollLearned")
    public enum Learned {
        MUCH,
        SOME,
        NOTHING
    }

    /**
     * @param learned did you learn something that changes your work?
     * @param comeAgain would you attend again?
     */
    @Schema(name = "PollReply", examples = "{\"learned\": \"SOME\", \"comeAgain\": true}")
    public record Reply(@NotNull Learned learned, @NotNull Boolean comeAgain) {}

    /**
     * @param answered whether you have answered
     * @param answers how many have
     * @param hidden whether there are too few answers to be shown
     * @param shownFrom how many answers it takes
     * @param results null while they are hidden
     */
    @Schema(name = "MeetingPoll")
    public record Poll(
            boolean answered,
            int answers,
            boolean hidden,
            int shownFrom,
            @Nullable Results results) {}

    @Schema(name = "PollResults")
    public record Results(int learnedMuch, int learnedSome, int learnedNothing, int wouldComeAgain, int wouldNot) {}

    @GET
    @Transactional
    @Operation(
            summary = "What people thought of the meeting",
            description = "Nobody's answer in particular; hidden until five have answered.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Poll.class)))
    public Response getMeetingPoll(@PathParam("id") String id) {
        MeetingView meeting = visibility.meeting(id);
        return Answers.ok(meeting.version, poll(meeting.id));
    }

    @PUT
    @Transactional
    @Operation(
            summary = "Say what you thought of the meeting, once",
            description = "Kept in such a way that nobody can tell afterwards who answered what.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Poll.class)))
    public Response answerMeetingPoll(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @Valid Reply reply) {
        MeetingView meeting = visibility.meeting(id);
        if (Expected.required(ifMatch) instanceof Expected.Version(long seen) && seen != meeting.version) {
            throw new StaleVersion(seen, meeting.version);
        }
        if (!meeting.attendees.contains(caller.person())) {
            throw new NotAllowed("Those who were invited are asked.");
        }
        if (meeting.status != MeetingStatus.ENDED) {
            throw new RuleBroken(MeetingRule.MEETING_NOT_ENDED, "It is asked after the meeting.");
        }
        int first = entities.createNativeQuery(ANSWERED)
                .setParameter("meeting", meeting.id)
                .setParameter("person", caller.person())
                .executeUpdate();
        if (first == 0) {
            throw new RuleBroken(MeetingRule.POLL_ANSWERED, "You have answered; nobody knows what, so it stays.");
        }
        count(meeting.id, reply);
        return Answers.ok(meeting.version, poll(meeting.id));
    }

    private void count(UUID meeting, Reply reply) {
        entities.createNativeQuery(OPEN).setParameter("meeting", meeting).executeUpdate();
        entities.createNativeQuery(COUNT)
                .setParameter("meeting", meeting)
                .setParameter("much", reply.learned() == Learned.MUCH ? 1 : 0)
                .setParameter("some", reply.learned() == Learned.SOME ? 1 : 0)
                .setParameter("nothing", reply.learned() == Learned.NOTHING ? 1 : 0)
                .setParameter("yes", reply.comeAgain() ? 1 : 0)
                .setParameter("no", reply.comeAgain() ? 0 : 1)
                .executeUpdate();
    }

    private Poll poll(UUID meeting) {
        boolean answered = !entities.createNativeQuery(
                        "select 1 from meeting_poll_answered where meeting_id = :meeting and person = :person")
                .setParameter("meeting", meeting)
                .setParameter("person", caller.person())
                .getResultList()
                .isEmpty();
        Results results = results(meeting);
        int answers = results.wouldComeAgain() + results.wouldNot();
        boolean hidden = answers < FEWEST;
        return new Poll(answered, answers, hidden, FEWEST, hidden ? null : results);
    }

    private Results results(UUID meeting) {
        List<?> rows = entities.createNativeQuery(COUNTS)
                .setParameter("meeting", meeting)
                .getResultList();
        if (rows.isEmpty()) {
            return new Results(0, 0, 0, 0, 0);
        }
        Object[] row = (Object[]) rows.getFirst();
        return new Results((Integer) row[0], (Integer) row[1], (Integer) row[2], (Integer) row[3], (Integer) row[4]);
    }
}
