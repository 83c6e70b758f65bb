package dev.manabi.review.gap;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Page;
import dev.manabi.kit.PageRequest;
import dev.manabi.kit.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What got lost on the way from an incident to its reviewed postmortem, and was asked for again. */
@Path("/api/v1/gaps")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.MEMBER)
@Tag(name = "Gaps")
public class GapResource {

    private final Caller caller;

    GapResource(Caller caller) {
        this.caller = caller;
    }

    /**
     * @param id of the message that wants an answer
     * @param number of the incident or postmortem
     * @param since when that was told
     * @param asked how often the answer has been asked for since
     * @param answeredAt when it was there; null while it is missing
     */
    @Schema(name = "Gap")
    public record Answer(
            UUID id,
            GapKind kind,
            String number,
            @Nullable UUID incidentId,
            @Nullable UUID postmortemId,
            @Nullable String team,
            Instant since,
            int asked,
            @Nullable Instant answeredAt,
            @JsonProperty("private") boolean confidential) {

        static Answer of(GapView view) {
            return new Answer(
                    view.id,
                    view.kind,
                    view.number,
                    view.incidentId,
                    view.postmortemId,
                    view.team,
                    view.since,
                    view.asked,
                    view.answeredAt,
                    view.confidential);
        }
    }

    /**
     * @param open true for what is missing still, false for what was found again; both where nothing is said
     * @param kind DECISION_MISSING or REVIEW_MISSING
     */
    @GET
    @Transactional
    @Operation(
            summary = "Answers that did not come by themselves, the latest first",
            description =
                    "Normally there are none: whoever waits for a decision or a review asks again until it is there."
                            + " Those of private postmortems are shown to whom their reviews concern, and to administrators.")
    public Page<Answer> listGaps(
            @QueryParam("open") @Nullable Boolean open,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        StringBuilder query = new StringBuilder("from GapView g where (not g.confidential or :sees = true or exists "
                + "(select 1 from ReviewView r join r.participants p"
                + " where r.postmortemId = g.postmortemId and p.person = :caller))");
        Map<String, Object> parameters =
                new HashMap<>(Map.of("caller", caller.person(), "sees", caller.has(Roles.ADMIN)));
        if (open != null) {
            query.append(open ? " and g.answeredAt is null" : " and g.answeredAt is not null");
        }
        if (kind != null) {
            query.append(" and g.kind = :kind");
            parameters.put("kind", kind(kind));
        }
        if (page.after() != null) {
            String[] last = page.after().split("/", 2);
            query.append(" and (g.since < :since or g.since = :since and g.id < :id)");
            parameters.put("since", since(last[0]));
            parameters.put("id", id(last.length == 2 ? last[1] : ""));
        }
        List<GapView> rows = GapView.<GapView>find(
                        query.append(" order by g.since desc, g.id desc").toString(), parameters)
                .range(0, page.rowsToRead() - 1)
                .list();
        return Page.of(page, rows, view -> view.since + "/" + view.id, Answer::of);
    }

    private static GapKind kind(String value) {
        try {
            return GapKind.valueOf(value);
        } catch (IllegalArgumentException e) {
            throw new InvalidValue("kind", "kind is DECISION_MISSING or REVIEW_MISSING.");
        }
    }

    private static Instant since(String value) {
        try {
            return Instant.parse(value);
        } catch (DateTimeParseException e) {
            throw new InvalidValue("cursor", "cursor is not one that was given.");
        }
    }

    private static UUID id(String value) {
        try {
            return UUID.fromString(value);
        } catch (IllegalArgumentException e) {
            throw new InvalidValue("cursor", "cursor is not one that was given.");
        }
    }
}
