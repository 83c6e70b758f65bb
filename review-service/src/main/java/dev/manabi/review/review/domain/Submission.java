package dev.manabi.review.review.domain;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The revision of a postmortem that is to be reviewed.
 *
 * @param authors everybody who has written in it
 * @param contentHash SHA-256 of the content, hexadecimal; the review holds for exactly this content
 * @param confidential only those named may know of it
 */
public record Submission(
        UUID postmortemId,
        String number,
        String title,
        @Nullable String owner,
        List<String> authors,
        @Nullable String team,
        int revision,
        String contentHash,
        Instant submittedAt,
        Instant dueAt,
        boolean confidential) {

    public Submission {
        authors = List.copyOf(authors);
    }

    /** Whoever has a hand in the text cannot be the one who accepts it. */
    boolean isWrittenBy(String person) {
        return Objects.equals(owner, person) || authors.contains(person);
    }

    /** A later revision than the other, or the same revision with a content that differs. */
    boolean follows(Submission other) {
        return revision > other.revision || (revision == other.revision && !contentHash.equals(other.contentHash));
    }
}
