package dev.manabi.notification.channel;

import dev.manabi.kit.Page;
import dev.manabi.kit.Roles;
import dev.manabi.notification.NotificationConfig;
import dev.manabi.notification.delivery.domain.Channel;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The ways by which people are told. */
@Path("/api/v1/channels")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.MEMBER)
@Tag(name = "Channels")
public class ChannelResource {

    private final NotificationConfig config;
    private final String mailServer;

    ChannelResource(
            NotificationConfig config,
            @ConfigProperty(name = "quarkus.mailer.host") String host,
            @ConfigProperty(name = "quarkus.mailer.port") int port) {
        this.config = config;
        this.mailServer = host + ":" + port;
    }

    /**
     * @param target mail server, or scheme and host of the webhook; its path, a secret, is never shown
     * @param audience the mail list that hears of publications, null where there is none
     */
    @Schema(name = "ConfiguredChannel")
    public record ChannelAnswer(
            Channel channel,
            boolean enabled,
            @Nullable String target,
            @Nullable String from,
            @Nullable String audience,
            String language,
            int attempts) {}

    @GET
    @Operation(summary = "The configured channels")
    public Page<ChannelAnswer> listChannels() {
        String language = config.language().code();
        int attempts = config.retry().attempts();
        String webhook = config.chatWebhookUrl().map(ChannelResource::origin).orElse(null);
        return new Page<>(
                List.of(
                        new ChannelAnswer(
                                Channel.MAIL,
                                true,
                                mailServer,
                                config.from(),
                                config.audienceMail().orElse(null),
                                language,
                                attempts),
                        new ChannelAnswer(Channel.CHAT, webhook != null, webhook, null, null, language, attempts)),
                null);
    }

    private static String origin(URI address) {
        String port = address.getPort() < 0 ? "" : ":" + address.getPort();
        return address.getScheme() + "://" + address.getHost() + port;
    }
}
