package dev.manabi.notification.announcement;

import java.util.Optional;

/** What the organisation has written instead of our texts. */
@FunctionalInterface
public interface OwnTexts {

    /**
     * @param announcement as {@link Announcement.Kind#template()} names it
     * @param language ISO 639 code
     */
    Optional<Source> find(String announcement, String language);

    /** The three parts of a text, in Qute. */
    record Source(String subject, String chat, String mail) {}
}
