package dev.manabi.notification.channel;

import dev.manabi.kit.TransactionSql;
import dev.manabi.notification.outgoing.SecretBox;
import dev.manabi.notification.outgoing.StandardWebhooks;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Addresses and signing secrets of channels, sealed. They are in no event and no answer. Everything works in the
 * caller's transaction.
 */
@ApplicationScoped
class ChannelSecrets {

    private static final String ADDRESS = "address";
    private static final String SIGNING = "signing";

    private static final String PUT = """
            insert into channel_secret (name, address, signing) values (?, ?, ?)
            on conflict (name) do update set address = excluded.address, signing = excluded.signing,
                   signing_before = null, before_until = null
            """;

    private static final String MOVE = "update channel_secret set address = ? where name = ?";

    private static final String REPLACE = """
            update channel_secret set signing_before = signing, before_until = ?, signing = ? where name = ?
            """;

    private static final String FORGET = "delete from channel_secret where name = ?";

    private static final String READ =
            "select address, signing, signing_before, before_until from channel_secret where name = ?";

    private final TransactionSql sql;
    private final SecretBox box;

    ChannelSecrets(TransactionSql sql, SecretBox box) {
        this.sql = sql;
        this.box = box;
    }

    /**
     * @param address of the webhook or of the list
     * @param signing every secret that signs now, the newest first; none where nothing is signed
     */
    record Secrets(String address, List<String> signing) {

        Secrets {
            signing = List.copyOf(signing);
        }

        @Override
        public String toString() {
            return "Secrets[…]";
        }
    }

    boolean canKeep() {
        return box.isReady();
    }

    /** @return the secret that signs, where one is wanted: it is shown this once */
    @Nullable
    String put(String channel, String address, boolean signs) {
        String signing = signs ? StandardWebhooks.newSecret() : null;
        sql.update(
                PUT,
                channel,
                box.seal(channel, ADDRESS, address),
                signing == null ? null : box.seal(channel, SIGNING, signing));
        return signing;
    }

    void move(String channel, String address) {
        sql.update(MOVE, box.seal(channel, ADDRESS, address), channel);
    }

    /** @return the new secret, shown this once; the old one signs as well until then */
    String replaceSigning(String channel, Instant oldEndsAt) {
        String signing = StandardWebhooks.newSecret();
        sql.update(REPLACE, oldEndsAt, box.seal(channel, SIGNING, signing), channel);
        return signing;
    }

    void forget(String channel) {
        sql.update(FORGET, channel);
    }

    Optional<Secrets> read(String channel, Instant now) {
        return sql.rows(READ, row -> secrets(channel, row, now), channel).stream()
                .findFirst();
    }

    private Secrets secrets(String channel, ResultSet row, Instant now) throws SQLException {
        List<String> signing = new ArrayList<>();
        String newest = row.getString("signing");
        if (newest != null) {
            signing.add(box.open(channel, SIGNING, newest));
        }
        String before = row.getString("signing_before");
        Timestamp until = row.getTimestamp("before_until");
        if (before != null && until != null && until.toInstant().isAfter(now)) {
            signing.add(box.open(channel, SIGNING, before));
        }
        return new Secrets(box.open(channel, ADDRESS, row.getString("address")), signing);
    }
}
