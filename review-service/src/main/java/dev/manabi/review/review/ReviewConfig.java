package dev.manabi.review.review;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** How reviews are begun. */
@ConfigMapping(prefix = "manabi.review")
public interface ReviewConfig {

    /** How many people are asked to review a postmortem, where there are as many; one of them is always senior. */
    @WithDefault("2")
    @Min(1)
    @Max(10)
    int reviewers();

    /** Key of the checklist of new rounds of every team that has none of its own. */
    @WithDefault("founding-document")
    String checklist();
}
