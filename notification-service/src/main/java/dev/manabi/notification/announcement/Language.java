package dev.manabi.notification.announcement;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The languages of mails and chat messages, with the words that stand between those of a text. */
public enum Language {
    EN("nobody yet", ", ", "Hello %s,", "Hello,", "Open in Manabi"),
    JA("未定", "、", "%s さん", "みなさま", "Manabi で開く");

    private final String nobody;
    private final String separator;
    private final String greeting;
    private final String greetingToMany;
    private final String open;

    Language(String nobody, String separator, String greeting, String greetingToMany, String open) {
        this.nobody = nobody;
        this.separator = separator;
        this.greeting = greeting;
        this.greetingToMany = greetingToMany;
        this.open = open;
    }

    /** @param code as {@link #code()} gives it */
    public static Language ofCode(String code) {
        return Arrays.stream(values())
                .filter(language -> language.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No text is written in language " + code));
    }

    /** ISO 639. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    String list(List<String> names) {
        return names.isEmpty() ? nobody : String.join(separator, names);
    }

    String greeting(String name) {
        return greeting.formatted(name);
    }

    String greetingToMany() {
        return greetingToMany;
    }

    /** What stands on a button that leads to the page. */
    public String open() {
        return open;
    }
}
