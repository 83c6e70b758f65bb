package dev.manabi.contracts;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A public event's promise: the type name that consumers see, the topic it travels on, and the shape of its data.
 *
 * @param type CloudEvents {@code type}, {@code manabi.<aggregate>.<past-tense>.v<n>}
 */
public record EventContract<E extends PublicEvent>(String type, Topic topic, Class<E> shape) {

    private static final List<EventContract<?>> ALL = List.of(
            new EventContract<>("manabi.incident.declared.v1", Topic.INCIDENTS, IncidentMessage.IncidentDeclared.class),
            new EventContract<>(
                    "manabi.incident.acknowledged.v1", Topic.INCIDENTS, IncidentMessage.IncidentAcknowledged.class),
            new EventContract<>(
                    "manabi.incident.severity-changed.v1",
                    Topic.INCIDENTS,
                    IncidentMessage.IncidentSeverityChanged.class),
            new EventContract<>(
                    "manabi.incident.mitigated.v1", Topic.INCIDENTS, IncidentMessage.IncidentMitigated.class),
            new EventContract<>("manabi.incident.resolved.v1", Topic.INCIDENTS, IncidentMessage.IncidentResolved.class),
            new EventContract<>("manabi.incident.closed.v1", Topic.INCIDENTS, IncidentMessage.IncidentClosed.class),
            new EventContract<>("manabi.incident.reopened.v1", Topic.INCIDENTS, IncidentMessage.IncidentReopened.class),
            new EventContract<>(
                    "manabi.incident.timeline-amended.v1",
                    Topic.INCIDENTS,
                    IncidentMessage.IncidentTimelineAmended.class),
            new EventContract<>("manabi.incident.merged.v1", Topic.INCIDENTS, IncidentMessage.IncidentMerged.class),
            new EventContract<>("manabi.incident.recorded.v1", Topic.INCIDENTS, IncidentMessage.IncidentRecorded.class),
            new EventContract<>("manabi.person.changed.v1", Topic.CATALOG, CatalogMessage.PersonChanged.class),
            new EventContract<>("manabi.team.changed.v1", Topic.CATALOG, CatalogMessage.TeamChanged.class),
            new EventContract<>("manabi.service.changed.v1", Topic.CATALOG, CatalogMessage.ServiceChanged.class),
            new EventContract<>("manabi.decision.made.v1", Topic.POSTMORTEMS, PostmortemMessage.DecisionMade.class),
            new EventContract<>(
                    "manabi.postmortem.drafted.v1", Topic.POSTMORTEMS, PostmortemMessage.PostmortemDrafted.class),
            new EventContract<>(
                    "manabi.postmortem.submitted.v1", Topic.POSTMORTEMS, PostmortemMessage.PostmortemSubmitted.class),
            new EventContract<>(
                    "manabi.postmortem.published.v1", Topic.POSTMORTEMS, PostmortemMessage.PostmortemPublished.class),
            new EventContract<>(
                    "manabi.postmortem.overdue.v1", Topic.POSTMORTEMS, PostmortemMessage.PostmortemOverdue.class),
            new EventContract<>(
                    "manabi.action-item.overdue.v1", Topic.POSTMORTEMS, PostmortemMessage.ActionItemOverdue.class),
            new EventContract<>(
                    "manabi.action-item.reminded.v1", Topic.POSTMORTEMS, PostmortemMessage.ActionItemReminded.class),
            new EventContract<>(
                    "manabi.action-item.escalated.v1", Topic.POSTMORTEMS, PostmortemMessage.ActionItemEscalated.class),
            new EventContract<>(
                    "manabi.action-item.updated.v1", Topic.POSTMORTEMS, PostmortemMessage.ActionItemUpdated.class),
            new EventContract<>(
                    "manabi.postmortem.escalated.v1", Topic.POSTMORTEMS, PostmortemMessage.PostmortemEscalated.class),
            new EventContract<>(
                    "manabi.recurrence.suspected.v1", Topic.POSTMORTEMS, PostmortemMessage.RecurrenceSuspected.class),
            new EventContract<>(
                    "manabi.postmortem.submission-lapsed.v1",
                    Topic.POSTMORTEMS,
                    PostmortemMessage.PostmortemSubmissionLapsed.class),
            new EventContract<>(
                    "manabi.postmortem.review-missed.v1",
                    Topic.POSTMORTEMS,
                    PostmortemMessage.PostmortemReviewMissed.class),
            new EventContract<>(
                    "manabi.incident.decision-missed.v1",
                    Topic.INCIDENTS,
                    IncidentMessage.IncidentDecisionMissed.class),
            new EventContract<>("manabi.comment.added.v1", Topic.POSTMORTEMS, PostmortemMessage.CommentAdded.class),
            new EventContract<>(
                    "manabi.comment.resolved.v1", Topic.POSTMORTEMS, PostmortemMessage.CommentResolved.class),
            new EventContract<>(
                    "manabi.comment.reopened.v1", Topic.POSTMORTEMS, PostmortemMessage.CommentReopened.class),
            new EventContract<>("manabi.review.assigned.v1", Topic.REVIEWS, ReviewMessage.ReviewAssigned.class),
            new EventContract<>("manabi.review.accepted.v1", Topic.REVIEWS, ReviewMessage.ReviewAccepted.class),
            new EventContract<>(
                    "manabi.review.changes-requested.v1", Topic.REVIEWS, ReviewMessage.ReviewChangesRequested.class),
            new EventContract<>("manabi.review.overdue.v1", Topic.REVIEWS, ReviewMessage.ReviewOverdue.class),
            new EventContract<>("manabi.review.escalated.v1", Topic.REVIEWS, ReviewMessage.ReviewEscalated.class),
            new EventContract<>("manabi.meeting.scheduled.v1", Topic.MEETINGS, MeetingMessage.MeetingScheduled.class),
            new EventContract<>(
                    "manabi.meeting.rescheduled.v1", Topic.MEETINGS, MeetingMessage.MeetingRescheduled.class),
            new EventContract<>("manabi.meeting.changed.v1", Topic.MEETINGS, MeetingMessage.MeetingChanged.class),
            new EventContract<>("manabi.meeting.cancelled.v1", Topic.MEETINGS, MeetingMessage.MeetingCancelled.class),
            new EventContract<>(
                    "manabi.meeting.minutes-recorded.v1", Topic.MEETINGS, MeetingMessage.MeetingMinutesRecorded.class),
            new EventContract<>(
                    "manabi.review.readers-invited.v1", Topic.REVIEWS, ReviewMessage.ReviewReadersInvited.class),
            new EventContract<>(
                    "manabi.notification.failed.v1", Topic.NOTIFICATIONS, NotificationMessage.NotificationFailed.class),
            new EventContract<>(
                    "manabi.notification.delayed.v1",
                    Topic.NOTIFICATIONS,
                    NotificationMessage.NotificationDelayed.class),
            new EventContract<>(
                    "manabi.channel.disabled.v1", Topic.NOTIFICATIONS, NotificationMessage.ChannelDisabled.class));

    private static final Map<String, EventContract<?>> BY_TYPE =
            ALL.stream().collect(Collectors.toUnmodifiableMap(EventContract::type, Function.identity()));
    private static final Map<Class<?>, EventContract<?>> BY_SHAPE =
            ALL.stream().collect(Collectors.toUnmodifiableMap(EventContract::shape, Function.identity()));

    /** Every public event there is. */
    public static List<EventContract<?>> all() {
        return ALL;
    }

    /** The contract of that type name, or empty where nobody has ever promised it. */
    public static Optional<EventContract<?>> ofType(String type) {
        return Optional.ofNullable(BY_TYPE.get(type));
    }

    public static EventContract<?> of(PublicEvent event) {
        EventContract<?> contract = BY_SHAPE.get(event.getClass());
        if (contract == null) {
            throw new IllegalArgumentException("No contract for " + event.getClass());
        }
        return contract;
    }
}
