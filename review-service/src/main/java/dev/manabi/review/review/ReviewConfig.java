package dev.manabi.review.review;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How reviews are begun. */
@ConfigMapping(prefix = "manabi.review")
public interface ReviewConfig {

    /**
     * How many people are asked to review a postmortem at least, where there are as many; one of them is always senior.
     * More are asked where the policy requires it.
     */
    @WithDefault("2")
    @Min(1)
    @Max(10)
    int reviewers();

    /**
     * The time between two steps once a review is late: at its date the reviewers hear of it; after this time whoever has
     * not said anything is replaced where somebody else can be asked, and whoever leads the team is told; then the
     * managers, each time anew. At least one minute.
     */
    @WithDefault("1d")
    Duration escalateEvery();

    /** Key of the checklist of new rounds of every team that has none of its own. */
    @WithDefault("founding-document")
    String checklist();
}
