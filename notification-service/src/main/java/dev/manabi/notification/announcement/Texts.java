package dev.manabi.notification.announcement;

import dev.manabi.kit.KitConfig;
import dev.manabi.notification.delivery.domain.Notice;
import dev.manabi.notification.delivery.domain.Recipient;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * The texts of all announcements, {@code announcements/<language>/<template>.txt}. A file has three parts: the subject,
 * a chat message and a mail.
 */
@Singleton
public class Texts {

    private static final Logger LOG = Logger.getLogger(Texts.class);
    private static final Pattern BETWEEN_PARTS = Pattern.compile("(?m)^---\\n");

    private final Map<String, Text> all = new HashMap<>();
    private final String publicUrl;
    private final Html html;
    private final OwnTexts own;

    /** A mail's text, in the two forms that mail programs show. */
    public record Letter(String text, String html) {}

    /** The parts are parsed, and known to ask for nothing but words. */
    record Text(Template subject, Template chat, Template mail) {

        static Text of(OwnTexts.Source source) {
            return new Text(
                    new Template(source.subject().strip()),
                    new Template(source.chat().strip()),
                    new Template(source.mail().strip() + "\n"));
        }
    }

    @Inject
    Texts(KitConfig kit, OwnTexts own) {
        this(kit.publicUrl(), own);
    }

    /** Our own texts alone. */
    public Texts(URI publicUrl) {
        this(publicUrl, (_, _) -> Optional.empty());
    }

    /** @param publicUrl what links begin with */
    private Texts(URI publicUrl, OwnTexts own) {
        this.publicUrl = publicUrl.toString().replaceFirst("/+$", "");
        this.html = new Html(this.publicUrl);
        this.own = own;
        for (Language language : Language.values()) {
            for (Announcement.Kind kind : Announcement.Kind.values()) {
                String name = language.code() + "/" + kind.template();
                all.put(name, read(name));
            }
        }
    }

    /** One line, made of facts alone. */
    public String subject(Announcement.Kind kind, Map<String, String> facts, Language language) {
        return Plain.line(written(
                language.code(), kind.template(), text -> text.subject().plain(word -> fact(facts, word))));
    }

    /** The page where there is more. */
    public URI link(Notice notice) {
        return URI.create(publicUrl + fact(notice.facts(), "path"));
    }

    public Letter letter(Notice notice, Names names) {
        Language language = Language.ofCode(notice.language());
        String text = written(
                notice.language(),
                notice.template(),
                one -> one.mail().plain(word -> value(word, notice, language, names::name)));
        return new Letter(text, html.of(text));
    }

    /** In the markup of such a room. */
    public String chat(Notice notice, Names names, Markup markup) {
        Language language = Language.ofCode(notice.language());
        return written(
                        notice.language(),
                        notice.template(),
                        one -> one.chat().chat(markup, word -> value(word, notice, language, names::chatName)))
                .strip();
    }

    /** What the organisation has written, where there is any; nothing stays unsaid because of how it is written. */
    private String written(String language, String template, Function<Text, String> part) {
        Optional<OwnTexts.Source> source = own.find(template, language);
        if (source.isPresent()) {
            try {
                return part.apply(Text.of(source.get()));
            } catch (RuntimeException e) {
                LOG.warnf("The text %s/%s of your own cannot be used, ours is: %s", language, template, e.toString());
            }
        }
        return part.apply(text(language, template));
    }

    /** Our own text, whatever the organisation has written. */
    Text text(String language, String template) {
        String name = language + "/" + template;
        return Objects.requireNonNull(all.get(name), () -> "There is no text " + name);
    }

    private String value(String word, Notice notice, Language language, UnaryOperator<String> name) {
        return switch (word) {
            case "link" -> publicUrl + fact(notice.facts(), "path");
            case "home" -> publicUrl;
            case "greeting" ->
                notice.recipient().kind() == Recipient.Kind.PERSON
                        ? language.greeting(
                                Plain.line(name.apply(notice.recipient().name())))
                        : language.greetingToMany();
            default -> {
                List<String> people = notice.people().get(word);
                yield people == null
                        ? fact(notice.facts(), word)
                        : language.list(
                                people.stream().map(name).map(Plain::line).toList());
            }
        };
    }

    /** A text may be newer than the facts of an old notice: what it does not know stays empty. */
    private static String fact(Map<String, String> facts, String word) {
        return facts.getOrDefault(word, "");
    }

    private static Text read(String name) {
        String file = "/announcements/" + name + ".txt";
        try (InputStream stream = Texts.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("There is no text " + file);
            }
            String[] parts = BETWEEN_PARTS.split(
                    new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n"));
            if (parts.length != 3) {
                throw new IllegalStateException(file + " has " + parts.length + " parts, not three");
            }
            return Text.of(new OwnTexts.Source(parts[0], parts[1], parts[2]));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
