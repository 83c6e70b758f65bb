package dev.manabi.postmortem.postmortem.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that a check saw in the text and that is to be changed, or to be left with a reason.
 *
 * @param id the same for the same finding in the same place, so that it stays dismissed while the text around it changes
 * @param code the rule, for instance {@code mail-address} or {@code l1-counterfactual}
 * @param section the key of the section, or null
 * @param actionItemId the action item, or null
 * @param excerpt the words that were found; where and how long they are is told by {@code start} and {@code end}
 * @param start in UTF-16 units from the beginning of the section's or action item's text
 * @param message what it is and why it matters, in the language of the document
 * @param suggestion another wording or a question, or null
 */
public record Finding(
        String id,
        Kind kind,
        String code,
        @Nullable String section,
        @Nullable UUID actionItemId,
        String excerpt,
        int start,
        int end,
        String message,
        @Nullable String suggestion) {

    /** What is at stake. */
    public enum Kind {
        /** Of end users (METHOD C5). */
        PERSONAL_DATA,
        /** Words that blame (METHOD L1 to L9). */
        LANGUAGE
    }

    /** Where a check reads. */
    public record Place(@Nullable String section, @Nullable UUID actionItemId) {

        public static final Place TITLE = new Place(null, null);

        public Finding found(
                Kind kind,
                String code,
                String excerpt,
                int start,
                int end,
                String message,
                @Nullable String suggestion) {
            String id = id(code, String.valueOf(section), String.valueOf(actionItemId), excerpt);
            return new Finding(id, kind, code, section, actionItemId, excerpt, start, end, message, suggestion);
        }
    }

    /** Names a finding; says nothing of what was found. */
    static String id(String... parts) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                sha256.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                sha256.update(bytes);
            }
            return HexFormat.of().formatHex(sha256.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
