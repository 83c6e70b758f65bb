package dev.manabi.notification.outgoing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs what programs get, as the Standard Webhooks specification says: HMAC-SHA256 over id, time of the attempt and
 * body. With two secrets there are two signatures, so that the receiver can change from one to the other.
 */
public final class StandardWebhooks {

    public static final String ID = "webhook-id";
    static final String TIMESTAMP = "webhook-timestamp";
    static final String SIGNATURE = "webhook-signature";

    private static final String PREFIX = "whsec_";
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private StandardWebhooks() {}

    /** {@code whsec_} and 32 random bytes in Base64. */
    public static String newSecret() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    /**
     * @param id kept over all attempts
     * @param at time of this attempt
     * @param secrets the newest first
     */
    public static Map<String, String> headers(String id, Instant at, byte[] body, List<String> secrets) {
        String timestamp = Long.toString(at.getEpochSecond());
        return Map.of(
                ID,
                id,
                TIMESTAMP,
                timestamp,
                SIGNATURE,
                secrets.stream()
                        .map(secret -> "v1," + signature(id, timestamp, body, secret))
                        .collect(Collectors.joining(" ")));
    }

    private static String signature(String id, String timestamp, byte[] body, String secret) {
        try {
            byte[] key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HMAC-SHA256", e);
        }
    }
}
