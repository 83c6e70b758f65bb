package dev.manabi.review.review;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.manabi.eventsourcing.EventTypes;
import dev.manabi.review.review.domain.ReviewEvent;
import dev.manabi.review.review.domain.ReviewEvent.ChangesRequested;
import dev.manabi.review.review.domain.ReviewEvent.ReadersInvited;
import dev.manabi.review.review.domain.ReviewEvent.RequirementChanged;
import dev.manabi.review.review.domain.ReviewEvent.ReviewAccepted;
import dev.manabi.review.review.domain.ReviewEvent.ReviewBecameOverdue;
import dev.manabi.review.review.domain.ReviewEvent.ReviewEscalated;
import dev.manabi.review.review.domain.ReviewEvent.ReviewHandedOn;
import dev.manabi.review.review.domain.ReviewEvent.ReviewerAccepted;
import dev.manabi.review.review.domain.ReviewEvent.ReviewerDeclined;
import dev.manabi.review.review.domain.ReviewEvent.ReviewerReplaced;
import dev.manabi.review.review.domain.ReviewEvent.ReviewersAssigned;
import dev.manabi.review.review.domain.ReviewEvent.RoundLapsed;
import dev.manabi.review.review.domain.ReviewEvent.RoundOpened;
import dev.manabi.review.review.domain.ReviewEvent.VerdictGiven;
import java.util.List;

/** How the events of reviews are called in the store. */
final class ReviewEventTypes {

    static final EventTypes<ReviewEvent> ALL = EventTypes.<ReviewEvent>of("review")
            .with("review-round-opened.v2", RoundOpened.class)
            .upcast("review-round-opened.v1", "review-round-opened.v2", ReviewEventTypes::askingTheUsual)
            .with("reviewers-assigned.v2", ReviewersAssigned.class)
            .upcast("reviewers-assigned.v1", "reviewers-assigned.v2", data -> ofNoTeam(data, "reviewers"))
            .with("review-escalated.v2", ReviewEscalated.class)
            .upcast("review-escalated.v1", "review-escalated.v2", data -> data.put("why", "NOBODY_TO_ASK"))
            .with("reviewer-replaced.v2", ReviewerReplaced.class)
            .upcast("reviewer-replaced.v1", "reviewer-replaced.v2", data -> ofNoTeam(data, "to"))
            .with("reviewer-declined.v1", ReviewerDeclined.class)
            .with("review-handed-on.v1", ReviewHandedOn.class)
            .with("readers-invited.v1", ReadersInvited.class)
            .with("requirement-changed.v1", RequirementChanged.class)
            .with("verdict-given.v1", VerdictGiven.class)
            .with("reviewer-accepted.v2", ReviewerAccepted.class)
            .upcast("reviewer-accepted.v1", "reviewer-accepted.v2", data -> ofNoTeam(data, "reviewer"))
            .with("review-accepted.v2", ReviewAccepted.class)
            .upcast("review-accepted.v1", "review-accepted.v2", data -> ofNoTeam(data, "acceptedBy"))
            .with("changes-requested.v1", ChangesRequested.class)
            .with("review-round-lapsed.v1", RoundLapsed.class)
            .with("review-became-overdue.v1", ReviewBecameOverdue.class);

    private ReviewEventTypes() {}

    /** Before a policy could say more, one senior was enough. */
    private static ObjectNode askingTheUsual(ObjectNode opened) {
        ObjectNode submission = (ObjectNode) opened.get("submission");
        submission
                .putObject("requirement")
                .put("reviewers", 1)
                .put("seniors", 1)
                .put("otherTeam", false);
        submission.putNull("parts").putArray("hints");
        opened.putNull("changed").putArray("carried");
        return opened;
    }

    /** Reviewers were kept without their team. */
    private static ObjectNode ofNoTeam(ObjectNode event, String field) {
        JsonNode reviewers = event.get(field);
        Iterable<JsonNode> all = reviewers.isArray() ? reviewers : List.of(reviewers);
        all.forEach(reviewer -> ((ObjectNode) reviewer).putNull("team"));
        return event;
    }
}
