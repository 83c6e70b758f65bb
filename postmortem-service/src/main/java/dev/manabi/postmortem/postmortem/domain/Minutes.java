package dev.manabi.postmortem.postmortem.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a review meeting wrote down about a postmortem. It stands beside the content that is reviewed, and nobody changes
 * it afterwards.
 *
 * @param text Markdown
 * @param recordedBy person id
 * @param present person ids
 * @param decisions what was decided beside what was open
 * @param settled what became of what was open
 */
public record Minutes(
        UUID meetingId,
        Instant heldAt,
        String text,
        String recordedBy,
        List<String> present,
        List<String> decisions,
        List<Settled> settled) {

    public Minutes {
        present = List.copyOf(present);
        decisions = List.copyOf(decisions);
        settled = List.copyOf(settled);
    }

    /**
     * @param commentId the comment that was open, or null
     * @param criterion the criterion that was not met, or null
     * @param resolved else deferred
     * @param text what was decided, or why it is deferred
     */
    public record Settled(
            @Nullable UUID commentId, @Nullable String criterion, boolean resolved, String text) {}
}
