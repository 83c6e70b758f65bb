package dev.manabi.notification.announcement;

import static dev.manabi.notification.announcement.Announcement.Kind.ACTION_ITEM_ESCALATED;
import static dev.manabi.notification.announcement.Announcement.Kind.ACTION_ITEM_OVERDUE;
import static dev.manabi.notification.announcement.Announcement.Kind.ACTION_ITEM_REMINDED;
import static dev.manabi.notification.announcement.Announcement.Kind.CHANNEL_DISABLED;
import static dev.manabi.notification.announcement.Announcement.Kind.DECISION_MISSING;
import static dev.manabi.notification.announcement.Announcement.Kind.POSTMORTEM_DRAFTED;
import static dev.manabi.notification.announcement.Announcement.Kind.POSTMORTEM_ESCALATED;
import static dev.manabi.notification.announcement.Announcement.Kind.POSTMORTEM_OVERDUE;
import static dev.manabi.notification.announcement.Announcement.Kind.POSTMORTEM_PUBLISHED;
import static dev.manabi.notification.announcement.Announcement.Kind.RECURRENCE_SUSPECTED;
import static dev.manabi.notification.announcement.Announcement.Kind.REVIEW_ASSIGNED;
import static dev.manabi.notification.announcement.Announcement.Kind.REVIEW_CHANGES_REQUESTED;
import static dev.manabi.notification.announcement.Announcement.Kind.REVIEW_ESCALATED;
import static dev.manabi.notification.announcement.Announcement.Kind.REVIEW_LATE;
import static dev.manabi.notification.announcement.Announcement.Kind.REVIEW_MISSING;
import static dev.manabi.notification.announcement.Announcement.Kind.REVIEW_OVERDUE;
import static dev.manabi.notification.announcement.Announcement.Kind.REVIEW_READERS_INVITED;
import static dev.manabi.notification.announcement.Announcement.Kind.REVIEW_RESUMED;
import static dev.manabi.notification.announcement.Announcement.Kind.REVIEW_SHORT_OF_REVIEWERS;

import dev.manabi.contracts.IncidentMessage;
import dev.manabi.contracts.IncidentMessage.IncidentDecisionMissed;
import dev.manabi.contracts.MissingAnswer;
import dev.manabi.contracts.NotificationMessage;
import dev.manabi.contracts.NotificationMessage.ChannelDisabled;
import dev.manabi.contracts.NotificationMessage.NotificationDelayed;
import dev.manabi.contracts.NotificationMessage.NotificationFailed;
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
import dev.manabi.contracts.ReviewMessage;
import dev.manabi.contracts.ReviewMessage.ReviewAccepted;
import dev.manabi.contracts.ReviewMessage.ReviewAssigned;
import dev.manabi.contracts.ReviewMessage.ReviewChangesRequested;
import dev.manabi.contracts.ReviewMessage.ReviewEscalated;
import dev.manabi.contracts.ReviewMessage.ReviewOverdue;
import dev.manabi.contracts.ReviewMessage.ReviewReadersInvited;
import dev.manabi.contracts.ReviewMessage.Reviewer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who is told what. */
public final class Announcements {

    private static final String NONE = "–";
    private static final int ASKED_IN_VAIN = 3;

    private Announcements() {}

    public static Optional<Announcement> of(PostmortemMessage event, Directory directory) {
        return switch (event) {
            case DecisionMade _ -> Optional.empty(); // the draft that follows is what matters to people
            case PostmortemSubmitted _ -> Optional.empty(); // told by the review's assignment
            case CommentAdded _, CommentResolved _, CommentReopened _ ->
                Optional.empty(); // talked about where it stands
            case PostmortemDrafted e -> Optional.of(drafted(e));
            case PostmortemPublished e -> Optional.of(published(e));
            case PostmortemOverdue e -> Optional.of(overdue(e, directory));
            case ActionItemOverdue e -> Optional.of(overdue(e, directory));
            case PostmortemEscalated e -> Optional.of(escalated(e, directory));
            case ActionItemReminded e -> Optional.of(reminded(e));
            case ActionItemEscalated e -> Optional.of(escalated(e, directory));
            case RecurrenceSuspected e -> Optional.of(suspected(e, directory));
            case ActionItemUpdated _ -> Optional.empty(); // whoever did it knows
            case PostmortemSubmissionLapsed _ -> Optional.empty(); // whoever changed it knows
            case PostmortemReviewMissed e ->
                missing(REVIEW_MISSING, e, e.number(), e.title(), directory.managers(e.team(), null), e.isPrivate());
        };
    }

    public static Optional<Announcement> of(ReviewMessage event, Directory directory) {
        return switch (event) {
            case ReviewAccepted _ -> Optional.empty(); // the publication that follows is what matters to people
            case ReviewAssigned e -> Optional.of(assigned(e));
            case ReviewChangesRequested e -> Optional.of(changesRequested(e));
            case ReviewOverdue e -> Optional.of(overdue(e, directory));
            case ReviewEscalated e -> Optional.of(escalated(e));
            case ReviewReadersInvited e -> Optional.of(invited(e));
        };
    }

    public static Optional<Announcement> of(IncidentMessage event, Directory directory) {
        return event instanceof IncidentDecisionMissed e
                ? missing(DECISION_MISSING, e, e.number(), e.title(), directory.managers(e.team(), null), false)
                : Optional.empty(); // what happens to incidents is told by those who respond
    }

    /** Whoever owns a channel hears that nothing is told there any more. What fails otherwise is in the account. */
    public static Optional<Announcement> of(NotificationMessage event) {
        return switch (event) {
            case NotificationFailed _, NotificationDelayed _ -> Optional.empty(); // by the alarm
            case ChannelDisabled e ->
                Optional.of(new Announcement(
                        CHANNEL_DISABLED,
                        List.of(e.owner()),
                        false,
                        false,
                        Map.of(
                                "channel", Plain.line(e.channel()),
                                "reason", Plain.text(e.reason()),
                                "path", "/channels/" + e.channel()),
                        Map.of(),
                        false));
        };
    }

    /** People hear of it when asking again has not helped a few times. Of a private postmortem it names the number alone. */
    private static Optional<Announcement> missing(
            Announcement.Kind kind,
            MissingAnswer e,
            String number,
            String title,
            List<String> managers,
            boolean isPrivate) {
        if (e.asked() != ASKED_IN_VAIN || e.answeredAt() != null) {
            return Optional.empty();
        }
        return Optional.of(new Announcement(
                kind,
                managers,
                false,
                !isPrivate,
                Map.of(
                        "number", Plain.line(number),
                        "title", Plain.line(title),
                        "since", Plain.minute(e.since()),
                        "asked", Integer.toString(e.asked()),
                        "path", "/gaps"),
                Map.of(),
                isPrivate));
    }

    private static Announcement drafted(PostmortemDrafted e) {
        return new Announcement(
                POSTMORTEM_DRAFTED,
                maybe(e.owner()),
                false,
                !e.isPrivate(),
                Map.of(
                        "number", Plain.line(e.number()),
                        "title", Plain.line(e.title()),
                        "incident", Plain.line(e.incidentNumber()),
                        "severity", Plain.line(e.severity()),
                        "due", Plain.minute(e.dueAt()),
                        "path", postmortem(e.number())),
                Map.of("owner", maybe(e.owner()), "collaborators", e.collaborators()),
                e.isPrivate());
    }

    /** A private postmortem is told to its owner alone: nobody else is named here. */
    private static Announcement published(PostmortemPublished e) {
        return new Announcement(
                POSTMORTEM_PUBLISHED,
                e.isPrivate() ? maybe(e.owner()) : List.of(),
                !e.isPrivate(),
                !e.isPrivate(),
                Map.of(
                        "number", Plain.line(e.number()),
                        "title", Plain.line(e.title()),
                        "incident", Plain.line(e.incidentNumber() == null ? "–" : e.incidentNumber()),
                        "severity", Plain.line(e.severity()),
                        "summary", Plain.text(e.summary()),
                        "actions", Integer.toString(e.actionItems()),
                        "path", postmortem(e.number())),
                Map.of("owner", maybe(e.owner())),
                e.isPrivate());
    }

    private static Announcement overdue(PostmortemOverdue e, Directory directory) {
        return new Announcement(
                POSTMORTEM_OVERDUE,
                ownerOrManagers(e.isPrivate(), e.team(), e.owner(), directory),
                false,
                !e.isPrivate(),
                Map.of(
                        "number", Plain.line(e.number()),
                        "title", Plain.line(e.title()),
                        "status", Plain.line(e.status()),
                        "due", Plain.minute(e.dueAt()),
                        "path", postmortem(e.number())),
                Map.of("owner", maybe(e.owner())),
                e.isPrivate());
    }

    private static Announcement overdue(ActionItemOverdue e, Directory directory) {
        return new Announcement(
                ACTION_ITEM_OVERDUE,
                ownerOrManagers(e.isPrivate(), null, e.owner(), directory),
                false,
                !e.isPrivate(),
                facts(e.postmortemNumber(), e.title(), e.priority(), e.dueAt()),
                Map.of("owner", maybe(e.owner())),
                e.isPrivate());
    }

    private static Announcement reminded(ActionItemReminded e) {
        return new Announcement(
                ACTION_ITEM_REMINDED,
                maybe(e.owner()),
                false,
                !e.isPrivate(),
                facts(e.postmortemNumber(), e.title(), e.priority(), e.dueAt()),
                Map.of("owner", maybe(e.owner())),
                e.isPrivate());
    }

    /** It is the owner's team that can help, or the postmortem's where nobody owns the item. */
    private static Announcement escalated(ActionItemEscalated e, Directory directory) {
        String team = e.owner() == null ? e.team() : null;
        return new Announcement(
                ACTION_ITEM_ESCALATED,
                with(maybe(e.owner()), helpers(e.level(), e.isPrivate(), team, e.owner(), directory)),
                false,
                !e.isPrivate(),
                facts(e.postmortemNumber(), e.title(), e.priority(), e.dueAt()),
                Map.of("owner", maybe(e.owner())),
                e.isPrivate());
    }

    private static Map<String, String> facts(String number, String title, @Nullable String priority, Instant dueAt) {
        return Map.of(
                "number", Plain.line(number),
                "title", Plain.line(title),
                "priority", priority == null ? NONE : Plain.line(priority),
                "due", Plain.minute(dueAt),
                "path", postmortem(number));
    }

    private static Announcement escalated(PostmortemEscalated e, Directory directory) {
        return new Announcement(
                POSTMORTEM_ESCALATED,
                with(maybe(e.owner()), helpers(e.level(), e.isPrivate(), e.team(), e.owner(), directory)),
                false,
                !e.isPrivate(),
                Map.of(
                        "number", Plain.line(e.number()),
                        "title", Plain.line(e.title()),
                        "status", Plain.line(e.status()),
                        "due", Plain.minute(e.dueAt()),
                        "path", postmortem(e.number())),
                Map.of("owner", maybe(e.owner())),
                e.isPrivate());
    }

    /** Leads are not among those named in a private postmortem. */
    private static Announcement suspected(RecurrenceSuspected e, Directory directory) {
        String lead = e.lead();
        List<String> leads = lead == null ? directory.leads(e.team(), e.owner()) : List.of(lead);
        return new Announcement(
                RECURRENCE_SUSPECTED,
                with(maybe(e.owner()), e.isPrivate() ? List.of() : leads),
                false,
                !e.isPrivate(),
                Map.of(
                        "number", Plain.line(e.incidentNumber()),
                        "title", Plain.line(e.incidentTitle()),
                        "earlier", Plain.line(e.earlierNumber() + " " + e.earlierTitle()),
                        "because",
                                Plain.line(e.because().stream()
                                        .flatMap(likeness -> likeness.values().stream())
                                        .collect(Collectors.joining(", "))),
                        "actions",
                                Plain.text(e.openActionItems().stream()
                                        .map(item -> "- " + Plain.line(item.title()))
                                        .collect(Collectors.joining("\n"))),
                        "path", postmortem(e.earlierNumber())),
                Map.of("owner", maybe(e.owner())),
                e.isPrivate());
    }

    /** Where nobody is new, the same people are asked to read another revision. */
    private static Announcement assigned(ReviewAssigned e) {
        boolean resumed = e.added().isEmpty();
        return new Announcement(
                resumed ? REVIEW_RESUMED : REVIEW_ASSIGNED,
                resumed ? persons(e.reviewers()) : e.added(),
                false,
                !e.isPrivate(),
                Map.of(
                        "number", Plain.line(e.postmortemNumber()),
                        "title", Plain.line(e.postmortemTitle()),
                        "revision", Integer.toString(e.revision()),
                        "due", Plain.minute(e.dueAt()),
                        "path", review(e.reviewId())),
                Map.of("owner", maybe(e.owner()), "reviewers", persons(e.reviewers())),
                e.isPrivate());
    }

    private static Announcement changesRequested(ReviewChangesRequested e) {
        return new Announcement(
                REVIEW_CHANGES_REQUESTED,
                maybe(e.owner()),
                false,
                !e.isPrivate(),
                Map.of(
                        "number", Plain.line(e.postmortemNumber()),
                        "title", Plain.line(e.postmortemTitle()),
                        "revision", Integer.toString(e.revision()),
                        "reason", Plain.text(e.reason()),
                        "criteria",
                                e.failedCriteria().isEmpty() ? NONE : Plain.line(String.join(", ", e.failedCriteria())),
                        "path", review(e.reviewId())),
                Map.of("owner", maybe(e.owner()), "by", List.of(e.requestedBy())),
                e.isPrivate());
    }

    /** First those who review it; somebody hears of it in any case. */
    private static Announcement overdue(ReviewOverdue e, Directory directory) {
        return new Announcement(
                REVIEW_OVERDUE,
                e.reviewers().isEmpty() ? managers(e.isPrivate(), null, e.owner(), directory) : persons(e.reviewers()),
                false,
                !e.isPrivate(),
                Map.of(
                        "number", Plain.line(e.postmortemNumber()),
                        "title", Plain.line(e.postmortemTitle()),
                        "due", Plain.minute(e.dueAt()),
                        "path", review(e.reviewId())),
                Map.of("owner", maybe(e.owner()), "reviewers", persons(e.reviewers())),
                e.isPrivate());
    }

    private static Announcement escalated(ReviewEscalated e) {
        return new Announcement(
                kind(e.why()),
                e.managers(),
                false,
                !e.isPrivate(),
                Map.of(
                        "number", Plain.line(e.postmortemNumber()),
                        "title", Plain.line(e.postmortemTitle()),
                        "reason", Plain.text(e.reason()),
                        "path", review(e.reviewId())),
                Map.of("owner", maybe(e.owner())),
                e.isPrivate());
    }

    /** Other reasons may come: then what is always true is told. */
    private static Announcement.Kind kind(@Nullable String why) {
        return switch (why) {
            case "TOO_FEW_TO_ASK" -> REVIEW_SHORT_OF_REVIEWERS;
            case "LATE_FOR_LEAD", "LATE_FOR_MANAGERS" -> REVIEW_LATE;
            case null, default -> REVIEW_ESCALATED;
        };
    }

    private static Announcement invited(ReviewReadersInvited e) {
        return new Announcement(
                REVIEW_READERS_INVITED,
                e.people(),
                false,
                false,
                Map.of(
                        "number", Plain.line(e.postmortemNumber()),
                        "title", Plain.line(e.postmortemTitle()),
                        "reason", Plain.text(e.reason()),
                        "path", postmortem(e.postmortemNumber())),
                Map.of("owner", maybe(e.owner()), "by", List.of(e.invitedBy())),
                e.isPrivate());
    }

    /** Managers are not among those named in a private postmortem. */
    private static List<String> managers(
            boolean isPrivate, @Nullable String team, @Nullable String person, Directory directory) {
        return isPrivate ? List.of() : directory.managers(team, person);
    }

    /** First its owner alone; somebody hears of it in any case. */
    private static List<String> ownerOrManagers(
            boolean isPrivate, @Nullable String team, @Nullable String owner, Directory directory) {
        return owner == null ? managers(isPrivate, team, null, directory) : List.of(owner);
    }

    private static List<String> helpers(
            String level, boolean isPrivate, @Nullable String team, @Nullable String owner, Directory directory) {
        if (isPrivate) {
            return List.of();
        }
        return level.equals("LEAD") ? directory.leads(team, owner) : directory.managers(team, owner);
    }

    private static String postmortem(String number) {
        return "/postmortems/" + number.replaceAll("[^0-9A-Za-z-]", "");
    }

    private static String review(UUID id) {
        return "/reviews/" + id;
    }

    private static List<String> maybe(@Nullable String person) {
        return person == null ? List.of() : List.of(person);
    }

    private static List<String> persons(List<Reviewer> reviewers) {
        return reviewers.stream().map(Reviewer::person).toList();
    }

    private static List<String> with(List<String> some, List<String> more) {
        return new ArrayList<>(Stream.concat(some.stream(), more.stream()).toList());
    }
}
