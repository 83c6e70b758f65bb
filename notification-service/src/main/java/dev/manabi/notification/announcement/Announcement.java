package dev.manabi.notification.announcement;

import dev.manabi.notification.delivery.domain.Invitation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one public event makes the product say, and to whom.
 *
 * @param people who get it by mail, each once
 * @param audience whether the mail list gets it
 * @param room whether the chat room gets it
 * @param facts what the text says, by placeholder; single lines but for those that {@link Announcements} lets run on
 * @param named whom the text names, by placeholder: person ids
 * @param confidential nobody but the people may hear of it
 * @param invitation what the mails bring for calendars, or null
 * @param language of the texts, or null for the one that is configured
 */
public record Announcement(
        Kind kind,
        List<String> people,
        boolean audience,
        boolean room,
        Map<String, String> facts,
        Map<String, List<String>> named,
        boolean confidential,
        @Nullable Invitation invitation,
        @Nullable Language language) {

    /** What is told. Each has a text in every language. */
    public enum Kind {
        POSTMORTEM_DRAFTED,
        POSTMORTEM_PUBLISHED,
        POSTMORTEM_OVERDUE,
        POSTMORTEM_ESCALATED,
        ACTION_ITEM_REMINDED,
        ACTION_ITEM_OVERDUE,
        ACTION_ITEM_ESCALATED,
        REVIEW_ASSIGNED,
        REVIEW_RESUMED,
        REVIEW_CHANGES_REQUESTED,
        REVIEW_OVERDUE,
        REVIEW_ESCALATED,
        REVIEW_SHORT_OF_REVIEWERS,
        REVIEW_LATE,
        REVIEW_READERS_INVITED,
        RECURRENCE_SUSPECTED,
        DECISION_MISSING,
        REVIEW_MISSING,
        MEETING_SCHEDULED,
        MEETING_RESCHEDULED,
        MEETING_CHANGED,
        MEETING_LEFT,
        MEETING_CANCELLED,
        MEETING_MINUTES_RECORDED,

        /** Anything that somebody has subscribed to and that has no text of its own. */
        HAPPENED,

        /** Several things in one message. */
        SEVERAL,
        CHANNEL_DISABLED,
        CHANNEL_TESTED,
        REPORT_WEEKLY,
        REPORT_OVERDUE,
        MONTH_NOMINATED,
        MONTH_CHOSEN,
        MONTH_WITHOUT;

        /** Whether it is the duty of those that it goes to: then it cannot be muted, and does not wait. */
        public boolean isDuty() {
            return switch (this) {
                case POSTMORTEM_DRAFTED, POSTMORTEM_OVERDUE, POSTMORTEM_ESCALATED -> true;
                case ACTION_ITEM_REMINDED, ACTION_ITEM_OVERDUE, ACTION_ITEM_ESCALATED -> true;
                case REVIEW_ASSIGNED, REVIEW_RESUMED, REVIEW_CHANGES_REQUESTED, REVIEW_OVERDUE -> true;
                case REVIEW_ESCALATED, REVIEW_SHORT_OF_REVIEWERS, REVIEW_LATE -> true;
                case RECURRENCE_SUSPECTED, DECISION_MISSING, REVIEW_MISSING, CHANNEL_DISABLED -> true;
                case POSTMORTEM_PUBLISHED, REVIEW_READERS_INVITED -> false;
                case MEETING_SCHEDULED, MEETING_RESCHEDULED, MEETING_CHANGED, MEETING_LEFT -> false;
                case MEETING_CANCELLED, MEETING_MINUTES_RECORDED -> false;
                case MONTH_NOMINATED -> true; // nobody can agree for them
                case MONTH_CHOSEN, MONTH_WITHOUT -> false;
                case HAPPENED, SEVERAL, CHANNEL_TESTED, REPORT_WEEKLY, REPORT_OVERDUE -> false;
            };
        }

        /** Name of the text's file. */
        public String template() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    Announcement(
            Kind kind,
            List<String> people,
            boolean audience,
            boolean room,
            Map<String, String> facts,
            Map<String, List<String>> named,
            boolean confidential) {
        this(kind, people, audience, room, facts, named, confidential, null, null);
    }

    public Announcement {
        people = people.stream().distinct().toList();
        facts = Map.copyOf(facts);
        named = Map.copyOf(named);
    }
}
