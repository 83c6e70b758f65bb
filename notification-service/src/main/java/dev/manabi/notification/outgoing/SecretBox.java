package dev.manabi.notification.outgoing;

import dev.manabi.notification.NotificationConfig;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Seals what the database must not show: AES-256-GCM under a key of the configuration. What is sealed says under which
 * key, so that keys can be replaced, and belongs to one field of one channel: moved elsewhere it cannot be opened.
 */
@Startup
@ApplicationScoped
public class SecretBox {

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<String, SecretKey> keys;
    private final @Nullable String current;

    @Inject
    SecretBox(NotificationConfig config) {
        this(config.secretKeys().orElse(List.of()));
    }

    /** @param keys {@code <id>:<Base64>} each; the first one seals */
    SecretBox(List<String> keys) {
        this.keys = new LinkedHashMap<>();
        for (String key : keys) {
            String[] parts = key.strip().split(":", 2);
            SecretKey before = this.keys.put(parts[0], key(parts[0], parts.length == 2 ? parts[1] : ""));
            if (before != null) {
                throw new IllegalStateException("manabi.notification.secret-keys: two keys have the same id; what the"
                        + " one sealed the other cannot open.");
            }
        }
        this.current =
                this.keys.isEmpty() ? null : this.keys.keySet().iterator().next();
    }

    /** The value itself is never shown. */
    private static SecretKey key(String id, String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64.strip());
            if (id.matches("[A-Za-z0-9_-]{1,40}") && bytes.length == KEY_BYTES) {
                return new SecretKeySpec(bytes, "AES");
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new IllegalStateException("manabi.notification.secret-keys: each must be an id, a colon and 32 bytes in"
                + " Base64, for instance from: openssl rand -base64 32.");
    }

    /** Whether there is a key to seal with. */
    public boolean isReady() {
        return current != null;
    }

    public String seal(String channel, String field, String secret) {
        if (current == null) {
            throw new IllegalStateException("manabi.notification.secret-keys is not set: nothing can be sealed.");
        }
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] sealed =
                crypt(Cipher.ENCRYPT_MODE, current, nonce, channel, field, secret.getBytes(StandardCharsets.UTF_8));
        Base64.Encoder base64 = Base64.getEncoder();
        return current + ":" + base64.encodeToString(nonce) + ":" + base64.encodeToString(sealed);
    }

    /** @throws IllegalStateException where its key is gone, or it is not what was sealed for this field */
    public String open(String channel, String field, String sealed) {
        String[] parts = sealed.split(":", -1);
        if (parts.length != 3 || !keys.containsKey(parts[0])) {
            throw new IllegalStateException("The " + field + " of channel " + channel
                    + " was sealed under a key that is not in manabi.notification.secret-keys.");
        }
        try {
            Base64.Decoder base64 = Base64.getDecoder();
            byte[] opened = crypt(
                    Cipher.DECRYPT_MODE, parts[0], base64.decode(parts[1]), channel, field, base64.decode(parts[2]));
            return new String(opened, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("The " + field + " of channel " + channel + " cannot be opened", e);
        }
    }

    private byte[] crypt(int mode, String key, byte[] nonce, String channel, String field, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, keys.get(key), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD((channel + "/" + field).getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The " + field + " of channel " + channel + " cannot be opened", e);
        }
    }

    @Override
    public String toString() {
        return "SecretBox[" + keys.size() + " keys]";
    }
}
