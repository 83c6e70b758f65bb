package dev.manabi.postmortem.decision;

import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.kit.Answers;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Handled;
import dev.manabi.kit.Idempotent;
import dev.manabi.kit.Page;
import dev.manabi.kit.PageRequest;
import dev.manabi.kit.Roles;
import dev.manabi.postmortem.decision.DecisionCommands.Requested;
import dev.manabi.postmortem.decision.DecisionResource.DecisionAnswer;
import dev.manabi.postmortem.decision.domain.Decision;
import dev.manabi.postmortem.decision.domain.DecisionEvent.DecisionMade;
import dev.manabi.postmortem.decision.domain.DecisionEvent.PostmortemRequested;
import dev.manabi.postmortem.decision.domain.Outcome;
import dev.manabi.postmortem.incident.Incidents;
import dev.manabi.postmortem.listing.Filter;
import dev.manabi.postmortem.listing.TimeCursor;
import dev.manabi.postmortem.template.Templates;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Asking for a postmortem outside the criteria. */
@Path("/api/v1/postmortem-requests")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.MEMBER)
@Tag(name = "Decisions")
public class PostmortemRequestResource {

    private final DecisionCommands decisions;
    private final Incidents incidents;
    private final Templates templates;
    private final Caller caller;
    private final EntityManager entities;

    PostmortemRequestResource(
            DecisionCommands decisions,
            Incidents incidents,
            Templates templates,
            Caller caller,
            EntityManager entities) {
        this.decisions = decisions;
        this.incidents = incidents;
        this.templates = templates;
        this.caller = caller;
        this.entities = entities;
    }

    /**
     * @param incidentId id or number, {@code INC-12}
     * @param language of the draft, {@code en} or {@code ja}; null for the usual one
     */
    @Schema(name = "PostmortemRequest", examples = """
                    {"incidentId": "INC-12", "reason": "Support had forty tickets about it", "language": "en"}
                    """)
    public record PostmortemRequest(
            @NotBlank @Size(max = 100) String incidentId,
            @NotBlank @Size(max = 2_000) String reason,
            @Nullable String language) {}

    /**
     * A request that waits until the incident is closed.
     *
     * @param incidentId the one asked for, or the one that it was merged into
     */
    @Schema(name = "RememberedRequest")
    public record RequestRemembered(UUID id, UUID incidentId, String requestedBy, String reason, Instant requestedAt) {}

    /**
     * A request and what became of it.
     *
     * @param incidentNumber null while the incident itself has not been heard of
     * @param decisionId of the decision that holds for the incident, or null
     * @param declinedBy who answers for its not being done, with the reason; null unless it is DECLINED
     * @param movedTo the incident that its own was merged into; null unless it is MOVED
     */
    @Schema(name = "StakeholderRequest")
    public record RequestAnswer(
            UUID id,
            UUID incidentId,
            @Nullable String incidentNumber,
            String requestedBy,
            String reason,
            @Nullable String language,
            Instant requestedAt,
            RequestState state,
            @Nullable UUID decisionId,
            @Nullable String declinedBy,
            @Nullable String declineReason,
            @Nullable Instant declinedAt,
            @Nullable UUID movedTo,
            @Nullable String movedToNumber) {}

    @Schema(name = "RequestDecline", examples = """
                    {"reason": "It is the known fault of INC-7, whose postmortem is being written"}
                    """)
    public record Decline(@NotBlank @Size(max = 2_000) String reason) {}

    private static final String ROWS = """
            select r as request, i.number as incidentNumber, d.id as decisionId, d.outcome as outcome
              from RequestView r
              left join IncidentView i on i.id = r.incidentId
              left join DecisionView d on d.incidentId = r.incidentId and d.current
             where\s""";

    private record Row(
            RequestView request,
            @Nullable String incidentNumber,
            @Nullable UUID decisionId,
            @Nullable Outcome outcome) {

        RequestAnswer answer() {
            return new RequestAnswer(
                    request.id,
                    request.incidentId,
                    incidentNumber,
                    request.requestedBy,
                    request.reason,
                    request.language,
                    request.requestedAt,
                    RequestState.of(request, outcome),
                    decisionId,
                    request.declinedBy,
                    request.declineReason,
                    request.declinedAt,
                    request.movedTo,
                    request.movedToNumber);
        }
    }

    @GET
    @Transactional
    @Operation(operationId = "listPostmortemRequests", summary = "What stakeholders have asked for, newest first")
    public Page<RequestAnswer> list(
            @QueryParam("incidentId") @Parameter(description = "Id or number, INC-12") @Nullable String incidentId,
            @QueryParam("requestedBy") @Nullable String requestedBy,
            @QueryParam("state") @Parameter(schema = @Schema(implementation = RequestState.class)) @Nullable
                    String state,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        RequestState wanted = Filter.oneOf(RequestState.class, "state", state);
        Filter filter = new Filter()
                .and("r.requestedBy = :person", "person", requestedBy)
                .and(wanted == null ? "" : wanted.condition())
                .after("(r.requestedAt, r.id) < (:at, :id)", TimeCursor.read(page.after()));
        ofIncident(filter, incidentId);
        TypedQuery<Row> query =
                entities.createQuery(ROWS + filter.where() + " order by r.requestedAt desc, r.id desc", Row.class);
        filter.parameters().forEach(query::setParameter);
        List<Row> rows = query.setMaxResults(page.rowsToRead()).getResultList();
        return Page.of(
                page, rows, row -> new TimeCursor(row.request().requestedAt, row.request().id).text(), Row::answer);
    }

    private static void ofIncident(Filter filter, @Nullable String idOrNumber) {
        Optional<UUID> id = Filter.uuid(idOrNumber);
        if (id.isPresent()) {
            filter.and("r.incidentId = :incident", "incident", id.get());
        } else if (idOrNumber != null && !idOrNumber.isEmpty()) {
            filter.and("i.number = :number", "number", Filter.number(idOrNumber).orElse("")); // no number: nothing
        }
    }

    @GET
    @Path("/{id}")
    @Transactional
    @Operation(operationId = "getPostmortemRequest", summary = "One request, and what became of it")
    @APIResponse(
            responseCode = "200",
            description = "The request",
            content = @Content(schema = @Schema(implementation = RequestAnswer.class)))
    public Response get(@PathParam("id") String id) {
        RequestView request = find(id);
        return Answers.ok(request.version, answer(request));
    }

    @POST
    @Path("/{id}/decline")
    @Idempotent
    @RolesAllowed({Roles.SENIOR, Roles.MANAGER})
    @Operation(
            operationId = "declinePostmortemRequest",
            summary = "Answer for a request's not being followed",
            description =
                    "Neither by whoever has asked nor by the owner of the postmortem. Where nothing else makes the"
                            + " postmortem due, it is not due any more and nobody is reminded of it; what was written stays. The"
                            + " request and the reason stay readable, and anybody may ask again.")
    @APIResponse(
            responseCode = "200",
            description = "The request",
            content = @Content(schema = @Schema(implementation = RequestAnswer.class)))
    public Response decline(@PathParam("id") String id, @Valid @NotNull Decline decline) {
        RequestView request = find(id);
        Handled<Decision> handled = decisions.decline(request, caller.person(), decline.reason(), caller.cause());
        entities.flush();
        entities.refresh(request);
        return Answers.ok(handled.version(), answer(request));
    }

    private static RequestView find(String id) {
        return Filter.uuid(id)
                .flatMap(known -> RequestView.<RequestView>findByIdOptional(known))
                .orElseThrow(() -> new NotFound("request", id));
    }

    private RequestAnswer answer(RequestView request) {
        return entities.createQuery(ROWS + "r.id = :id", Row.class)
                .setParameter("id", request.id)
                .getSingleResult()
                .answer();
    }

    @POST
    @Idempotent
    @Operation(
            operationId = "requestPostmortem",
            summary = "Ask for a postmortem, whatever the criteria say",
            description = "Before the incident is closed, the request is remembered and honoured when it is.")
    @APIResponse(
            responseCode = "201",
            description = "A postmortem is now due, and drafted",
            content = @Content(schema = @Schema(implementation = DecisionAnswer.class)))
    @APIResponse(
            responseCode = "200",
            description = "It was due already, or is waived for now",
            content = @Content(schema = @Schema(implementation = DecisionAnswer.class)))
    @APIResponse(
            responseCode = "202",
            description = "Remembered until the incident is closed",
            content = @Content(schema = @Schema(implementation = RequestRemembered.class)))
    public Response request(@Valid @NotNull PostmortemRequest request) {
        if (request.language() != null && !templates.speaks(request.language())) {
            throw new InvalidValue("language", "There is no template in " + request.language() + ".");
        }
        Requested requested = decisions.request(
                incidents.goingOn(incidents.get(request.incidentId())),
                caller.person(),
                request.reason(),
                request.language(),
                caller.cause());
        return answer(requested);
    }

    private Response answer(Requested requested) {
        Decision decision = requested.handled().state();
        DecisionMade latest = decision.latest();
        if (latest == null || latest.outcome() == Outcome.NOT_DUE) {
            PostmortemRequested remembered = decision.requestOf(caller.person())
                    .orElseThrow(() -> new IllegalStateException("What is not due has been requested"));
            return Response.accepted(new RequestRemembered(
                            remembered.requestId(),
                            remembered.incidentId(),
                            remembered.requestedBy(),
                            remembered.reason(),
                            remembered.requestedAt()))
                    .build();
        }
        DecisionAnswer answer = DecisionAnswer.of(Objects.requireNonNull(DecisionView.findById(latest.decisionId())));
        long version = requested.handled().version();
        return requested.decidedNow()
                ? Answers.created("/api/v1/decisions/" + answer.id(), version, answer)
                : Answers.ok(version, answer);
    }
}
