package dev.manabi.review.meeting;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** How meetings are arranged. */
@ConfigMapping(prefix = "manabi.meeting")
public interface MeetingConfig {

    /** Mailbox that calendars show as the organizer; the sender of the invitations. */
    @WithDefault("manabi@localhost")
    String organizer();

    /** How many days ahead a standing meeting is scheduled. */
    @WithDefault("5")
    @Min(2)
    @Max(28)
    int standingDaysAhead();
}
