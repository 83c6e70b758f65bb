package dev.manabi.postmortem.postmortem.domain;

import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.Deadline;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.PostmortemDrafted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A postmortem: nothing yet, or a document. */
public sealed interface Postmortem {

    /** Nobody has drafted it. */
    record NotDrafted() implements Postmortem {}

    /**
     * @param drafted how it began; the facts that never change
     * @param collaborators everybody else who took part in the incident, and former owners
     * @param editors everybody who has changed the content, in the order of their first change
     * @param submission what was submitted for review, or null while nothing waits for or has an accepted review
     * @param acceptance the review that makes it {@link Status#APPROVED}, or null
     * @param reviewId the latest review that had an outcome that counted, or null
     * @param toldOverdue the deadlines whose passing has been told
     */
    record Document(
            PostmortemDrafted drafted,
            Content content,
            @Nullable String owner,
            List<String> collaborators,
            int revision,
            String contentHash,
            List<String> editors,
            Status status,
            @Nullable Submission submission,
            @Nullable Acceptance acceptance,
            @Nullable UUID reviewId,
            Set<Deadline> toldOverdue,
            @Nullable Instant publishedAt)
            implements Postmortem {

        static Document of(PostmortemDrafted drafted) {
            return new Document(
                    drafted,
                    new Content(drafted.title(), drafted.sections(), List.of()),
                    drafted.owner(),
                    drafted.collaborators(),
                    drafted.revision(),
                    drafted.contentHash(),
                    List.of(),
                    Status.DRAFT,
                    null,
                    null,
                    null,
                    Set.of(),
                    null);
        }

        public UUID id() {
            return drafted.postmortemId();
        }

        public boolean published() {
            return status == Status.PUBLISHED;
        }

        /** Everybody who has written in it, and its owner: none of them is an independent reviewer. */
        public List<String> authors() {
            Set<String> authors = new LinkedHashSet<>(editors);
            if (owner != null) {
                authors.add(owner);
            }
            return List.copyOf(authors);
        }

        Document changed(Content newContent, String by, int newRevision, String newHash) {
            List<String> everybody = new ArrayList<>(editors);
            if (!everybody.contains(by)) {
                everybody.add(by);
            }
            return new Document(
                    drafted,
                    newContent,
                    owner,
                    collaborators,
                    newRevision,
                    newHash,
                    List.copyOf(everybody),
                    status,
                    submission,
                    acceptance,
                    reviewId,
                    toldOverdue,
                    publishedAt);
        }

        Document ownedBy(String newOwner) {
            return new Document(
                    drafted,
                    content,
                    newOwner,
                    Collaborators.after(collaborators, owner, newOwner),
                    revision,
                    contentHash,
                    editors,
                    status,
                    submission,
                    acceptance,
                    reviewId,
                    toldOverdue,
                    publishedAt);
        }

        /** Progress of action items and what has been told about them: no new revision. */
        Document progressed(Content newContent) {
            return new Document(
                    drafted,
                    newContent,
                    owner,
                    collaborators,
                    revision,
                    contentHash,
                    editors,
                    status,
                    submission,
                    acceptance,
                    reviewId,
                    toldOverdue,
                    publishedAt);
        }

        Document inReview(Submission newSubmission) {
            return reviewed(Status.IN_REVIEW, newSubmission, null, reviewId);
        }

        Document lapsed() {
            return reviewed(Status.DRAFT, null, null, reviewId);
        }

        Document approved(Acceptance newAcceptance) {
            return reviewed(Status.APPROVED, submission, newAcceptance, newAcceptance.reviewId());
        }

        Document sentBack(UUID byReview) {
            return reviewed(Status.CHANGES_REQUESTED, null, null, byReview);
        }

        private Document reviewed(
                Status newStatus,
                @Nullable Submission newSubmission,
                @Nullable Acceptance newAcceptance,
                @Nullable UUID newReviewId) {
            return new Document(
                    drafted,
                    content,
                    owner,
                    collaborators,
                    revision,
                    contentHash,
                    editors,
                    newStatus,
                    newSubmission,
                    newAcceptance,
                    newReviewId,
                    toldOverdue,
                    publishedAt);
        }

        Document publishedAt(Instant at) {
            return new Document(
                    drafted,
                    content,
                    owner,
                    collaborators,
                    revision,
                    contentHash,
                    editors,
                    Status.PUBLISHED,
                    submission,
                    acceptance,
                    reviewId,
                    toldOverdue,
                    at);
        }

        Document told(Deadline deadline) {
            Set<Deadline> told = EnumSet.of(deadline);
            told.addAll(toldOverdue);
            return new Document(
                    drafted,
                    content,
                    owner,
                    collaborators,
                    revision,
                    contentHash,
                    editors,
                    status,
                    submission,
                    acceptance,
                    reviewId,
                    Set.copyOf(told),
                    publishedAt);
        }
    }

    /** Content that waits for its review, pinned by revision and hash. */
    record Submission(int revision, String contentHash, List<String> authors) {

        boolean pins(int otherRevision, String otherHash) {
            return revision == otherRevision && contentHash.equals(otherHash);
        }
    }

    /** A review that was accepted for one revision. */
    record Acceptance(UUID reviewId, int revision, String contentHash, List<Reviewer> acceptedBy, Instant acceptedAt) {

        boolean isOf(UUID otherReview, int otherRevision, String otherHash) {
            return reviewId.equals(otherReview) && revision == otherRevision && contentHash.equals(otherHash);
        }

        boolean covers(Document document) {
            return revision == document.revision() && contentHash.equals(document.contentHash());
        }

        public List<String> people() {
            return acceptedBy.stream().map(Reviewer::person).toList();
        }
    }
}
