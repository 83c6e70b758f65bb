package dev.manabi.notification.text;

import dev.manabi.notification.announcement.OwnTexts;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The texts of the organisation's own. Read anew each time: every replica says the same, from the next message on. */
@ApplicationScoped
public class StoredTexts implements OwnTexts {

    @Override
    public Optional<Source> find(String announcement, String language) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> newest(announcement, language)
                        .filter(text -> text.mail != null)
                        .map(text -> new Source(
                                String.valueOf(text.subject), String.valueOf(text.chat), String.valueOf(text.mail))));
    }

    /** The newest version of each, by {@link #key}. */
    static Map<String, OwnText> newest() {
        return OwnText.<OwnText>list("from OwnText one where version = (select max(other.version) from OwnText other"
                        + " where other.announcement = one.announcement and other.language = one.language)")
                .stream()
                .collect(Collectors.toMap(text -> key(text.announcement, text.language), Function.identity()));
    }

    static String key(String announcement, String language) {
        return announcement + "/" + language;
    }

    static Optional<OwnText> newest(String announcement, String language) {
        return OwnText.<OwnText>find(
                        "announcement = ?1 and language = ?2 order by version desc", announcement, language)
                .range(0, 0)
                .firstResultOptional();
    }
}
