package dev.manabi.postmortem.postmortem.domain;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an imported postmortem comes from.
 *
 * @param source the archive
 * @param name in that archive
 * @param url where the original lies, or null
 * @param frontMatter as it stood before the text, without its fences; null where there was none
 * @param writtenOn the date that the front matter names, or null
 * @param authors as the front matter names them
 */
public record Origin(
        String source,
        String name,
        @Nullable String url,
        @Nullable String frontMatter,
        @Nullable LocalDate writtenOn,
        List<String> authors,
        List<String> tags) {

    public Origin {
        authors = List.copyOf(authors);
        tags = List.copyOf(tags);
    }
}
