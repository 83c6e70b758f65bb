package dev.manabi.postmortem.live;

import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.kit.KitConfig;
import dev.manabi.postmortem.postmortem.PostmortemView;
import dev.manabi.postmortem.postmortem.Postmortems;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whether a connection is opened at all: not for a page from elsewhere, which could use what a browser knows of its
 * user, and not for a postmortem that the person may not read.
 */
@ApplicationScoped
public class LiveUpgrade implements HttpUpgradeCheck {

    static final String PATH = "/api/v1/postmortems/{id}/live";
    static final String ENDPOINT = "live";
    static final TypedKey<UUID> POSTMORTEM = new TypedKey<>("postmortem");

    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private static final int UNAVAILABLE = 503;

    private final Postmortems postmortems;
    private final Rooms rooms;
    private final LiveConfig live;
    private final KitConfig kit;

    LiveUpgrade(Postmortems postmortems, Rooms rooms, LiveConfig live, KitConfig kit) {
        this.postmortems = postmortems;
        this.rooms = rooms;
        this.live = live;
        this.kit = kit;
    }

    @Override
    public boolean appliesTo(String endpointId) {
        return ENDPOINT.equals(endpointId);
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext context) {
        String origin = context.httpRequest().getHeader("Origin");
        if (origin != null
                && !isOurs(origin, String.valueOf(context.httpRequest().authority()))) {
            return CheckResult.rejectUpgrade(FORBIDDEN);
        }
        Context eventLoop = Vertx.currentContext();
        return context.securityIdentity()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(identity -> check(identity, context))
                // The connection is made on the thread that hears it, else its first messages find nobody.
                .emitOn(task -> eventLoop.runOnContext(_ -> task.run()));
    }

    private CheckResult check(SecurityIdentity identity, HttpUpgradeContext context) {
        if (identity.isAnonymous()) {
            return CheckResult.permitUpgradeSync(); // whoever asks for roles refuses it
        }
        UUID found = find(
                String.valueOf(context.pathParam("id")), identity.getPrincipal().getName());
        if (found == null) {
            return CheckResult.rejectUpgradeSync(NOT_FOUND);
        }
        if (rooms.isFull()) {
            return CheckResult.rejectUpgradeSync(UNAVAILABLE);
        }
        context.userData().put(POSTMORTEM, found);
        return CheckResult.permitUpgradeSync();
    }

    private @Nullable UUID find(String idOrNumber, String person) {
        try {
            PostmortemView found = QuarkusTransaction.requiringNew().call(() -> postmortems.get(idOrNumber, person));
            return found.id;
        } catch (NotFound e) {
            return null;
        }
    }

    private boolean isOurs(String origin, String host) {
        String wanted = origin.toLowerCase(Locale.ROOT);
        URI ours = kit.publicUrl();
        return wanted.equals("http://" + host)
                || wanted.equals("https://" + host)
                || wanted.equals(ours.getScheme() + "://" + ours.getAuthority())
                || live.origins().orElse(List.of()).contains(wanted);
    }
}
