package dev.manabi.notification.announcement;

import java.util.regex.Pattern;

/**
 * How a room writes what stands out, and how words of others are made harmless there: they call nobody, link nowhere and
 * format nothing.
 */
public enum Markup {
    /** Three characters have a meaning; mentions and links are written with them. */
    SLACK("*") {
        @Override
        String escaped(String value) {
            return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        }
    },

    TEAMS("**") {
        @Override
        String escaped(String value) {
            return markdownEscaped(value);
        }
    },

    MATTERMOST("**") {
        @Override
        String escaped(String value) {
            return callingNobody(markdownEscaped(value));
        }
    },

    /** Links and mentions are written with angle brackets, and there is no way to escape one. */
    GOOGLE_CHAT("*") {
        @Override
        String escaped(String value) {
            return value.replace('<', '‹').replace('>', '›').replace('*', '∗').replace('`', 'ˋ');
        }
    },

    DISCORD("**") {
        @Override
        String escaped(String value) {
            return callingNobody(markdownEscaped(value));
        }
    };

    private static final Pattern BOLD = Pattern.compile("\\*([^*\\n]+)\\*");
    private static final Pattern MARKDOWN = Pattern.compile("([\\\\`*_~\\[\\]()<>#|!])");
    private static final String NOTHING_WIDE = "\u200b";

    private final String bold;

    Markup(String bold) {
        this.bold = bold;
    }

    abstract String escaped(String value);

    /** Our own texts put what stands out between asterisks. */
    String ownText(String text) {
        return bold.equals("*") ? text : BOLD.matcher(text).replaceAll(bold + "$1" + bold);
    }

    private static String markdownEscaped(String value) {
        return MARKDOWN.matcher(value).replaceAll("\\\\$1");
    }

    private static String callingNobody(String value) {
        return value.replace("@", "@" + NOTHING_WIDE);
    }
}
