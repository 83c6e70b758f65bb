package dev.manabi.postmortem.transfer;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.manabi.postmortem.template.domain.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which section of a template a heading means. The names are data, in {@code transfer/headings.json}, in English and
 * Japanese; the template's own titles count too.
 */
final class Headings {

    private static final List<Known> KNOWN = read();
    private static final Pattern NUMBERING =
            Pattern.compile("^(?:[0-9０-９]{1,2}(?:\\.[0-9]{1,2})*[.)．、:]?\\s+|[0-9]{1,2}[.)．、:]\\s*|[①-⑳]\\s*)");
    private static final Pattern AROUND = Pattern.compile("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N})]+$");
    private static final Pattern REMARK = Pattern.compile("\\s*[(\\[].*$");

    private final Map<String, String> keys = new HashMap<>();

    /**
     * Names of one section.
     *
     * @param instead the section that it belongs to in templates without one of its own, or null
     */
    private record Known(String key, @Nullable String instead, List<String> names) {}

    Headings(Template template) {
        List<String> sections =
                template.sections().stream().map(section -> section.key()).toList();
        template.sections().forEach(section -> keys.put(plain(section.title()), section.key()));
        for (Known known : KNOWN) {
            String key = sections.contains(known.key()) ? known.key() : known.instead();
            if (key != null && sections.contains(key)) {
                known.names().forEach(name -> keys.putIfAbsent(plain(name), key));
            }
        }
    }

    /** The key of the section that the heading means. */
    Optional<String> keyOf(String heading) {
        String plain = plain(heading);
        return Optional.ofNullable(keys.get(plain))
                .or(() -> Optional.ofNullable(keys.get(REMARK.matcher(plain).replaceFirst(""))));
    }

    /** As it is compared: one width and case, without numbering, marks around it and doubled spaces. */
    private static String plain(String heading) {
        String text = Normalizer.normalize(heading, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replace('’', '\'')
                .strip();
        text = AROUND.matcher(NUMBERING.matcher(text).replaceFirst("")).replaceAll("");
        return text.replaceAll("\\s+", " ");
    }

    private static List<Known> read() {
        try (InputStream stream = Headings.class.getResourceAsStream("/transfer/headings.json")) {
            if (stream == null) {
                throw new IllegalStateException("The service was built without the names of headings");
            }
            return new ObjectMapper().readValue(stream, new TypeReference<List<Known>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
