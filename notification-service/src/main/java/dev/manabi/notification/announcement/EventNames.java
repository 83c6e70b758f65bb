package dev.manabi.notification.announcement;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;

/** What each type of public event means in the words of people: {@code announcements/<language>/events.txt}. */
public final class EventNames {

    private static final Map<Language, Properties> ALL = new EnumMap<>(Language.class);

    static {
        for (Language language : Language.values()) {
            ALL.put(language, read("/announcements/" + language.code() + "/events.txt"));
        }
    }

    private EventNames() {}

    /** The type itself, where nobody has found words for it yet. */
    public static String of(String type, Language language) {
        Properties names = ALL.get(language);
        return names == null ? type : names.getProperty(type, type);
    }

    private static Properties read(String file) {
        try (InputStream stream = EventNames.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("There is no " + file);
            }
            Properties names = new Properties();
            Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8);
            names.load(reader);
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
