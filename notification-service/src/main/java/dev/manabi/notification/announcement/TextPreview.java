package dev.manabi.notification.announcement;

import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.kit.KitConfig;
import dev.manabi.notification.announcement.OwnTexts.Source;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Shows how a text looks before anybody gets it, and finds what is wrong with it. */
@ApplicationScoped
public class TextPreview {

    /** Known to every text: the page it is about, our address, and how the reader is addressed. */
    private static final Set<String> EVERYWHERE = Set.of("link", "home", "greeting");

    private final Texts texts;
    private final Html html;
    private final String publicUrl;

    TextPreview(Texts texts, KitConfig kit) {
        this.texts = texts;
        this.publicUrl = kit.publicUrl().toString().replaceFirst("/+$", "");
        this.html = new Html(publicUrl);
    }

    /**
     * A text with example values.
     *
     * @param mail plain
     * @param html the other form of the mail
     * @param chat as each kind of room gets it
     */
    public record Shown(String subject, String mail, String html, Map<Markup, String> chat) {}

    /** Every word that our own text of this kind uses, in either language: those are what there are values for. */
    public List<String> words(Announcement.Kind kind) {
        Set<String> words = new TreeSet<>(EVERYWHERE);
        for (Language language : Language.values()) {
            Texts.Text text = texts.text(language.code(), kind.template());
            words.addAll(text.subject().placeholders());
            words.addAll(text.chat().placeholders());
            words.addAll(text.mail().placeholders());
        }
        return List.copyOf(words);
    }

    public Source ours(Announcement.Kind kind, Language language) {
        Texts.Text text = texts.text(language.code(), kind.template());
        return new Source(text.subject().text(), text.chat().text(), text.mail().text());
    }

    /** @throws InvalidValue naming the part, where it cannot be used */
    public Shown show(Announcement.Kind kind, Language language, Source source) {
        Set<String> known = Set.copyOf(words(kind));
        Template subject = parsed("subject", source.subject(), known);
        Template chat = parsed("chat", source.chat(), known);
        Template mail = parsed("mail", source.mail(), known);
        UnaryOperator<String> values = word -> example(word, language);
        String text = mail.plain(values);
        Map<Markup, String> rooms = new EnumMap<>(Markup.class);
        for (Markup markup : Markup.values()) {
            rooms.put(markup, shown("chat", () -> chat.chat(markup, values)).strip());
        }
        return new Shown(Plain.line(subject.plain(values)), text, html.of(text), rooms);
    }

    private static Template parsed(String part, String source, Set<String> known) {
        if (source.length() > Template.LONGEST) {
            throw new InvalidValue(part, part + " is longer than " + Template.LONGEST + " characters.");
        }
        Template template = shown(part, () -> new Template(source));
        template.placeholders().stream()
                .filter(word -> !known.contains(word))
                .findFirst()
                .ifPresent(word -> {
                    throw new InvalidValue(
                            part,
                            part + " has {" + word + "}, for which there is no value. Known are "
                                    + String.join(", ", new TreeSet<>(known)) + ".");
                });
        return template;
    }

    private static <T> T shown(String part, Supplier<T> work) {
        try {
            return work.get();
        } catch (Template.Faulty e) {
            throw new InvalidValue(
                    part, part + ", line " + e.line() + ", column " + e.column() + ": " + e.getMessage());
        }
    }

    /** Enough to see how it looks; what is not named here shows its own name. */
    private String example(String word, Language language) {
        return switch (word) {
            case "number" -> "PM-7";
            case "incident" -> "INC-3";
            case "title" -> "Checkout returns errors <b>& more</b>";
            case "severity" -> "SEV2";
            case "link" -> publicUrl + "/postmortems/PM-7";
            case "home" -> publicUrl;
            case "greeting" -> language.greeting("Mei Tanaka");
            case "due", "since", "starts" -> "2026-03-05 09:00 UTC";
            case "summary", "reason" -> "Users saw errors for 12 minutes.";
            default -> word;
        };
    }
}
