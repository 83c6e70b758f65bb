package dev.manabi.postmortem.postmortem;

import dev.manabi.contracts.MissingAnswer;
import dev.manabi.contracts.PostmortemMessage.PostmortemPublished;
import dev.manabi.contracts.PostmortemMessage.PostmortemReviewMissed;
import dev.manabi.contracts.PostmortemMessage.PostmortemSubmissionLapsed;
import dev.manabi.contracts.PostmortemMessage.PostmortemSubmitted;
import dev.manabi.contracts.PublicEvent;
import dev.manabi.eventsourcing.EventMetadata;
import dev.manabi.kit.Question;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Each submission wants a review: that somebody is asked, and in the end that it is decided. */
@ApplicationScoped
public class ReviewQuestion implements Question {

    @Override
    public Optional<MissingAnswer> of(PublicEvent told, EventMetadata metadata) {
        return told instanceof PostmortemSubmitted submitted
                ? Optional.of(new PostmortemReviewMissed(
                        submitted.postmortemId(),
                        submitted.number(),
                        submitted.title(),
                        submitted.team(),
                        submitted.revision(),
                        submitted.contentHash(),
                        metadata.id(),
                        submitted.submittedAt(),
                        0,
                        null,
                        submitted.isPrivate()))
                : Optional.empty();
    }

    /** Only the latest submission is waited for, and only while its content stays. */
    @Override
    public boolean endsWith(PublicEvent told) {
        return told instanceof PostmortemSubmitted
                || told instanceof PostmortemSubmissionLapsed
                || told instanceof PostmortemPublished;
    }
}
