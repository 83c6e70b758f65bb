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
 * @param requirement who has to accept it
 * @param parts what the content consists of, or null where that was not told
 * @param hints what machines noticed in it
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
        boolean confidential,
        Requirement requirement,
        @Nullable List<Part> parts,
        List<Hint> hints) {

    public Submission {
        authors = List.copyOf(authors);
        parts = parts == null ? null : List.copyOf(parts);
        hints = List.copyOf(hints);
    }

    /** Whoever has a hand in the text cannot be the one who accepts it. */
    boolean isWrittenBy(String person) {
        return Objects.equals(owner, person) || authors.contains(person);
    }

    /** Whether it came later than the other. The same content may come again, after its review has lapsed. */
    boolean follows(Submission other) {
        if (revision != other.revision) {
            return revision > other.revision;
        }
        return submittedAt.isAfter(other.submittedAt)
                || (submittedAt.equals(other.submittedAt) && !contentHash.equals(other.contentHash));
    }

    boolean isOf(int otherRevision, String otherHash) {
        return revision == otherRevision && contentHash.equals(otherHash);
    }
}
