package dev.manabi.notification.subscription;

import dev.manabi.contracts.IncidentMessage;
import dev.manabi.contracts.IncidentMessage.Incident;
import dev.manabi.contracts.IncidentMessage.IncidentClosed;
import dev.manabi.contracts.IncidentMessage.IncidentDeclared;
import dev.manabi.contracts.IncidentMessage.IncidentRecorded;
import dev.manabi.contracts.IncidentMessage.IncidentSeverityChanged;
import dev.manabi.contracts.MeetingMessage;
import dev.manabi.contracts.MeetingMessage.Meeting;
import dev.manabi.contracts.MeetingMessage.MeetingCancelled;
import dev.manabi.contracts.MeetingMessage.MeetingChanged;
import dev.manabi.contracts.MeetingMessage.MeetingMinutesRecorded;
import dev.manabi.contracts.MeetingMessage.MeetingRescheduled;
import dev.manabi.contracts.MeetingMessage.MeetingScheduled;
import dev.manabi.contracts.PostmortemMessage;
import dev.manabi.contracts.PostmortemMessage.ActionItemEscalated;
import dev.manabi.contracts.PostmortemMessage.ActionItemOverdue;
import dev.manabi.contracts.PostmortemMessage.ActionItemReminded;
import dev.manabi.contracts.PostmortemMessage.ActionItemUpdated;
import dev.manabi.contracts.PostmortemMessage.CommentAdded;
import dev.manabi.contracts.PostmortemMessage.CommentReopened;
import dev.manabi.contracts.PostmortemMessage.CommentResolved;
import dev.manabi.contracts.PostmortemMessage.DecisionMade;
import dev.manabi.contracts.PostmortemMessage.PostmortemDrafted;
import dev.manabi.contracts.PostmortemMessage.PostmortemEscalated;
import dev.manabi.contracts.PostmortemMessage.PostmortemOverdue;
import dev.manabi.contracts.PostmortemMessage.PostmortemPublished;
import dev.manabi.contracts.PostmortemMessage.PostmortemReviewMissed;
import dev.manabi.contracts.PostmortemMessage.PostmortemSubmissionLapsed;
import dev.manabi.contracts.PostmortemMessage.PostmortemSubmitted;
import dev.manabi.contracts.PostmortemMessage.RecurrenceSuspected;
import dev.manabi.contracts.PublicEvent;
import dev.manabi.contracts.ReviewMessage;
import dev.manabi.contracts.ReviewMessage.ReviewAccepted;
import dev.manabi.contracts.ReviewMessage.ReviewAssigned;
import dev.manabi.contracts.ReviewMessage.ReviewChangesRequested;
import dev.manabi.contracts.ReviewMessage.ReviewEscalated;
import dev.manabi.contracts.ReviewMessage.ReviewOverdue;
import dev.manabi.contracts.ReviewMessage.ReviewReadersInvited;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What events are about. Most of them name an incident or a postmortem and not its team or severity: what was heard of
 * it before is kept. Of what nobody has told yet only those named are told, since it may be private.
 */
@ApplicationScoped
public class Subjects {

    private static final String INCIDENT = "/incidents/";
    private static final String POSTMORTEM = "/postmortems/";

    /** Empty where nothing is known of it. Reads in the caller's transaction. */
    public Optional<About> of(IncidentMessage event) {
        return told(event).or(() -> known(event.incidentId())).map(row -> row.about(INCIDENT));
    }

    /** As with incidents. */
    public Optional<About> of(PostmortemMessage event) {
        return switch (event) {
            case DecisionMade e -> known(e.incidentId()).map(row -> row.about(INCIDENT));
            case RecurrenceSuspected e ->
                e.isPrivate() ? Optional.empty() : known(e.incidentId()).map(row -> row.about(INCIDENT));
            case PostmortemDrafted _, PostmortemSubmitted _, PostmortemPublished _ ->
                told(event).map(row -> row.about(POSTMORTEM));
            case PostmortemSubmissionLapsed e -> postmortem(e.postmortemId(), e.isPrivate());
            case PostmortemReviewMissed e -> postmortem(e.postmortemId(), e.isPrivate());
            case PostmortemOverdue e -> postmortem(e.postmortemId(), e.isPrivate());
            case PostmortemEscalated e -> postmortem(e.postmortemId(), e.isPrivate());
            case ActionItemOverdue e -> postmortem(e.postmortemId(), e.isPrivate());
            case ActionItemReminded e -> postmortem(e.postmortemId(), e.isPrivate());
            case ActionItemEscalated e -> postmortem(e.postmortemId(), e.isPrivate());
            case ActionItemUpdated e -> postmortem(e.postmortemId(), e.isPrivate());
            case CommentAdded e -> postmortem(e.postmortemId(), e.isPrivate());
            case CommentResolved e -> postmortem(e.postmortemId(), e.isPrivate());
            case CommentReopened e -> postmortem(e.postmortemId(), e.isPrivate());
        };
    }

    /** As with incidents. */
    public Optional<About> of(ReviewMessage event) {
        return switch (event) {
            case ReviewAccepted e -> postmortem(e.postmortemId(), false);
            case ReviewAssigned e -> postmortem(e.postmortemId(), e.isPrivate());
            case ReviewChangesRequested e -> postmortem(e.postmortemId(), e.isPrivate());
            case ReviewOverdue e -> postmortem(e.postmortemId(), e.isPrivate());
            case ReviewEscalated e -> postmortem(e.postmortemId(), e.isPrivate());
            case ReviewReadersInvited e -> postmortem(e.postmortemId(), e.isPrivate());
        };
    }

    /** Of a meeting about several postmortems the first one counts. */
    public Optional<About> of(MeetingMessage event) {
        Meeting meeting =
                switch (event) {
                    case MeetingScheduled e -> e.meeting();
                    case MeetingRescheduled e -> e.meeting();
                    case MeetingChanged e -> e.meeting();
                    case MeetingCancelled e -> e.meeting();
                    case MeetingMinutesRecorded e -> e.meeting();
                };
        return meeting.postmortems().isEmpty()
                ? Optional.empty()
                : postmortem(meeting.postmortems().getFirst().postmortemId(), meeting.isPrivate());
    }

    /** Keeps what the event tells of its thing, for the next one. Writes, so that it comes after every stream is loaded. */
    public void learnFrom(PublicEvent event) {
        told(event).ifPresent(told -> {
            SubjectRow row = SubjectRow.findById(told.id);
            if (row == null) {
                told.persist();
            } else {
                row.number = told.number;
                row.title = told.title;
                row.team = told.team;
                row.severity = told.severity;
                row.services = told.services;
                row.isPrivate = told.isPrivate;
            }
        });
    }

    private static Optional<SubjectRow> told(PublicEvent event) {
        return switch (event) {
            case IncidentDeclared e ->
                row(e.incidentId(), e.number(), e.title(), e.team(), e.severity(), e.services(), false);
            case IncidentClosed e -> row(e.incident());
            case IncidentRecorded e -> row(e.incident());
            case IncidentSeverityChanged e -> changed(e);
            case PostmortemDrafted e ->
                row(e.postmortemId(), e.number(), e.title(), e.team(), e.severity(), e.services(), e.isPrivate());
            case PostmortemSubmitted e ->
                row(e.postmortemId(), e.number(), e.title(), e.team(), e.severity(), e.services(), e.isPrivate());
            case PostmortemPublished e -> {
                List<String> services =
                        known(e.postmortemId()).map(row -> row.services).orElse(List.of());
                yield row(e.postmortemId(), e.number(), e.title(), e.team(), e.severity(), services, e.isPrivate());
            }
            default -> Optional.empty(); // most events name their thing and say no more of it
        };
    }

    private static Optional<SubjectRow> changed(IncidentSeverityChanged e) {
        return known(e.incidentId())
                .flatMap(row -> row(row.id, row.number, row.title, row.team, e.to(), row.services, row.isPrivate));
    }

    /** An event can be younger than what is known: what it says of being private holds, and so does what is known. */
    private static Optional<About> postmortem(UUID id, boolean isPrivate) {
        return isPrivate ? Optional.empty() : known(id).map(row -> row.about(POSTMORTEM));
    }

    private static Optional<SubjectRow> known(UUID id) {
        return SubjectRow.findByIdOptional(id);
    }

    private static Optional<SubjectRow> row(Incident incident) {
        return row(
                incident.id(),
                incident.number(),
                incident.title(),
                incident.team(),
                incident.severity(),
                incident.services(),
                false);
    }

    private static Optional<SubjectRow> row(
            UUID id,
            String number,
            String title,
            @Nullable String team,
            @Nullable String severity,
            List<String> services,
            boolean isPrivate) {
        SubjectRow row = new SubjectRow();
        row.id = id;
        row.number = number;
        row.title = title;
        row.team = team;
        row.severity = severity;
        row.services = List.copyOf(services);
        row.isPrivate = isPrivate;
        return Optional.of(row);
    }
}
