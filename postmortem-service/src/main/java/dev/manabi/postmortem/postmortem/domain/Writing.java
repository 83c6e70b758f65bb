package dev.manabi.postmortem.postmortem.domain;

import dev.manabi.postmortem.text.Authorship;
import dev.manabi.postmortem.text.ChangeSet;

/**
 * How the text of one section came to be.
 *
 * @param version how many updates it has had since the postmortem began
 * @param authorship who wrote which stretch of it
 */
public record Writing(int version, Authorship authorship) {

    /** Nobody's: it was filled in, or came along from elsewhere. */
    public static final String NOBODY = "";

    static Writing of(Section section) {
        return new Writing(0, Authorship.of(section.text(), NOBODY));
    }

    Writing after(ChangeSet changes, String by) {
        return new Writing(version + 1, authorship.apply(changes, by));
    }
}
