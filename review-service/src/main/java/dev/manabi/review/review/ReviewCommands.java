package dev.manabi.review.review;

import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.kit.Aggregate;
import dev.manabi.kit.Aggregates;
import dev.manabi.kit.Handled;
import dev.manabi.review.checklist.JudgedRoundsProjection;
import dev.manabi.review.review.domain.Review;
import dev.manabi.review.review.domain.ReviewCommand;
import dev.manabi.review.review.domain.ReviewDecider;
import dev.manabi.review.review.domain.ReviewEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;

/** Where every command on a review passes. */
@Startup
@ApplicationScoped
public class ReviewCommands {

    private final Aggregate<ReviewCommand, ReviewEvent, Review> reviews;

    ReviewCommands(Aggregates aggregates) {
        this.reviews = aggregates.register(
                new ReviewDecider(),
                ReviewEventTypes.ALL,
                new ReviewProjection().then(new JudgedRoundsProjection()),
                new ReviewPublisher());
    }

    /** In the caller's transaction. */
    public Handled<Review> handle(ReviewCommand command, Expected expected, Cause cause) {
        return reviews.handle(command.reviewId(), command, expected, cause);
    }
}
