package dev.manabi.notification.text;

import dev.manabi.notification.announcement.OwnTexts;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

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

    static Optional<OwnText> newest(String announcement, String language) {
        return OwnText.<OwnText>find(
                        "announcement = ?1 and language = ?2 order by version desc", announcement, language)
                .range(0, 0)
                .firstResultOptional();
    }
}
