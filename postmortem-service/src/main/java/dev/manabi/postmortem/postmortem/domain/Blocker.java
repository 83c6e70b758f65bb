package dev.manabi.postmortem.postmortem.domain;

import dev.manabi.postmortem.postmortem.domain.Postmortem.Acceptance;
import dev.manabi.postmortem.postmortem.domain.Postmortem.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that still stands between a postmortem and its publication. What is listed here is exactly what the
 * commands check (METHOD C4): nobody is surprised by a refusal.
 *
 * @param message for people
 * @param section the key of the section it is about, or null
 * @param actionItemId the action item it is about, or null
 */
public record Blocker(
        Reason reason,
        String message,
        @Nullable String section,
        @Nullable UUID actionItemId) {

    /** What is missing. */
    public enum Reason {
        OWNER_MISSING,
        SECTION_EMPTY,
        ACTION_ITEM_WITHOUT_OWNER,
        ACTION_ITEM_WITHOUT_PRIORITY,
        NOT_SUBMITTED,
        REVIEW_PENDING,
        CHANGES_REQUESTED,
        REVIEW_OF_OTHER_CONTENT,
        NO_INDEPENDENT_SENIOR;

        /** Stable, for programs. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Whether it also stands in the way of a review; the others are about the review itself. */
        boolean blocksSubmission() {
            return switch (this) {
                case OWNER_MISSING, SECTION_EMPTY, ACTION_ITEM_WITHOUT_OWNER, ACTION_ITEM_WITHOUT_PRIORITY -> true;
                case NOT_SUBMITTED, REVIEW_PENDING, CHANGES_REQUESTED, REVIEW_OF_OTHER_CONTENT, NO_INDEPENDENT_SENIOR ->
                    false;
            };
        }
    }

    /** Everything that stands between the document and its publication; empty once it is published. */
    public static List<Blocker> of(Document document) {
        if (document.published()) {
            return List.of();
        }
        List<Blocker> found = new ArrayList<>();
        if (document.owner() == null) {
            found.add(new Blocker(Reason.OWNER_MISSING, "The postmortem has no owner.", null, null));
        }
        document.content().sections().stream()
                .filter(section -> section.required() && section.text().isBlank())
                .map(Blocker::empty)
                .forEach(found::add);
        document.content().actionItems().forEach(item -> found.addAll(of(item)));
        found.addAll(ofReview(document));
        return List.copyOf(found);
    }

    /** Those of {@link #of(Document)} that a review would trip over. */
    public static List<Blocker> ofSubmission(Document document) {
        return of(document).stream()
                .filter(blocker -> blocker.reason().blocksSubmission())
                .toList();
    }

    private static Blocker empty(Section section) {
        return new Blocker(
                Reason.SECTION_EMPTY, "The section \"" + section.title() + "\" is empty.", section.key(), null);
    }

    /** Whoever declines to act needs a reason, not an owner and a priority. */
    private static List<Blocker> of(ActionItem item) {
        if (item.status() == ActionItem.ActionStatus.DECLINED) {
            return List.of();
        }
        List<Blocker> found = new ArrayList<>();
        if (item.task().owner() == null) {
            found.add(about(item, Reason.ACTION_ITEM_WITHOUT_OWNER, "has no owner"));
        }
        if (item.task().priority() == null) {
            found.add(about(item, Reason.ACTION_ITEM_WITHOUT_PRIORITY, "has no priority"));
        }
        return found;
    }

    private static Blocker about(ActionItem item, Reason reason, String lacks) {
        return new Blocker(reason, "The action item \"" + item.task().title() + "\" " + lacks + ".", null, item.id());
    }

    private static List<Blocker> ofReview(Document document) {
        Acceptance acceptance = document.acceptance();
        if (acceptance == null) {
            return List.of(withoutAcceptance(document.status()));
        }
        List<Blocker> found = new ArrayList<>();
        if (!acceptance.covers(document)) {
            found.add(new Blocker(
                    Reason.REVIEW_OF_OTHER_CONTENT,
                    "Revision %d was accepted, but this is revision %d."
                            .formatted(acceptance.revision(), document.revision()),
                    null,
                    null));
        }
        if (!Independence.holds(acceptance.acceptedBy(), document.authors())) {
            found.add(new Blocker(
                    Reason.NO_INDEPENDENT_SENIOR,
                    "No senior who is neither owner nor author has accepted it.",
                    null,
                    null));
        }
        return found;
    }

    private static Blocker withoutAcceptance(Status status) {
        return switch (status) {
            case DRAFT, APPROVED, PUBLISHED ->
                new Blocker(Reason.NOT_SUBMITTED, "It has not been submitted for review.", null, null);
            case IN_REVIEW -> new Blocker(Reason.REVIEW_PENDING, "Its review has not been accepted yet.", null, null);
            case CHANGES_REQUESTED ->
                new Blocker(
                        Reason.CHANGES_REQUESTED,
                        "The review asked for changes: make them and submit it again.",
                        null,
                        null);
        };
    }
}
