package dev.manabi.postmortem.postmortem;

import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.eventsourcing.DomainException.RuleBroken;
import dev.manabi.eventsourcing.DomainException.StaleVersion;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.kit.Answers;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Idempotent;
import dev.manabi.kit.Roles;
import dev.manabi.postmortem.tracker.Tracker;
import dev.manabi.postmortem.tracker.Trackers;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Having an action item followed in the tracker of those who do it. Who talks to trackers is {@link TrackerSync}. */
@Path("/api/v1/action-items/{id}/tracker")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.MEMBER)
@Tag(name = "Action items")
public class ActionItemTrackerResource {

    private static final String INSERT = """
            insert into tracker_issue (action_item_id, version, postmortem_id, tracker, key, url, closed, attempts,
                                       next_attempt_at, failed, requested_at)
            values (:item, 0, :postmortem, :tracker, :key, :url, false, 0, :now, false, :now)
            on conflict do nothing
            """;

    private final Postmortems postmortems;
    private final ActionItemAccess access;
    private final Trackers trackers;
    private final EntityManager entities;
    private final Caller caller;

    ActionItemTrackerResource(
            Postmortems postmortems,
            ActionItemAccess access,
            Trackers trackers,
            EntityManager entities,
            Caller caller) {
        this.postmortems = postmortems;
        this.access = access;
        this.trackers = trackers;
        this.entities = entities;
        this.caller = caller;
    }

    /**
     * @param tracker its name in the settings
     * @param url the address of an issue of that tracker that there is already; null for a new one
     */
    @Schema(name = "NewTrackerIssue", examples = """
                    {"tracker": "ops"}
                    """)
    public record TrackerRequest(
            @NotBlank @Size(max = 100) String tracker,
            @Nullable @Size(max = 2_000) String url) {}

    @POST
    @Idempotent
    @Operation(
            operationId = "sendActionItem",
            summary = "Have it followed in a tracker",
            description =
                    "An issue is made there, as soon as the tracker can be reached, or one that there is already is"
                            + " followed. What is done, declined or reopened on either side is so on the other. Asked again,"
                            + " what has failed is tried again. For its owner, the postmortem's owner and collaborators,"
                            + " seniors and managers; not for what is private. The ETag is that of the postmortem.")
    @APIResponse(
            responseCode = "200",
            description = "The action item",
            content = @Content(schema = @Schema(implementation = ActionItemAnswer.class)))
    public Response send(@PathParam("id") String id, @Valid @NotNull TrackerRequest request) {
        ActionItemView item = postmortems.actionItem(id);
        access.requireSay(item);
        PostmortemView postmortem = postmortems.get(item.postmortemId.toString());
        Tracker tracker = tracker(request.tracker());
        String key = key(tracker, request);
        if (postmortem.restricted) {
            throw new RuleBroken(
                    TrackerRule.POSTMORTEM_PRIVATE,
                    postmortem.number + " is private: nothing of it is written elsewhere.");
        }
        Instant now = caller.cause().at();
        boolean isNew = entities.createNativeQuery(INSERT)
                        .setParameter("item", item.id)
                        .setParameter("postmortem", item.postmortemId)
                        .setParameter("tracker", request.tracker())
                        .setParameter("key", key)
                        .setParameter("url", key == null ? null : tracker.address(key))
                        .setParameter("now", now)
                        .executeUpdate()
                == 1;
        if (!isNew) {
            again(item, request.tracker(), key, now);
        }
        return Answers.ok(postmortem.version, ActionItemAnswer.of(item));
    }

    private static void again(ActionItemView item, String tracker, @Nullable String key, Instant now) {
        TrackerIssue issue = TrackerIssue.findById(item.id);
        if (issue == null) {
            throw new RuleBroken(TrackerRule.ISSUE_TAKEN, "Another action item is followed in " + key + " already.");
        }
        if (!issue.tracker.equals(tracker) || (key != null && !key.equals(issue.key))) {
            throw new RuleBroken(
                    TrackerRule.ACTION_ITEM_IN_TRACKER,
                    "It is followed in tracker " + issue.tracker + " already. Take it back from there first.");
        }
        if (issue.failed) {
            issue.retry(now);
        }
    }

    @DELETE
    @Transactional
    @Operation(
            operationId = "takeBackActionItem",
            summary = "Have it followed in the tracker no more",
            description =
                    "The issue stays there as it is. For those who may send it; the ETag is that of the postmortem.")
    @APIResponse(
            responseCode = "200",
            description = "The action item",
            content = @Content(schema = @Schema(implementation = ActionItemAnswer.class)))
    public Response takeBack(@PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        Expected expected = Expected.required(ifMatch);
        ActionItemView item = postmortems.actionItem(id);
        access.requireSay(item);
        PostmortemView postmortem = postmortems.get(item.postmortemId.toString());
        if (expected instanceof Expected.Version(long seen) && seen != postmortem.version) {
            throw new StaleVersion(seen, postmortem.version);
        }
        TrackerIssue issue = TrackerIssue.<TrackerIssue>findByIdOptional(item.id)
                .orElseThrow(() -> new NotFound("issue of action item", id));
        issue.delete();
        return Answers.ok(postmortem.version, ActionItemAnswer.of(item, null));
    }

    private Tracker tracker(String name) {
        Tracker tracker = trackers.all().get(name);
        if (tracker == null) {
            throw new InvalidValue(
                    "tracker",
                    trackers.all().isEmpty()
                            ? "No tracker is set up."
                            : "tracker is one of " + trackers.all().keySet() + ".");
        }
        return tracker;
    }

    private static @Nullable String key(Tracker tracker, TrackerRequest request) {
        String url = request.url();
        return url == null
                ? null
                : tracker.keyOf(url)
                        .orElseThrow(() -> new InvalidValue(
                                "url",
                                "url is the address of one of that tracker's issues, for instance "
                                        + tracker.address(tracker.example()) + "."));
    }
}
