package dev.manabi.postmortem.postmortem;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.manabi.eventsourcing.EventTypes;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent;

/** The names under which a postmortem's events are stored. */
public final class PostmortemEventTypes {

    public static final EventTypes<PostmortemEvent> ALL = EventTypes.<PostmortemEvent>of("postmortem")
            .with("postmortem-drafted.v1", PostmortemEvent.PostmortemDrafted.class)
            .with("section-edited.v2", PostmortemEvent.SectionEdited.class)
            .upcast("section-edited.v1", "section-edited.v2", data -> data.putNull("changes"))
            .with("text-changed.v1", PostmortemEvent.TextChanged.class)
            .with("title-changed.v1", PostmortemEvent.TitleChanged.class)
            .with("owner-assigned.v1", PostmortemEvent.OwnerAssigned.class)
            .with("audience-changed.v1", PostmortemEvent.AudienceChanged.class)
            .with("postmortem-imported.v1", PostmortemEvent.PostmortemImported.class)
            .with("action-item-added.v1", PostmortemEvent.ActionItemAdded.class)
            .with("action-item-changed.v1", PostmortemEvent.ActionItemChanged.class)
            .with("action-item-status-changed.v2", PostmortemEvent.ActionItemStatusChanged.class)
            .with("incident-text-taken.v2", PostmortemEvent.IncidentTextTaken.class)
            .upcast("incident-text-taken.v1", "incident-text-taken.v2", data -> data.putNull("changes"))
            .with("incident-text-declined.v1", PostmortemEvent.IncidentTextDeclined.class)
            .with("classified.v1", PostmortemEvent.Classified.class)
            .with("finding-dismissed.v1", PostmortemEvent.FindingDismissed.class)
            .with("dismissal-withdrawn.v1", PostmortemEvent.DismissalWithdrawn.class)
            .with("comment-added.v2", PostmortemEvent.CommentAdded.class)
            .upcast("comment-added.v1", "comment-added.v2", PostmortemEventTypes::aboutNoPlace)
            .with("suggestion-accepted.v1", PostmortemEvent.SuggestionAccepted.class)
            .with("comment-resolved.v1", PostmortemEvent.CommentResolved.class)
            .with("comment-reopened.v1", PostmortemEvent.CommentReopened.class)
            .with("minutes-recorded.v1", PostmortemEvent.MinutesRecorded.class)
            .with("postmortem-submitted.v3", PostmortemEvent.PostmortemSubmitted.class)
            .upcast("postmortem-submitted.v1", "postmortem-submitted.v2", submitted -> submitted.putNull("reviewers"))
            .upcast("postmortem-submitted.v2", "postmortem-submitted.v3", submitted -> submitted.putNull("hints"))
            .with("review-lapsed.v1", PostmortemEvent.ReviewLapsed.class)
            .with("review-accepted.v1", PostmortemEvent.ReviewAccepted.class)
            .with("changes-requested.v1", PostmortemEvent.ChangesRequested.class)
            .with("review-outcome-ignored.v1", PostmortemEvent.ReviewOutcomeIgnored.class)
            .with("postmortem-published.v1", PostmortemEvent.PostmortemPublished.class)
            .with("postmortem-became-overdue.v1", PostmortemEvent.PostmortemBecameOverdue.class)
            .with("action-item-became-overdue.v1", PostmortemEvent.ActionItemBecameOverdue.class)
            .with("action-item-reminded.v1", PostmortemEvent.ActionItemReminded.class)
            .with("action-item-escalated.v1", PostmortemEvent.ActionItemEscalated.class)
            .with("postmortem-escalated.v1", PostmortemEvent.PostmortemEscalated.class)
            .with("action-item-removed.v1", PostmortemEvent.ActionItemRemoved.class)
            .with("action-item-replanned.v1", PostmortemEvent.ActionItemReplanned.class)
            .with("deadlines-suspended.v1", PostmortemEvent.DeadlinesSuspended.class)
            .with("deadlines-resumed.v1", PostmortemEvent.DeadlinesResumed.class)
            .upcast("action-item-status-changed.v1", "action-item-status-changed.v2", data -> data.putNull("evidence"));

    private PostmortemEventTypes() {}

    private static ObjectNode aboutNoPlace(ObjectNode comment) {
        comment.putNull("range").putNull("suggestion").putArray("mentions");
        return comment;
    }
}
