package dev.manabi.notification.subscription;

import static dev.manabi.notification.subscription.SubscriptionRule.TOO_MANY_SUBSCRIPTIONS;

import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.NotAllowed;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.eventsourcing.DomainException.RuleBroken;
import dev.manabi.eventsourcing.DomainException.StaleVersion;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.eventsourcing.Ids;
import dev.manabi.kit.Answers;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Idempotent;
import dev.manabi.kit.Page;
import dev.manabi.kit.PageRequest;
import dev.manabi.kit.Roles;
import dev.manabi.notification.channel.ChannelView;
import dev.manabi.notification.channel.Channels;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Who wants to hear of what. */
@Path("/api/v1/subscriptions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.MEMBER)
@Tag(name = "Subscriptions", description = "Who wants to hear of what")
public class SubscriptionResource {

    private static final long MOST = 50;

    private final Caller caller;

    SubscriptionResource(Caller caller) {
        this.caller = caller;
    }

    /**
     * Who is told follows from the roles in the process; a subscription is for whoever wants to hear more. Private
     * postmortems are never told by it.
     *
     * @param channel name of a channel; left out: the caller, as their preferences say
     * @param events types of public events, {@code manabi.postmortem.*} for all of one thing, or {@code *}
     * @param teams ids; left out: of any team, and likewise with services and severities
     */
    @Schema(name = "NewSubscription", examples = """
                    {
                      "channel": "storefront-room",
                      "events": ["manabi.postmortem.published.v1", "manabi.incident.*"],
                      "teams": ["storefront"],
                      "severities": ["SEV1", "SEV2"]
                    }
                    """)
    public record NewSubscription(
            @Nullable @Size(max = 60) String channel,
            @NotEmpty @Size(max = 50) List<@NotBlank @Size(max = 200) String> events,
            @Nullable @Size(max = 100) List<@NotBlank @Size(max = 200) String> teams,
            @Nullable @Size(max = 100) List<@NotBlank @Size(max = 200) String> services,
            @Nullable @Size(max = 20) List<@NotBlank @Size(max = 60) String> severities) {}

    /**
     * @param channel null where a person is told
     * @param person null where a channel is told
     */
    @Schema(name = "Subscription")
    public record SubscriptionAnswer(
            UUID id,
            @Nullable String channel,
            @Nullable String person,
            List<String> events,
            List<String> teams,
            List<String> services,
            List<String> severities,
            String createdBy,
            Instant changedAt,
            long version) {

        static SubscriptionAnswer of(SubscriptionRow row) {
            return new SubscriptionAnswer(
                    row.id,
                    row.channel,
                    row.person,
                    row.events,
                    row.teams,
                    row.services,
                    row.severities,
                    row.createdBy,
                    row.changedAt,
                    row.version);
        }
    }

    @GET
    @Path("/events")
    @Operation(summary = "Every type of event that can be subscribed to")
    public Page<String> listSubscribableEvents() {
        return new Page<>(EventPattern.types(), null);
    }

    /** @param channel only those of this channel */
    @GET
    @Transactional
    @Operation(summary = "The caller's own subscriptions and those of channels, oldest first")
    public Page<SubscriptionAnswer> listSubscriptions(
            @QueryParam("channel") @Nullable String channel,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        Map<String, Object> parameters = new HashMap<>();
        StringBuilder query = new StringBuilder();
        if (channel == null) {
            query.append("(channel is not null or person = :caller)");
            parameters.put("caller", caller.person());
        } else {
            query.append("channel = :channel");
            parameters.put("channel", channel);
        }
        if (page.after() != null) {
            query.append(" and id > :after");
            parameters.put(
                    "after",
                    uuid(page.after())
                            .orElseThrow(
                                    () -> new InvalidValue("cursor", "cursor must be the next of an earlier answer.")));
        }
        List<SubscriptionRow> rows = SubscriptionRow.<SubscriptionRow>find(
                        query.append(" order by id").toString(), parameters)
                .range(0, page.rowsToRead() - 1)
                .list();
        return Page.of(page, rows, row -> row.id.toString(), SubscriptionAnswer::of);
    }

    @GET
    @Path("/{id}")
    @Transactional
    @Operation(summary = "One subscription")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SubscriptionAnswer.class)))
    public Response getSubscription(@PathParam("id") String id) {
        SubscriptionRow row = visible(id);
        return Answers.ok(row.version, SubscriptionAnswer.of(row));
    }

    @POST
    @Idempotent
    @Operation(summary = "Subscribe oneself, or as an admin a channel")
    @APIResponse(
            responseCode = "201",
            description = "Subscribed",
            content = @Content(schema = @Schema(implementation = SubscriptionAnswer.class)))
    public Response createSubscription(@Valid @NotNull NewSubscription request) {
        String channel = channel(request);
        String person = channel == null ? caller.person() : null;
        long others =
                channel == null ? SubscriptionRow.count("person", person) : SubscriptionRow.count("channel", channel);
        if (others >= MOST) {
            throw new RuleBroken(TOO_MANY_SUBSCRIPTIONS, "There are " + others + " already; change one of them.");
        }
        SubscriptionRow row = new SubscriptionRow();
        row.id = Ids.next();
        row.version = 1;
        row.channel = channel;
        row.person = person;
        row.createdBy = caller.person();
        fill(row, request);
        row.persist();
        return Answers.created("/api/v1/subscriptions/" + row.id, row.version, SubscriptionAnswer.of(row));
    }

    /** Whom it tells stays; what it tells of is replaced. */
    @PUT
    @Path("/{id}")
    @Transactional
    @Operation(summary = "Change what a subscription tells of")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SubscriptionAnswer.class)))
    public Response changeSubscription(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull NewSubscription request) {
        SubscriptionRow row = own(id, Expected.required(ifMatch));
        if (request.channel() != null && !request.channel().equals(row.channel)) {
            throw new InvalidValue("channel", "channel stays; make another subscription instead.");
        }
        row.version++;
        fill(row, request);
        return Answers.ok(row.version, SubscriptionAnswer.of(row));
    }

    @DELETE
    @Path("/{id}")
    @Transactional
    @Operation(summary = "End a subscription")
    @APIResponse(responseCode = "204", description = "Ended")
    public void endSubscription(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        own(id, Expected.required(ifMatch)).delete();
    }

    private void fill(SubscriptionRow row, NewSubscription request) {
        request.events().stream()
                .filter(pattern -> !EventPattern.isKnown(pattern))
                .findFirst()
                .ifPresent(pattern -> {
                    throw new InvalidValue("events", pattern + " is no event that somebody is told of.");
                });
        row.events = request.events().stream().distinct().toList();
        row.teams = distinct(request.teams());
        row.services = distinct(request.services());
        row.severities = distinct(request.severities());
        row.changedAt = caller.cause().at();
    }

    private @Nullable String channel(NewSubscription request) {
        String name = request.channel();
        if (name == null) {
            return null;
        }
        if (name.equals(Channels.MAIL)) {
            throw new InvalidValue("channel", "mail goes to people: leave channel out to be told yourself.");
        }
        if (!Channels.isConfigured(name) && ChannelView.findByIdOptional(name).isEmpty()) {
            throw new InvalidValue("channel", "There is no channel " + name + ".");
        }
        mayTell(name);
        return name;
    }

    private void mayTell(String channel) {
        boolean own = ChannelView.<ChannelView>findByIdOptional(channel)
                .map(view -> caller.person().equals(view.person))
                .orElse(false);
        if (!own && !caller.has(Roles.ADMIN)) {
            throw new NotAllowed("Only admins say what a channel is told.");
        }
    }

    private SubscriptionRow visible(String id) {
        return uuid(id).flatMap(uuid -> SubscriptionRow.<SubscriptionRow>findByIdOptional(uuid))
                .filter(row -> row.channel != null || caller.person().equals(row.person))
                .orElseThrow(() -> new NotFound("subscription", id));
    }

    private SubscriptionRow own(String id, Expected expected) {
        visible(id);
        SubscriptionRow row = uuid(id).flatMap(
                        uuid -> SubscriptionRow.<SubscriptionRow>findByIdOptional(uuid, LockModeType.PESSIMISTIC_WRITE))
                .orElseThrow(() -> new NotFound("subscription", id));
        if (row.channel != null) {
            mayTell(row.channel);
        }
        if (expected instanceof Expected.Version(long version) && version != row.version) {
            throw new StaleVersion(version, row.version);
        }
        return row;
    }

    private static List<String> distinct(@Nullable List<String> values) {
        return values == null ? List.of() : values.stream().distinct().toList();
    }

    private static Optional<UUID> uuid(String value) {
        try {
            return Optional.of(UUID.fromString(value));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
