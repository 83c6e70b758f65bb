package dev.manabi.postmortem.postmortem;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What drafts and exports say in one language; the words are data, in {@code drafting/words.<language>.properties}. */
final class Words {

    private static final Map<String, Words> BY_LANGUAGE = new ConcurrentHashMap<>();
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

    private final Properties words;

    private Words(Properties words) {
        this.words = words;
    }

    /** @throws IllegalStateException where nobody has written the words of that language */
    static Words in(String language) {
        return BY_LANGUAGE.computeIfAbsent(language, Words::read);
    }

    String the(String key) {
        String word = words.getProperty(key);
        if (word == null) {
            throw new IllegalStateException("No word for " + key);
        }
        return word;
    }

    boolean knows(String key) {
        return words.containsKey(key);
    }

    /** A sentence with its {@code {placeholders}} filled in. */
    String sentence(String key, Map<String, String> values) {
        return PLACEHOLDER.matcher(the(key)).replaceAll(placeholder -> {
            String value = values.get(placeholder.group(1));
            return Matcher.quoteReplacement(value == null ? placeholder.group() : value);
        });
    }

    String yesNo(@Nullable Boolean value) {
        if (value == null) {
            return the("unknown");
        }
        return the(value ? "yes" : "no");
    }

    String minutes(@Nullable Integer value) {
        return value == null ? the("unknown") : took(Duration.ofMinutes(value));
    }

    String number(@Nullable Long value) {
        return value == null ? the("unknown") : value.toString();
    }

    String moment(@Nullable Instant at) {
        return at == null ? the("unknown") : MOMENT.format(at);
    }

    String momentUtc(@Nullable Instant at) {
        return at == null ? the("unknown") : MOMENT.format(at) + " UTC";
    }

    String took(Duration duration) {
        if (duration.toHours() == 0) {
            return sentence("minutes", Map.of("n", Long.toString(duration.toMinutes())));
        }
        return sentence(
                "hours",
                Map.of("h", Long.toString(duration.toHours()), "m", Integer.toString(duration.toMinutesPart())));
    }

    String list(Collection<String> items) {
        return items.isEmpty() ? the("nobody") : String.join(the("list-separator"), items);
    }

    private static Words read(String language) {
        String resource = "/drafting/words." + language + ".properties";
        try (InputStream stream = Words.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("There are no words in " + language);
            }
            Properties words = new Properties();
            try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
                words.load(reader);
            }
            return new Words(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
