package dev.manabi.postmortem.postmortem.domain;

import dev.manabi.postmortem.postmortem.domain.Postmortem.Acceptance;
import dev.manabi.postmortem.postmortem.domain.Postmortem.Comment;
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
 * @param finding what to dismiss with a reason where it is to stay as it is; null where only doing it helps
 * @param details what a check found in the text, or null
 */
public record Blocker(
        Reason reason,
        String message,
        @Nullable String section,
        @Nullable UUID actionItemId,
        @Nullable String finding,
        @Nullable Finding details) {

    /** The sections whose keys mean the same in every template; a template without them asks nothing of the kind. */
    private static final String IMPACT = "impact";

    private static final String TRIGGER = "trigger";
    private static final String ROOT_CAUSE = "root-cause";

    static final String NO_FIGURES = "impact-without-figures";
    private static final String NOTHING_PREVENTS = "nothing-prevents";

    public Blocker(Reason reason, String message, @Nullable String section, @Nullable UUID actionItemId) {
        this(reason, message, section, actionItemId, null, null);
    }

    /** What is missing. */
    public enum Reason {
        OWNER_MISSING,
        SECTION_EMPTY,
        ACTION_ITEM_WITHOUT_OWNER,
        ACTION_ITEM_WITHOUT_PRIORITY,
        IMPACT_WITHOUT_FIGURES,
        TRIGGER_NOT_CODED,
        CAUSE_NOT_CODED,
        NOTHING_PREVENTS,
        PERSONAL_DATA,
        BLAMING_LANGUAGE,
        COMMENT_OPEN,
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
                case OWNER_MISSING,
                        SECTION_EMPTY,
                        ACTION_ITEM_WITHOUT_OWNER,
                        ACTION_ITEM_WITHOUT_PRIORITY,
                        IMPACT_WITHOUT_FIGURES,
                        TRIGGER_NOT_CODED,
                        CAUSE_NOT_CODED,
                        NOTHING_PREVENTS,
                        PERSONAL_DATA,
                        BLAMING_LANGUAGE -> true;
                case COMMENT_OPEN,
                        NOT_SUBMITTED,
                        REVIEW_PENDING,
                        CHANGES_REQUESTED,
                        REVIEW_OF_OTHER_CONTENT,
                        NO_INDEPENDENT_SENIOR -> false;
            };
        }
    }

    /**
     * Everything that stands between the document and its publication; empty once it is published.
     *
     * @param findings what the checks see in its content
     */
    public static List<Blocker> of(Document document, List<Finding> findings) {
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
        found.addAll(ofAnalysis(document));
        document.content().actionItems().forEach(item -> found.addAll(of(item)));
        findings.stream()
                .filter(finding -> !document.isDismissed(finding.id()))
                .map(Blocker::of)
                .forEach(found::add);
        document.comments().forEach((id, comment) -> {
            if (comment.beginsThread() && !comment.resolved()) {
                found.add(open(id, comment));
            }
        });
        found.addAll(ofReview(document));
        return List.copyOf(found);
    }

    /** Those of {@link #of(Document, List)} that a review would trip over. */
    public static List<Blocker> ofSubmission(Document document, List<Finding> findings) {
        return of(document, findings).stream()
                .filter(blocker -> blocker.reason().blocksSubmission())
                .toList();
    }

    /** Figures, codes and prevention (METHOD C2, C4, A2), as far as the document's template asks for them. */
    private static List<Blocker> ofAnalysis(Document document) {
        Content content = document.content();
        Classification classification = content.classification();
        List<Blocker> found = new ArrayList<>();
        boolean silentOnFigures =
                content.section(IMPACT).filter(Blocker::isSilentOnFigures).isPresent();
        if (silentOnFigures && !document.isDismissed(NO_FIGURES)) {
            found.add(new Blocker(
                    Reason.IMPACT_WITHOUT_FIGURES,
                    "The impact has no figure: how long, how many, how much? If nobody can know, say why.",
                    IMPACT,
                    null,
                    NO_FIGURES,
                    null));
        }
        if (classification == null && content.section(TRIGGER).isPresent()) {
            found.add(new Blocker(
                    Reason.TRIGGER_NOT_CODED, "Nobody has said what kind of trigger it was.", TRIGGER, null));
        }
        if (classification == null && content.section(ROOT_CAUSE).isPresent()) {
            found.add(new Blocker(
                    Reason.CAUSE_NOT_CODED, "Nobody has said what kind of cause it was.", ROOT_CAUSE, null));
        }
        boolean nothingPrevents = content.actionItems().stream()
                .noneMatch(item -> item.task().kind() == ActionItem.Kind.PREVENT
                        && item.status() != ActionItem.ActionStatus.DECLINED);
        if (nothingPrevents && content.section(ROOT_CAUSE).isPresent() && !document.isDismissed(NOTHING_PREVENTS)) {
            found.add(new Blocker(
                    Reason.NOTHING_PREVENTS,
                    "No action item prevents it from happening again: add one, or say why none is needed.",
                    null,
                    null,
                    NOTHING_PREVENTS,
                    null));
        }
        return found;
    }

    /** An impact that says something, but not how long, how many or how much. */
    static boolean isSilentOnFigures(Section section) {
        return section.key().equals(IMPACT) && !section.text().isBlank() && !ImpactFigures.in(section.text());
    }

    private static Blocker of(Finding finding) {
        Reason reason =
                switch (finding.kind()) {
                    case PERSONAL_DATA -> Reason.PERSONAL_DATA;
                    case LANGUAGE -> Reason.BLAMING_LANGUAGE;
                };
        return new Blocker(reason, finding.message(), finding.section(), finding.actionItemId(), finding.id(), finding);
    }

    private static Blocker open(UUID id, Comment comment) {
        return new Blocker(Reason.COMMENT_OPEN, "The comment " + id + " is open.", comment.section(), null);
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
