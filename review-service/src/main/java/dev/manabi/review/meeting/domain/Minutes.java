package dev.manabi.review.meeting.domain;

import java.util.List;

/**
 * What was said and decided, as it was written down.
 *
 * @param text Markdown
 * @param dismissals wordings that the check for blame found, and that stay for a reason
 */
public record Minutes(String text, String by, List<Dismissal> dismissals) {

    public Minutes {
        dismissals = List.copyOf(dismissals);
    }

    /** @param finding id of the finding */
    public record Dismissal(String finding, String reason) {}
}
