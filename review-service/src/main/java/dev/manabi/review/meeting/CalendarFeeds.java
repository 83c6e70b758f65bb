package dev.manabi.review.meeting;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** The secrets of calendar feeds. */
final class CalendarFeeds {

    /** Reads the calendar and nothing else. */
    static final String ROLE = "calendar-feed";

    static final String PATH = "/api/v1/calendar.ics";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    private CalendarFeeds() {}

    static String newSecret() {
        byte[] secret = new byte[BYTES];
        RANDOM.nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /** 256 random bits need no salt and no slow hash: nobody can try them all. */
    static String hash(String secret) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
