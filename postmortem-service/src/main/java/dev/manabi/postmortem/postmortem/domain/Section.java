package dev.manabi.postmortem.postmortem.domain;

/**
 * @param key stable within the template, for instance {@code root-cause}
 * @param required whether it must have text before the postmortem can be reviewed
 * @param text Markdown
 */
public record Section(String key, String title, boolean required, String text) {

    /** In UTF-16 units. */
    public static final int LONGEST_TEXT = 200_000;

    Section withText(String newText) {
        return new Section(key, title, required, newText);
    }
}
