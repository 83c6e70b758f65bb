package dev.manabi.postmortem.postmortem.domain;

import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.eventsourcing.DomainException.RuleBroken;
import dev.manabi.postmortem.postmortem.domain.Postmortem.Comment;
import dev.manabi.postmortem.postmortem.domain.Postmortem.Document;
import dev.manabi.postmortem.postmortem.domain.Postmortem.Place;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.AcceptSuggestion;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.AddComment;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ReopenComment;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ResolveComment;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.CommentAdded;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.CommentReopened;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.CommentResolved;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.SuggestionAccepted;
import dev.manabi.postmortem.text.ChangeSet;
import dev.manabi.postmortem.text.ChangeSet.Replacement;
import dev.manabi.postmortem.text.TextRange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a postmortem is talked about: threads, the words that they are about, and what they suggest instead. */
final class CommentRules {

    private CommentRules() {}

    /** Also after the publication: people go on learning from it. */
    static List<PostmortemEvent> add(AddComment c, Document document) {
        if (document.comments().containsKey(c.commentId())) {
            return List.of();
        }
        String section = c.section();
        UUID repliesTo = c.inReplyTo();
        if (repliesTo != null) {
            Comment thread = comment(document, repliesTo);
            if (!thread.beginsThread()) {
                throw new InvalidValue("inReplyTo", "inReplyTo is the comment that began the thread.");
            }
            if (c.range() != null) {
                throw new InvalidValue("range", "A reply is about what its thread is about.");
            }
            section = thread.section();
        }
        if (c.suggestion() != null && c.range() == null) {
            throw new InvalidValue("suggestion", "A suggestion needs the range that it would replace.");
        }
        return List.of(new CommentAdded(
                c.commentId(),
                repliesTo,
                section,
                quote(c, document),
                c.range(),
                c.suggestion(),
                c.mentions(),
                c.text(),
                c.by(),
                c.at()));
    }

    private static @Nullable String quote(AddComment c, Document document) {
        String key = c.section();
        TextRange range = c.range();
        if (key == null) {
            if (range != null) {
                throw new InvalidValue("section", "A range is one of a section's text: say which section.");
            }
            return c.quote();
        }
        String text = document.content()
                .section(key)
                .orElseThrow(() -> new NotFound("section", key))
                .text();
        if (range == null) {
            return c.quote();
        }
        if (range.to() > text.length()) {
            throw new InvalidValue("range", "The text of " + key + " has " + text.length() + " characters.");
        }
        return text.substring(range.from(), range.to());
    }

    static Comment added(CommentAdded e) {
        Place place = e.range() == null ? null : new Place(e.range(), e.quote(), e.suggestion());
        return new Comment(e.inReplyTo(), e.section(), place, false);
    }

    static List<PostmortemEvent> acceptSuggestion(AcceptSuggestion c, Document document) {
        Comment comment = thread(document, c.commentId());
        String key = comment.section();
        Place place = comment.place();
        if (key == null || place == null || place.suggestion() == null) {
            throw new InvalidValue("commentId", "That comment suggests nothing.");
        }
        if (comment.resolved()) {
            return List.of();
        }
        String text = document.textOf(key);
        TextRange range = place.range();
        if (range == null || !text.substring(range.from(), range.to()).equals(place.quote())) {
            throw new RuleBroken(
                    PostmortemRule.SUGGESTION_OUTDATED, "What it would replace has been changed since: edit by hand.");
        }
        ChangeSet changes =
                ChangeSet.of(text.length(), List.of(new Replacement(range.from(), range.to(), place.suggestion())));
        SuggestionAccepted accepted = new SuggestionAccepted(
                c.commentId(),
                key,
                changes,
                c.by(),
                document.revision() + 1,
                WritingRules.hash(document, key, changes.apply(text)),
                c.at());
        return PostmortemDecider.rewritten(document, accepted, c.at());
    }

    static List<PostmortemEvent> resolve(ResolveComment c, Document document) {
        return thread(document, c.commentId()).resolved()
                ? List.of()
                : List.of(new CommentResolved(c.commentId(), c.resolution(), c.by(), c.at()));
    }

    /** What a meeting resolved, unless somebody has closed it already. */
    static Optional<PostmortemEvent> resolved(Minutes.Settled settled, Document document, String by, Instant at) {
        UUID id = settled.commentId();
        Comment comment = id == null ? null : document.comments().get(id);
        return id == null || comment == null || !comment.beginsThread() || comment.resolved()
                ? Optional.empty()
                : Optional.of(new CommentResolved(id, settled.text(), by, at));
    }

    static List<PostmortemEvent> reopen(ReopenComment c, Document document) {
        return thread(document, c.commentId()).resolved()
                ? List.of(new CommentReopened(c.commentId(), c.by(), c.at()))
                : List.of();
    }

    private static Comment thread(Document document, UUID id) {
        Comment comment = comment(document, id);
        if (!comment.beginsThread()) {
            throw new InvalidValue("commentId", "A thread is resolved by the comment that began it.");
        }
        return comment;
    }

    static Comment comment(Document document, UUID id) {
        Comment comment = document.comments().get(id);
        if (comment == null) {
            throw new NotFound("comment", id.toString());
        }
        return comment;
    }
}
