package dev.manabi.postmortem.search;

import dev.manabi.postmortem.postmortem.ActionItemView;
import dev.manabi.postmortem.postmortem.CommentView;
import dev.manabi.postmortem.postmortem.PostmortemView;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One piece of what a postmortem says.
 *
 * @param key of the section, id of the action item or comment; {@code title} of the title
 * @param name of the section, title of the action item; empty for others
 * @param text as it was written
 */
public record Piece(Kind kind, String key, String name, String text) {

    /** Where something stands; what is named first counts more. */
    @Schema(name = "PlaceKind")
    public enum Kind {
        TITLE('A'),
        SECTION('B'),
        ACTION_ITEM('C'),
        COMMENT('D');

        /** How the index marks it. */
        private final char label;

        Kind(char label) {
            this.label = label;
        }

        char label() {
            return label;
        }
    }

    /** Everything that the postmortem says, in the order in which it is read. */
    public static List<Piece> of(PostmortemView postmortem, List<ActionItemView> items, List<CommentView> comments) {
        List<Piece> pieces = new ArrayList<>();
        pieces.add(new Piece(
                Kind.TITLE, "title", "", said(postmortem.number, postmortem.incidentNumber, postmortem.title)));
        postmortem.sections.forEach(
                section -> pieces.add(new Piece(Kind.SECTION, section.key(), section.title(), section.text())));
        postmortem.minutes.forEach(one -> pieces.add(new Piece(
                Kind.SECTION,
                "minutes",
                postmortem.language.equals("ja") ? "議事録" : "Minutes",
                said(one.text(), String.join(" ", one.decisions())))));
        items.forEach(item -> pieces.add(new Piece(
                Kind.ACTION_ITEM, item.id.toString(), item.title, said(item.title, item.endState, item.statusReason))));
        comments.forEach(comment ->
                pieces.add(new Piece(Kind.COMMENT, comment.id.toString(), "", said(comment.text, comment.resolution))));
        return pieces;
    }

    private static String said(@Nullable String... parts) {
        return Stream.of(parts).filter(Objects::nonNull).collect(Collectors.joining(" "));
    }
}
