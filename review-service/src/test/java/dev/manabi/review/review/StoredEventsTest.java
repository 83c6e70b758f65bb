package dev.manabi.review.review;

import dev.manabi.review.meeting.MeetingEventTypes;
import dev.manabi.review.meeting.domain.MeetingEvent;
import dev.manabi.review.review.domain.ReviewEvent;
import dev.manabi.testkit.StoredEventsSpec;
import org.junit.jupiter.api.Test;

class StoredEventsTest {

    @Test
    void every_event_ever_stored_can_be_read() {
        StoredEventsSpec.check(ReviewEventTypes.ALL, ReviewEvent.class);
        StoredEventsSpec.check(MeetingEventTypes.ALL, MeetingEvent.class);
        StoredEventsSpec.checkNoneIsLost(ReviewEventTypes.ALL, MeetingEventTypes.ALL);
    }
}
