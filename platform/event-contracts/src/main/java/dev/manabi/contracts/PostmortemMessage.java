package dev.manabi.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Decisions, postmortems and action items, on topic {@code postmortems}. */
public sealed interface PostmortemMessage extends PublicEvent {

    /**
     * Whether a postmortem is due, and why. Keyed by incident id.
     *
     * @param closeEventId the {@code incident.closed} event that was judged
     * @param outcome DUE, NOT_DUE or WAIVED
     * @param requestedBy the stakeholder who asked for it, or null when the criteria alone decided
     */
    record DecisionMade(
            UUID decisionId,
            UUID incidentId,
            String incidentNumber,
            UUID closeEventId,
            String policy,
            int policyVersion,
            String outcome,
            List<Criterion> criteria,
            @Nullable String requestedBy,
            @Nullable String reason,
            Instant decidedAt)
            implements PostmortemMessage {
        @Override
        public String key() {
            return incidentId.toString();
        }
    }

    /** @param met true, false, or null where the incident does not say */
    record Criterion(
            String name,
            @Nullable Boolean met,
            String saw,
            @Nullable String threshold) {}

    /** A draft exists, filled in from the incident; {@code owner} writes it with the collaborators. */
    record PostmortemDrafted(
            UUID postmortemId,
            String number,
            UUID incidentId,
            String incidentNumber,
            String title,
            String severity,
            @Nullable String owner,
            List<String> collaborators,
            @Nullable String team,
            List<String> services,
            String language,
            Instant dueAt,
            @JsonProperty("private") boolean isPrivate)
            implements PostmortemMessage {
        @Override
        public String key() {
            return postmortemId.toString();
        }
    }

    /**
     * A revision is ready to be reviewed.
     *
     * @param incidentId null where it was imported from elsewhere and it is not known which incident it is about
     * @param authors everybody who has written in it, the owner included
     * @param contentHash SHA-256 of the content, hexadecimal; a review is bound to it
     * @param reviewRule who has to have reviewed it; null in messages of before a policy could say that
     * @param parts what the content consists of; null in messages of before it was told
     * @param hints what checks noticed in that content; null in messages of before they were told
     */
    record PostmortemSubmitted(
            UUID postmortemId,
            String number,
            @Nullable UUID incidentId,
            String title,
            String severity,
            @Nullable String owner,
            List<String> authors,
            @Nullable String team,
            List<String> services,
            int revision,
            String contentHash,
            Instant submittedAt,
            Instant reviewDueAt,
            @JsonProperty("private") boolean isPrivate,
            @Nullable ReviewRule reviewRule,
            @Nullable List<Part> parts,
            @Nullable List<Hint> hints)
            implements PostmortemMessage {
        @Override
        public String key() {
            return postmortemId.toString();
        }
    }

    /**
     * @param reviewers how many in all
     * @param seniors how many of them are senior and have not written in it
     * @param otherTeam whether one of them is of another team than the postmortem's
     */
    record ReviewRule(int reviewers, int seniors, boolean otherTeam) {}

    /**
     * A piece of the content that can change while the rest stays.
     *
     * @param key of a section, or TITLE, ACTION_ITEMS or CLASSIFICATION
     * @param title of a section, which its template gave it; else null
     * @param hash the same while it stays as it is
     */
    record Part(String key, @Nullable String title, String hash) {}

    /**
     * Something that a reviewer may want to look at. Carries nothing of what was written.
     *
     * @param kind LANGUAGE, PERSONAL_DATA, FIGURES, TIMELINE, ACTION_ITEMS, SECTIONS or COMMENTS
     * @param code stable, for programs
     * @param section the key of the section it is about, or null
     * @param actionItemId the action item it is about, or null
     * @param dismissed somebody left it as it is and said why
     */
    record Hint(
            String kind,
            String code,
            @Nullable String section,
            @Nullable UUID actionItemId,
            boolean dismissed) {}

    /**
     * What was submitted was changed before it was published: its review has no object any more. The next submission
     * asks for the next review.
     *
     * @param revision that was submitted
     * @param contentHash likewise
     */
    record PostmortemSubmissionLapsed(
            UUID postmortemId,
            String number,
            int revision,
            String contentHash,
            Instant lapsedAt,
            @JsonProperty("private") boolean isPrivate)
            implements PostmortemMessage {
        @Override
        public String key() {
            return postmortemId.toString();
        }
    }

    /**
     * Nothing was heard of the review of what was submitted: it is asked for again. Told once more with {@code answeredAt}
     * when it is there.
     *
     * @param questionId the {@code postmortem.submitted} event that wants a review
     * @param since when it was submitted
     * @param asked how often the review has been asked for, from 1
     */
    record PostmortemReviewMissed(
            UUID postmortemId,
            String number,
            String title,
            @Nullable String team,
            int revision,
            String contentHash,
            UUID questionId,
            Instant since,
            int asked,
            @Nullable Instant answeredAt,
            @JsonProperty("private") boolean isPrivate)
            implements PostmortemMessage, MissingAnswer {

        @Override
        public String key() {
            return postmortemId.toString();
        }

        @Override
        public PostmortemReviewMissed asked(int times) {
            return new PostmortemReviewMissed(
                    postmortemId,
                    number,
                    title,
                    team,
                    revision,
                    contentHash,
                    questionId,
                    since,
                    times,
                    answeredAt,
                    isPrivate);
        }

        @Override
        public PostmortemReviewMissed answered(Instant at) {
            return new PostmortemReviewMissed(
                    postmortemId, number, title, team, revision, contentHash, questionId, since, asked, at, isPrivate);
        }
    }

    /**
     * An accepted review of exactly this content exists, and everybody may read it.
     *
     * @param incidentId null where it was imported from elsewhere and it is not known which incident it is about
     */
    record PostmortemPublished(
            UUID postmortemId,
            String number,
            @Nullable UUID incidentId,
            @Nullable String incidentNumber,
            String title,
            String severity,
            String summary,
            @Nullable String owner,
            @Nullable String team,
            int revision,
            String contentHash,
            int actionItems,
            Instant publishedAt,
            @JsonProperty("private") boolean isPrivate)
            implements PostmortemMessage {
        @Override
        public String key() {
            return postmortemId.toString();
        }
    }

    /** Still unpublished although its deadline has passed. Told once for each deadline. */
    record PostmortemOverdue(
            UUID postmortemId,
            String number,
            String title,
            @Nullable String owner,
            @Nullable String team,
            String status,
            Instant dueAt,
            @JsonProperty("private") boolean isPrivate)
            implements PostmortemMessage {
        @Override
        public String key() {
            return postmortemId.toString();
        }
    }

    /** An action item is still open although it is due. Keyed by the postmortem, told once for each due date. */
    record ActionItemOverdue(
            UUID actionItemId,
            UUID postmortemId,
            String postmortemNumber,
            String title,
            @Nullable String owner,
            @Nullable String priority,
            Instant dueAt,
            @JsonProperty("private") boolean isPrivate)
            implements PostmortemMessage {
        @Override
        public String key() {
            return postmortemId.toString();
        }
    }

    /** An action item is due soon. Keyed by the postmortem, told once for each due date. */
    record ActionItemReminded(
            UUID actionItemId,
            UUID postmortemId,
            String postmortemNumber,
            String title,
            @Nullable String owner,
            @Nullable String team,
            @Nullable String priority,
            Instant dueAt,
            @JsonProperty("private") boolean isPrivate)
            implements PostmortemMessage {
        @Override
        public String key() {
            return postmortemId.toString();
        }
    }

    /**
     * An action item is long overdue and still open: somebody beside its owner must help. Keyed by the postmortem, told
     * again and again until it is settled.
     *
     * @param level LEAD or MANAGER: whose help is wanted now
     */
    record ActionItemEscalated(
            UUID actionItemId,
            UUID postmortemId,
            String postmortemNumber,
            String title,
            @Nullable String owner,
            @Nullable String team,
            @Nullable String priority,
            Instant dueAt,
            String level,
            @JsonProperty("private") boolean isPrivate)
            implements PostmortemMessage {
        @Override
        public String key() {
            return postmortemId.toString();
        }
    }

    /**
     * An action item stands elsewhere now: its status has changed, or it was planned anew after the publication.
     *
     * @param owner person id; null where nobody is known yet
     * @param team id; null where none is known
     * @param priority P0 (first) to P4; null where none was set
     * @param status OPEN, IN_PROGRESS, DONE or DECLINED
     * @param updatedBy person id, or the service that saw it in a tracker
     */
    record ActionItemUpdated(
            UUID actionItemId,
            UUID postmortemId,
            String postmortemNumber,
            String title,
            @Nullable String owner,
            @Nullable String team,
            @Nullable String priority,
            String status,
            Instant dueAt,
            String updatedBy,
            Instant updatedAt,
            @JsonProperty("private") boolean isPrivate)
            implements PostmortemMessage {
        @Override
        public String key() {
            return postmortemId.toString();
        }
    }

    /**
     * A postmortem is long overdue and still unpublished: somebody beside its owner must help. Told again and again until
     * it is published.
     *
     * @param level LEAD or MANAGER: whose help is wanted now
     */
    record PostmortemEscalated(
            UUID postmortemId,
            String number,
            String title,
            @Nullable String owner,
            @Nullable String team,
            String status,
            Instant dueAt,
            String level,
            @JsonProperty("private") boolean isPrivate)
            implements PostmortemMessage {
        @Override
        public String key() {
            return postmortemId.toString();
        }
    }

    /**
     * An incident resembles an older one, and what was to prevent that has not been done. Told once for each pair, keyed by
     * the incident.
     *
     * @param postmortemId of the incident, or null where none is due
     * @param owner of that postmortem, or null
     * @param lead of the incident's team, or null
     * @param isPrivate the incident's postmortem is; the older one never is
     */
    record RecurrenceSuspected(
            UUID incidentId,
            String incidentNumber,
            String incidentTitle,
            @Nullable UUID postmortemId,
            @Nullable String postmortemNumber,
            @Nullable String owner,
            @Nullable String team,
            @Nullable String lead,
            UUID earlierPostmortemId,
            String earlierNumber,
            String earlierTitle,
            List<Likeness> because,
            List<OpenActionItem> openActionItems,
            Instant suspectedAt,
            @JsonProperty("private") boolean isPrivate)
            implements PostmortemMessage {
        @Override
        public String key() {
            return incidentId.toString();
        }
    }

    /**
     * @param why WORDS, SERVICE_AT_FAULT, ALERT, TRIGGER or CAUSE
     * @param values what both have
     */
    record Likeness(String why, List<String> values) {}

    /** An action item that was to prevent it. */
    record OpenActionItem(
            UUID actionItemId, String title, @Nullable String owner, Instant dueAt) {}

    /**
     * Somebody said something about a postmortem. Keyed by postmortem.
     *
     * @param inReplyTo the comment that began the thread, or null where this one does
     * @param section key of the section that it is about, or null where it is about all of it
     * @param text null where the postmortem is private
     * @param mentions person ids of those whom the text names
     */
    record CommentAdded(
            UUID commentId,
            UUID postmortemId,
            String number,
            @Nullable UUID inReplyTo,
            @Nullable String section,
            @Nullable String text,
            String author,
            List<String> mentions,
            Instant addedAt,
            @JsonProperty("private") boolean isPrivate)
            implements PostmortemMessage {
        @Override
        public String key() {
            return postmortemId.toString();
        }
    }

    /** A thread is closed, by the comment that began it. Keyed by postmortem. */
    record CommentResolved(
            UUID commentId,
            UUID postmortemId,
            String number,
            String resolvedBy,
            Instant resolvedAt,
            @JsonProperty("private") boolean isPrivate)
            implements PostmortemMessage {
        @Override
        public String key() {
            return postmortemId.toString();
        }
    }

    /** A closed thread is open again. Keyed by postmortem. */
    record CommentReopened(
            UUID commentId,
            UUID postmortemId,
            String number,
            String reopenedBy,
            Instant reopenedAt,
            @JsonProperty("private") boolean isPrivate)
            implements PostmortemMessage {
        @Override
        public String key() {
            return postmortemId.toString();
        }
    }
}
