package dev.manabi.notification.announcement;

import dev.manabi.contracts.IncidentMessage.IncidentDecisionMissed;
import dev.manabi.contracts.PostmortemMessage.ActionItemEscalated;
import dev.manabi.contracts.PostmortemMessage.ActionItemOverdue;
import dev.manabi.contracts.PostmortemMessage.ActionItemReminded;
import dev.manabi.contracts.PostmortemMessage.DecisionMade;
import dev.manabi.contracts.PostmortemMessage.Likeness;
import dev.manabi.contracts.PostmortemMessage.OpenActionItem;
import dev.manabi.contracts.PostmortemMessage.PostmortemDrafted;
import dev.manabi.contracts.PostmortemMessage.PostmortemEscalated;
import dev.manabi.contracts.PostmortemMessage.PostmortemOverdue;
import dev.manabi.contracts.PostmortemMessage.PostmortemPublished;
import dev.manabi.contracts.PostmortemMessage.PostmortemReviewMissed;
import dev.manabi.contracts.PostmortemMessage.PostmortemSubmitted;
import dev.manabi.contracts.PostmortemMessage.RecurrenceSuspected;
import dev.manabi.contracts.PublicEvent;
import dev.manabi.contracts.ReviewMessage.ReviewAccepted;
import dev.manabi.contracts.ReviewMessage.ReviewAssigned;
import dev.manabi.contracts.ReviewMessage.ReviewChangesRequested;
import dev.manabi.contracts.ReviewMessage.ReviewEscalated;
import dev.manabi.contracts.ReviewMessage.ReviewOverdue;
import dev.manabi.contracts.ReviewMessage.ReviewReadersInvited;
import dev.manabi.contracts.ReviewMessage.Reviewer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Public events about one postmortem, as the other services publish them. */
public record Events(String number, String title, boolean isPrivate) {

    private static final Instant DUE = Instant.parse("2026-03-05T09:00:00Z");
    private static final UUID POSTMORTEM = UUID.fromString("019b2f00-0000-7000-8000-0000000000aa");
    private static final UUID INCIDENT = UUID.fromString("019b2f00-0000-7000-8000-0000000000bb");
    public static final UUID REVIEW = UUID.fromString("019b2f00-0000-7000-8000-0000000000cc");
    private static final List<Reviewer> REVIEWERS = List.of(new Reviewer("ken", true), new Reviewer("alex", false));

    public static Events open() {
        return new Events("PM-7", "Checkout returns errors", false);
    }

    public static Events confidential() {
        return new Events("PM-7", "Checkout returns errors", true);
    }

    public List<PublicEvent> all() {
        return List.of(
                decided(),
                drafted("mei"),
                submitted(),
                published("Users saw errors."),
                overdue(),
                actionItemOverdue(),
                postmortemEscalated("MANAGER"),
                actionItemReminded(),
                actionItemEscalated("LEAD"),
                recurrence("alex"),
                assigned(List.of("ken", "alex")),
                accepted(),
                changesRequested("Dig deeper"),
                reviewOverdue(),
                escalated(),
                escalated("TOO_FEW_TO_ASK"),
                escalated("LATE_FOR_LEAD"),
                invited("You know it."),
                undecided(),
                unreviewed());
    }

    public IncidentDecisionMissed undecided() {
        return new IncidentDecisionMissed(INCIDENT, "INC-3", title, "storefront", UUID.randomUUID(), DUE, 3, null);
    }

    public PostmortemReviewMissed unreviewed() {
        return new PostmortemReviewMissed(
                POSTMORTEM, number, title, "storefront", 1, "abc", UUID.randomUUID(), DUE, 3, null, isPrivate);
    }

    public DecisionMade decided() {
        return new DecisionMade(
                UUID.randomUUID(),
                INCIDENT,
                "INC-3",
                UUID.randomUUID(),
                "default",
                1,
                "DUE",
                List.of(),
                null,
                null,
                DUE);
    }

    public PostmortemDrafted drafted(String owner) {
        return new PostmortemDrafted(
                POSTMORTEM,
                number,
                INCIDENT,
                "INC-3",
                title,
                "SEV2",
                owner,
                List.of("sam", "alex"),
                "storefront",
                List.of("checkout"),
                "en",
                DUE,
                isPrivate);
    }

    public PostmortemSubmitted submitted() {
        return new PostmortemSubmitted(
                POSTMORTEM,
                number,
                INCIDENT,
                title,
                "SEV2",
                "mei",
                List.of("mei"),
                "storefront",
                List.of("checkout"),
                1,
                "abc",
                DUE,
                DUE,
                isPrivate,
                null,
                null,
                null);
    }

    public PostmortemPublished published(String summary) {
        return new PostmortemPublished(
                POSTMORTEM,
                number,
                INCIDENT,
                "INC-3",
                title,
                "SEV2",
                summary,
                "mei",
                "storefront",
                1,
                "abc",
                4,
                DUE,
                isPrivate);
    }

    public PostmortemOverdue overdue() {
        return new PostmortemOverdue(POSTMORTEM, number, title, "mei", "storefront", "DRAFT", DUE, isPrivate);
    }

    public ActionItemOverdue actionItemOverdue() {
        return new ActionItemOverdue(UUID.randomUUID(), POSTMORTEM, number, title, "sam", "P1", DUE, isPrivate);
    }

    public PostmortemEscalated postmortemEscalated(String level) {
        return new PostmortemEscalated(POSTMORTEM, number, title, "mei", "storefront", "DRAFT", DUE, level, isPrivate);
    }

    public ActionItemReminded actionItemReminded() {
        return new ActionItemReminded(
                UUID.randomUUID(), POSTMORTEM, number, title, "sam", "storefront", "P1", DUE, isPrivate);
    }

    public ActionItemEscalated actionItemEscalated(String level) {
        return new ActionItemEscalated(
                UUID.randomUUID(), POSTMORTEM, number, title, "sam", "storefront", "P1", DUE, level, isPrivate);
    }

    public RecurrenceSuspected recurrence(@Nullable String lead) {
        return new RecurrenceSuspected(
                INCIDENT,
                "INC-57",
                title,
                POSTMORTEM,
                number,
                "mei",
                "storefront",
                lead,
                UUID.randomUUID(),
                "PM-3",
                "Checkout was slow",
                List.of(new Likeness("SERVICE_AT_FAULT", List.of("payments"))),
                List.of(new OpenActionItem(UUID.randomUUID(), "Limit the pool", "sam", DUE)),
                DUE,
                isPrivate);
    }

    public ReviewAssigned assigned(List<String> added) {
        return new ReviewAssigned(REVIEW, POSTMORTEM, number, title, "mei", 2, "abc", REVIEWERS, added, DUE, isPrivate);
    }

    public ReviewAccepted accepted() {
        return new ReviewAccepted(REVIEW, POSTMORTEM, number, 2, "abc", List.of("mei"), REVIEWERS, DUE);
    }

    public ReviewChangesRequested changesRequested(String reason) {
        return new ReviewChangesRequested(
                REVIEW,
                POSTMORTEM,
                number,
                title,
                "mei",
                2,
                "abc",
                "ken",
                reason,
                List.of("root-cause-deep-enough"),
                DUE,
                isPrivate);
    }

    public ReviewOverdue reviewOverdue() {
        return new ReviewOverdue(REVIEW, POSTMORTEM, number, title, "mei", REVIEWERS, DUE, isPrivate);
    }

    public ReviewEscalated escalated() {
        return escalated("NOBODY_TO_ASK");
    }

    public ReviewEscalated escalated(@Nullable String why) {
        return new ReviewEscalated(
                REVIEW,
                POSTMORTEM,
                number,
                title,
                "mei",
                List.of("hana"),
                "Nobody senior is there.",
                DUE,
                isPrivate,
                why);
    }

    public ReviewReadersInvited invited(String reason) {
        return new ReviewReadersInvited(
                REVIEW, POSTMORTEM, number, title, "mei", 1, List.of("sam"), reason, "ken", DUE, isPrivate);
    }
}
