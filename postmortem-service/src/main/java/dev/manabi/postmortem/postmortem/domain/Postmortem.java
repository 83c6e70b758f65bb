package dev.manabi.postmortem.postmortem.domain;

import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.PostmortemDrafted;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.PostmortemImported;
import dev.manabi.postmortem.text.ChangeSet;
import dev.manabi.postmortem.text.TextRange;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A postmortem: nothing yet, or a document. */
public sealed interface Postmortem {

    /** Nobody has drafted it. */
    record NotDrafted() implements Postmortem {}

    /**
     * @param drafted how it began; the facts that never change
     * @param collaborators everybody else who took part in the incident, and former owners
     * @param audience who may read it
     * @param editors everybody who has changed the content, in the order of their first change
     * @param submission what was submitted for review, or null while nothing waits for or has an accepted review
     * @param acceptance the review that makes it {@link Status#APPROVED}, or null
     * @param reviewId the latest review that had an outcome that counted, or null
     * @param term by when it is due, and what has been told of that
     * @param dismissals what was found or is missing and stays as it is, with its reason
     * @param comments every comment by its id
     * @param writings by section, how its text came to be
     * @param minutes what review meetings wrote down about it, the oldest first
     * @param offers by section, what was last offered to it of the incident and taken or declined, beginning with the draft
     */
    record Document(
            Beginning drafted,
            Content content,
            @Nullable String owner,
            List<String> collaborators,
            Audience audience,
            int revision,
            String contentHash,
            List<String> editors,
            Status status,
            @Nullable Submission submission,
            @Nullable Acceptance acceptance,
            @Nullable UUID reviewId,
            Term term,
            @Nullable Instant publishedAt,
            List<Dismissal> dismissals,
            Map<UUID, Comment> comments,
            Map<String, Writing> writings,
            Map<String, String> offers,
            List<Minutes> minutes)
            implements Postmortem {

        static Document of(Beginning drafted) {
            return new Document(
                    drafted,
                    new Content(drafted.title(), drafted.sections(), List.of()),
                    drafted.owner(),
                    drafted.collaborators(),
                    new Audience(drafted.restricted(), List.of()),
                    drafted.revision(),
                    drafted.contentHash(),
                    drafted.writers(),
                    Status.DRAFT,
                    null,
                    null,
                    null,
                    Term.until(drafted.draftDueAt(), drafted.dueAt()),
                    null,
                    List.of(),
                    Map.of(),
                    drafted.sections().stream().collect(Collectors.toUnmodifiableMap(Section::key, Writing::of)),
                    offeredBy(drafted),
                    List.of());
        }

        /** A draft says what the incident offered; what was written elsewhere was not made from it. */
        private static Map<String, String> offeredBy(Beginning beginning) {
            return switch (beginning) {
                case PostmortemDrafted drafted ->
                    drafted.sections().stream().collect(Collectors.toUnmodifiableMap(Section::key, Section::text));
                case PostmortemImported _ -> Map.of();
            };
        }

        public UUID id() {
            return drafted.postmortemId();
        }

        public boolean published() {
            return status == Status.PUBLISHED;
        }

        /** Whether that person may write in it: anybody, but where it is for few only its owner and collaborators. */
        public boolean mayBeWrittenBy(String person) {
            return !audience.restricted() || person.equals(owner) || collaborators.contains(person);
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
            return with(changes -> {
                changes.content = newContent;
                changes.revision = newRevision;
                changes.contentHash = newHash;
                if (!editors.contains(by)) {
                    changes.editors = append(editors, by);
                }
            });
        }

        /** @param all each made upon the text that the one before left behind */
        Document written(String key, List<ChangeSet> all, String by, int newRevision, String newHash) {
            String text = textOf(key);
            Writing writing = writing(key);
            Map<UUID, Comment> anchored = comments;
            for (ChangeSet changes : all) {
                text = changes.apply(text);
                writing = writing.after(changes, by);
                anchored = moved(anchored, key, changes);
            }
            Map<String, Writing> newWritings = new HashMap<>(writings);
            newWritings.put(key, writing);
            Map<UUID, Comment> newComments = anchored;
            return changed(content.withSection(key, text), by, newRevision, newHash)
                    .with(changes -> {
                        changes.writings = Map.copyOf(newWritings);
                        changes.comments = newComments;
                    });
        }

        private static Map<UUID, Comment> moved(Map<UUID, Comment> comments, String key, ChangeSet changes) {
            if (comments.isEmpty()) {
                return comments;
            }
            Map<UUID, Comment> moved = new LinkedHashMap<>(comments);
            moved.replaceAll((_, comment) -> key.equals(comment.section()) ? comment.movedBy(changes) : comment);
            return Collections.unmodifiableMap(moved);
        }

        boolean hasSection(String key) {
            return content.section(key).isPresent();
        }

        /** Of a section that there is. */
        String textOf(String key) {
            return content.section(key).orElseThrow().text();
        }

        /** Of a section that there is. */
        public Writing writing(String key) {
            return Objects.requireNonNull(writings.get(key), "every section has a writing");
        }

        Document ownedBy(String newOwner) {
            return with(changes -> {
                changes.owner = newOwner;
                changes.collaborators = Collaborators.after(collaborators, owner, newOwner);
            });
        }

        Document openTo(Audience newAudience) {
            return with(changes -> changes.audience = newAudience);
        }

        /** Progress of action items and what has been told about them: no new revision. */
        Document progressed(Content newContent) {
            return with(changes -> changes.content = newContent);
        }

        Document inReview(Submission newSubmission) {
            return with(changes -> changes.review(Status.IN_REVIEW, newSubmission, null));
        }

        Document lapsed() {
            return with(changes -> changes.review(Status.DRAFT, null, null));
        }

        Document approved(Acceptance newAcceptance) {
            return with(changes -> {
                changes.review(Status.APPROVED, submission, newAcceptance);
                changes.reviewId = newAcceptance.reviewId();
            });
        }

        Document sentBack(UUID byReview) {
            return with(changes -> {
                changes.review(Status.CHANGES_REQUESTED, null, null);
                changes.reviewId = byReview;
            });
        }

        Document publishedAt(Instant at) {
            return with(changes -> {
                changes.status = Status.PUBLISHED;
                changes.publishedAt = at;
            });
        }

        Document due(Term newTerm) {
            return with(changes -> changes.term = newTerm);
        }

        Document dismissed(Dismissal dismissal) {
            return with(changes -> changes.dismissals = append(without(dismissal.finding()), dismissal));
        }

        Document undismissed(String finding) {
            return with(changes -> changes.dismissals = without(finding));
        }

        Document commented(UUID id, Comment comment) {
            return with(changes -> {
                Map<UUID, Comment> all = new LinkedHashMap<>(comments);
                all.put(id, comment);
                changes.comments = Collections.unmodifiableMap(all);
            });
        }

        Document offered(String section, String text) {
            return with(changes -> {
                Map<String, String> all = new HashMap<>(offers);
                all.put(section, text);
                changes.offers = Map.copyOf(all);
            });
        }

        Document minuted(Minutes newMinutes) {
            return with(changes -> changes.minutes = append(minutes, newMinutes));
        }

        boolean isDismissed(String finding) {
            return dismissals.stream().anyMatch(one -> one.finding().equals(finding));
        }

        private List<Dismissal> without(String finding) {
            return dismissals.stream()
                    .filter(one -> !one.finding().equals(finding))
                    .toList();
        }

        private Document with(Consumer<Changes> what) {
            Changes changes = new Changes(this);
            what.accept(changes);
            return changes.made();
        }
    }

    /** The one place that copies a document field by field. */
    final class Changes {
        private final Beginning drafted;
        private Content content;
        private @Nullable String owner;
        private List<String> collaborators;
        private Audience audience;
        private int revision;
        private String contentHash;
        private List<String> editors;
        private Status status;
        private @Nullable Submission submission;
        private @Nullable Acceptance acceptance;
        private @Nullable UUID reviewId;
        private Term term;
        private @Nullable Instant publishedAt;
        private List<Dismissal> dismissals;
        private Map<UUID, Comment> comments;
        private Map<String, Writing> writings;
        private Map<String, String> offers;
        private List<Minutes> minutes;

        private Changes(Document document) {
            drafted = document.drafted;
            content = document.content;
            owner = document.owner;
            collaborators = document.collaborators;
            audience = document.audience;
            revision = document.revision;
            contentHash = document.contentHash;
            editors = document.editors;
            status = document.status;
            submission = document.submission;
            acceptance = document.acceptance;
            reviewId = document.reviewId;
            term = document.term;
            publishedAt = document.publishedAt;
            dismissals = document.dismissals;
            comments = document.comments;
            writings = document.writings;
            offers = document.offers;
            minutes = document.minutes;
        }

        private void review(Status newStatus, @Nullable Submission newSubmission, @Nullable Acceptance newAcceptance) {
            status = newStatus;
            submission = newSubmission;
            acceptance = newAcceptance;
        }

        private Document made() {
            return new Document(
                    drafted,
                    content,
                    owner,
                    collaborators,
                    audience,
                    revision,
                    contentHash,
                    editors,
                    status,
                    submission,
                    acceptance,
                    reviewId,
                    term,
                    publishedAt,
                    dismissals,
                    comments,
                    writings,
                    offers,
                    minutes);
        }
    }

    private static <T> List<T> append(List<T> list, T last) {
        return Stream.concat(list.stream(), Stream.of(last)).toList();
    }

    /**
     * Who may read it.
     *
     * @param restricted true where only its owner, its collaborators, its reviewers and these readers may
     */
    record Audience(boolean restricted, List<String> readers) {

        public Audience {
            readers = List.copyOf(readers);
        }
    }

    /**
     * What is to be known of a comment.
     *
     * @param inReplyTo the comment that began its thread, or null where it began one itself
     * @param place the words of its section that it is about, or null where it is about all of it
     * @param resolved of a thread
     */
    record Comment(
            @Nullable UUID inReplyTo,
            @Nullable String section,
            @Nullable Place place,
            boolean resolved) {

        boolean beginsThread() {
            return inReplyTo == null;
        }

        Comment resolved(boolean isResolved) {
            return new Comment(inReplyTo, section, place, isResolved);
        }

        Comment movedBy(ChangeSet changes) {
            return place == null ? this : new Comment(inReplyTo, section, place.movedBy(changes), resolved);
        }
    }

    /**
     * Words in a section's text, found again however the text around them changes.
     *
     * @param range where they stand now, or null since they have been removed
     * @param quote what stood there when the comment was made
     * @param suggestion what could stand there instead, or null
     */
    record Place(
            @Nullable TextRange range,
            @Nullable String quote,
            @Nullable String suggestion) {

        Place movedBy(ChangeSet changes) {
            TextRange now = range == null ? null : range.map(changes).orElse(null);
            return new Place(now, quote, suggestion);
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
