package dev.manabi.notification.channel;

import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.kit.Answers;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Idempotent;
import dev.manabi.kit.NotRepeatable;
import dev.manabi.kit.Page;
import dev.manabi.kit.PageRequest;
import dev.manabi.kit.Roles;
import dev.manabi.notification.NotificationConfig;
import dev.manabi.notification.announcement.Language;
import dev.manabi.notification.channel.Channels.NewAddress;
import dev.manabi.notification.channel.Channels.Saved;
import dev.manabi.notification.channel.domain.ChannelKind;
import dev.manabi.notification.channel.domain.ChannelSettings;
import dev.manabi.notification.delivery.domain.Channel;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The ways by which people and programs are told. */
@Path("/api/v1/channels")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.MEMBER)
@Tag(name = "Channels", description = "The ways by which people and programs are told")
public class ChannelResource {

    private static final DestinationHealth.State WORKS = new DestinationHealth.State(null, null);
    private static final String NAME = "[a-z0-9]+(-[a-z0-9]+)*";
    private static final String NO_NAME = "must be small letters, digits and hyphens";

    private final Channels channels;
    private final ChannelTest test;
    private final DestinationHealth health;
    private final Caller caller;
    private final NotificationConfig config;
    private final String mailServer;

    ChannelResource(
            Channels channels,
            ChannelTest test,
            DestinationHealth health,
            Caller caller,
            NotificationConfig config,
            @ConfigProperty(name = "quarkus.mailer.host") String host,
            @ConfigProperty(name = "quarkus.mailer.port") int port) {
        this.channels = channels;
        this.test = test;
        this.health = health;
        this.caller = caller;
        this.config = config;
        this.mailServer = host + ":" + port;
    }

    /**
     * @param address the webhook's URL, or the mail address of a list. It is kept sealed and never shown again.
     * @param owner person id; told when the channel is disabled. The caller where nothing is said.
     * @param person whose own channel it is: then nobody else is told there, and private postmortems may be
     * @param language {@code en} or {@code ja}; as configured where nothing is said
     */
    @Schema(name = "NewChannel", examples = """
                    {
                      "name": "storefront-room",
                      "kind": "SLACK",
                      "address": "https://hooks.slack.com/services/T0000/B0000/XXXX",
                      "description": "Where the storefront team talks",
                      "owner": "alex",
                      "language": "en"
                    }
                    """)
    public record NewChannel(
            @NotBlank @Size(max = 60) @Pattern(regexp = NAME, message = NO_NAME)
            String name,

            @NotNull ChannelKind kind,
            @NotBlank @Size(max = 2_000) String address,
            @Nullable @Size(max = 500) String description,
            @Nullable @Size(max = 200) String owner,
            @Nullable @Size(max = 200) String person,

            @Nullable @Pattern(regexp = "en|ja", message = "is en or ja")
            String language) {}

    /** @param address left out: it leads where it has led */
    @Schema(name = "ChannelChange", examples = """
                    {
                      "kind": "SLACK",
                      "description": "Where the storefront team talks since the move",
                      "owner": "mei",
                      "language": "ja"
                    }
                    """)
    public record ChannelChange(
            @NotNull ChannelKind kind,
            @Nullable @Size(max = 2_000) String address,
            @Nullable @Size(max = 500) String description,
            @Nullable @Size(max = 200) String owner,
            @Nullable @Size(max = 200) String person,

            @Nullable @Pattern(regexp = "en|ja", message = "is en or ja")
            String language) {}

    @Schema(name = "ChannelDisabling", examples = "{\"reason\": \"The room is closed over the holidays.\"}")
    public record Disabling(@NotBlank @Size(max = 500) String reason) {}

    /**
     * @param kind null for mail to people
     * @param configured it came with the configuration of the service, and changes with it alone
     * @param disabledWhy why nothing is told there; null where it works
     * @param target mail server or domain, or scheme and host of the webhook; its path, a secret, is never shown
     * @param from sender of mails
     * @param audience the address of the list that came with the configuration
     * @param attempts before a delivery is given up
     * @param failingSince since when nothing has arrived there, as far as it was tried
     * @param pausedUntil nothing is tried there before
     * @param signingSecret set in the answer that made it, and never again
     */
    @Schema(name = "ConfiguredChannel")
    public record ChannelAnswer(
            String name,
            Channel channel,
            @Nullable ChannelKind kind,
            boolean configured,
            boolean enabled,
            @Nullable String disabledWhy,
            @Nullable String target,
            @Nullable String from,
            @Nullable String audience,
            @Nullable String description,
            @Nullable String owner,
            @Nullable String person,
            String language,
            int attempts,
            @Nullable Instant failingSince,
            @Nullable Instant pausedUntil,
            @Nullable String changedBy,
            @Nullable Instant changedAt,
            long version,
            @Nullable String signingSecret) {}

    /**
     * What came of a test.
     *
     * @param error null where it arrived; what the other side says of itself is never repeated
     */
    @Schema(name = "ChannelTestResult")
    public record TestAnswer(boolean arrived, @Nullable String error) {}

    @GET
    @Transactional
    @Operation(summary = "Every channel: those of the configuration first, then by name")
    public Page<ChannelAnswer> listChannels(
            @QueryParam("limit") @Nullable Integer limit, @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        List<ChannelView> rows = ChannelView.<ChannelView>find(
                        "name > ?1 order by name", page.after() == null ? "" : page.after())
                .range(0, page.rowsToRead() - 1)
                .list();
        Map<String, DestinationHealth.State> states = health.all();
        Page<ChannelAnswer> found = Page.of(page, rows, view -> view.name, view -> answer(view, null, states));
        return page.after() == null
                ? new Page<>(
                        Stream.concat(configured(states).stream(), found.items().stream())
                                .toList(),
                        found.next())
                : found;
    }

    @GET
    @Path("/{name}")
    @Transactional
    @Operation(summary = "One channel")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ChannelAnswer.class)))
    public Response getChannel(@PathParam("name") String name) {
        ChannelAnswer answer = configured(health.all()).stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseGet(() -> answer(channels.existing(name)));
        return Answers.ok(answer.version(), answer);
    }

    @POST
    @NotRepeatable("The answer would be kept, and with it the secret. The name is the key: there is one of it.")
    @Transactional
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Set up a channel; for a WEBHOOK the answer shows the signing secret, this once")
    @APIResponse(
            responseCode = "201",
            description = "Set up",
            content = @Content(schema = @Schema(implementation = ChannelAnswer.class)))
    public Response setUpChannel(@Valid @NotNull NewChannel request) {
        NewAddress address = channels.check(request.kind(), request.address());
        Saved saved = channels.setUp(
                request.name(),
                address,
                settings(request.kind(), request.description(), request.owner(), request.person(), request.language()),
                caller.cause());
        return Answers.created(
                "/api/v1/channels/" + request.name(),
                saved.view().version,
                answer(saved.view(), saved.signingSecret()));
    }

    @PUT
    @Path("/{name}")
    @Transactional
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Change a channel")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ChannelAnswer.class)))
    public Response changeChannel(
            @PathParam("name") String name,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull ChannelChange request) {
        Expected expected = Expected.required(ifMatch);
        NewAddress address = request.address() == null ? null : channels.check(request.kind(), request.address());
        ChannelView view = channels.change(
                name,
                address,
                settings(request.kind(), request.description(), request.owner(), request.person(), request.language()),
                expected,
                caller.cause());
        return Answers.ok(view.version, answer(view));
    }

    @DELETE
    @Path("/{name}")
    @Transactional
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Remove a channel and its secrets; what still waits for it is not sent")
    @APIResponse(responseCode = "204", description = "Removed")
    public void removeChannel(
            @PathParam("name") String name, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        channels.remove(name, Expected.required(ifMatch), caller.cause());
    }

    @POST
    @Path("/{name}/disable")
    @Idempotent
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Tell nothing there any more")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ChannelAnswer.class)))
    public Response disableChannel(
            @PathParam("name") String name,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull Disabling request) {
        channels.existing(name);
        channels.disable(name, request.reason().strip(), Expected.optional(ifMatch), caller.cause());
        return ok(name);
    }

    @POST
    @Path("/{name}/enable")
    @Idempotent
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Tell there again")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ChannelAnswer.class)))
    public Response enableChannel(
            @PathParam("name") String name, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        channels.enable(name, Expected.optional(ifMatch), caller.cause());
        health.forget(name);
        return ok(name);
    }

    @POST
    @NotRepeatable("The answer would be kept, and with it the secret. With If-Match it happens once.")
    @Path("/{name}/signing-secret")
    @Transactional
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Replace the signing secret; the old one signs beside it for a day")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ChannelAnswer.class)))
    public Response replaceSigningSecret(
            @PathParam("name") String name, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        Saved saved = channels.replaceSigning(name, Expected.optional(ifMatch), caller.cause());
        return Answers.ok(saved.view().version, answer(saved.view(), saved.signingSecret()));
    }

    @POST
    @NotRepeatable("It is asked for again in order to be tried again.")
    @Path("/{name}/test")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Send a test message now and say whether it arrived; mail goes to the caller")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = TestAnswer.class)))
    public TestAnswer testChannel(@PathParam("name") String name) {
        Cause cause = caller.cause();
        return test.send(name, caller.person(), cause.at());
    }

    private Response ok(String name) {
        ChannelView view = channels.existing(name);
        return Answers.ok(view.version, answer(view));
    }

    private ChannelSettings settings(
            ChannelKind kind,
            @Nullable String description,
            @Nullable String owner,
            @Nullable String person,
            @Nullable String language) {
        return new ChannelSettings(
                kind,
                "",
                description == null || description.isBlank() ? null : description.strip(),
                owner == null || owner.isBlank() ? caller.person() : owner.strip(),
                person == null || person.isBlank() ? null : person.strip(),
                Objects.requireNonNullElse(language, config.language().code()));
    }

    private List<ChannelAnswer> configured(Map<String, DestinationHealth.State> states) {
        String webhook = config.chatWebhookUrl().map(Channels::origin).orElse(null);
        String audience = config.audienceMail().orElse(null);
        return List.of(
                configured(Channels.MAIL, Channel.MAIL, null, mailServer, null, null, states),
                configured(
                        Channels.AUDIENCE,
                        Channel.MAIL,
                        ChannelKind.MAIL_LIST,
                        audience == null ? null : mailServer,
                        audience,
                        Channels.NO_LIST,
                        states),
                configured(Channels.CHAT, Channel.CHAT, ChannelKind.SLACK, webhook, null, Channels.NO_WEBHOOK, states));
    }

    private ChannelAnswer configured(
            String name,
            Channel way,
            @Nullable ChannelKind kind,
            @Nullable String target,
            @Nullable String audience,
            @Nullable String whyNot,
            Map<String, DestinationHealth.State> states) {
        Language language = config.language();
        DestinationHealth.State state = states.getOrDefault(name, WORKS);
        return new ChannelAnswer(
                name,
                way,
                kind,
                true,
                target != null,
                target == null ? whyNot : null,
                target,
                way == Channel.MAIL ? config.from() : null,
                audience,
                null,
                null,
                null,
                language.code(),
                config.retry().attempts(),
                state.failingSince(),
                state.pausedUntil(),
                null,
                null,
                0,
                null);
    }

    private ChannelAnswer answer(ChannelView view) {
        return answer(view, null);
    }

    private ChannelAnswer answer(ChannelView view, @Nullable String signingSecret) {
        return answer(view, signingSecret, health.all());
    }

    private ChannelAnswer answer(
            ChannelView view, @Nullable String signingSecret, Map<String, DestinationHealth.State> states) {
        Channel way = view.kind.way();
        DestinationHealth.State state = states.getOrDefault(view.name, WORKS);
        return new ChannelAnswer(
                view.name,
                way,
                view.kind,
                false,
                view.enabled,
                view.disabledWhy,
                view.target,
                way == Channel.MAIL ? config.from() : null,
                null,
                view.description,
                view.owner,
                view.person,
                view.language,
                way == Channel.WEBHOOK
                        ? config.webhookSchedule().size()
                        : config.retry().attempts(),
                state.failingSince(),
                state.pausedUntil(),
                view.changedBy,
                view.changedAt,
                view.version,
                signingSecret);
    }
}
