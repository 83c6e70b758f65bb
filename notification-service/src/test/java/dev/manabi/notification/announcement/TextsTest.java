package dev.manabi.notification.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.contracts.EventContract;
import dev.manabi.contracts.IncidentMessage;
import dev.manabi.contracts.PostmortemMessage;
import dev.manabi.contracts.PublicEvent;
import dev.manabi.contracts.ReviewMessage;
import dev.manabi.notification.announcement.Announcement.Kind;
import dev.manabi.notification.announcement.Texts.Letter;
import dev.manabi.notification.delivery.domain.Channel;
import dev.manabi.notification.delivery.domain.Notice;
import dev.manabi.notification.delivery.domain.Recipient;
import dev.manabi.notification.subscription.EventPattern;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TextsTest {

    private static final Directory NOBODY = new Responsible("hana", "hana", "lea", "lea");
    private static final Names NAMES = new Names() {
        @Override
        public String name(String person) {
            return Map.of("mei", "Mei Tanaka", "ken", "Ken <Mori>").getOrDefault(person, person);
        }

        @Override
        public String chatName(String person) {
            return person.equals("mei") ? "@mei" : name(person);
        }
    };

    /** No event of another service leads to these. */
    private static final Set<Kind> OF_OUR_OWN = Set.of(
            Kind.HAPPENED,
            Kind.SEVERAL,
            Kind.CHANNEL_DISABLED,
            Kind.CHANNEL_TESTED,
            Kind.REPORT_WEEKLY,
            Kind.REPORT_OVERDUE,
            Kind.MONTH_NOMINATED,
            Kind.MONTH_CHOSEN,
            Kind.MONTH_WITHOUT);

    private final Texts texts = new Texts(URI.create("https://manabi.example/"));

    @ParameterizedTest
    @EnumSource
    void every_announcement_is_written_in_every_language_with_words_that_it_knows(Language language) {
        Set<Kind> seen = new HashSet<>();
        Stream.concat(Events.open().all().stream(), Stream.of(Events.open().assigned(List.of())))
                .forEach(event -> announcement(event).ifPresent(one -> {
                    seen.add(one.kind());
                    Texts.Text text = texts.text(language.code(), one.kind().template());
                    Set<String> known = new HashSet<>(one.facts().keySet());
                    assertThat(known)
                            .as("facts of the subject")
                            .containsAll(text.subject().placeholders());
                    known.addAll(one.named().keySet());
                    known.addAll(Set.of("link", "home", "greeting"));
                    assertThat(known).containsAll(text.chat().placeholders());
                    assertThat(known).containsAll(text.mail().placeholders());
                    assertThat(text.subject().placeholders()).contains("number", "title");
                    assertThat(text.chat().placeholders()).contains("number", "title", "link");
                    assertThat(text.mail().placeholders()).contains("greeting", "number", "title", "link");
                }));
        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(java.util.Arrays.stream(Kind.values())
                        .filter(kind -> !kind.name().startsWith("MEETING_") && !OF_OUR_OWN.contains(kind))
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void every_event_that_can_be_subscribed_to_has_a_name(Language language) {
        for (String type : EventPattern.types()) {
            assertThat(EventNames.of(type, language)).isNotEqualTo(type).isNotBlank();
        }
    }

    @Test
    void both_languages_tell_the_same() {
        for (Kind kind : Kind.values()) {
            Texts.Text english = texts.text("en", kind.template());
            Texts.Text japanese = texts.text("ja", kind.template());
            assertThat(japanese.subject().placeholders())
                    .isEqualTo(english.subject().placeholders());
            assertThat(japanese.chat().placeholders()).isEqualTo(english.chat().placeholders());
            assertThat(japanese.mail().placeholders()).isEqualTo(english.mail().placeholders());
        }
    }

    @Test
    void a_mail_names_people_and_links_to_what_it_is_about() {
        Letter letter = texts.letter(notice(Events.open().assigned(List.of("mei")), Language.EN, "mei"), NAMES);
        assertThat(letter.text())
                .startsWith("Hello Mei Tanaka,\n")
                .contains("PM-7: Checkout returns errors (revision 2)")
                .contains("https://manabi.example/reviews/" + Events.REVIEW + "\n")
                .contains("Reviewers: Ken <Mori>, alex")
                .contains("Due: 2026-03-05 09:00 UTC")
                .doesNotContain("{");
        assertThat(letter.html())
                .startsWith("<p>Hello Mei Tanaka,</p>")
                .contains("Reviewers: Ken &lt;Mori&gt;, alex<br>")
                .contains("<a href=\"https://manabi.example/reviews/" + Events.REVIEW + "\">");
    }

    @Test
    void a_mail_in_japanese_is_japanese() {
        Letter letter = texts.letter(notice(Events.open().drafted("mei"), Language.JA, "mei"), NAMES);
        assertThat(letter.text()).startsWith("Mei Tanaka さん\n").contains("オーナー: Mei Tanaka", "共同編集者: sam、alex");
        assertThat(subject(Events.open().drafted("mei"), Language.JA))
                .isEqualTo("[PM-7] 下書きができました: Checkout returns errors");
    }

    @Test
    void to_a_list_a_mail_speaks_to_many() {
        Notice notice = notice(Events.open().published("Users saw errors."), Language.EN, null);
        assertThat(texts.letter(notice, NAMES).text()).startsWith("Hello,\n");
    }

    @Test
    void markup_in_the_words_of_others_is_only_shown() {
        Events hostile = new Events("PM-7", "<img src=x onerror=alert(1)> {home} \"&\"", false);
        Letter letter =
                texts.letter(notice(hostile.published("<script>1</script>\n\n</p>"), Language.EN, "mei"), NAMES);
        assertThat(letter.html())
                .doesNotContain("<img", "<script", "</p></p>")
                .contains("&lt;img src=x onerror=alert(1)&gt; {home} &quot;&amp;&quot;")
                .contains("<p>&lt;script&gt;1&lt;/script&gt;</p>", "<p>&lt;/p&gt;</p>");
        Events shouting = new Events("PM-7", "<!channel> <https://evil.example|click> & more", false);
        assertThat(texts.chat(notice(shouting.published("x"), Language.EN, null), NAMES, Markup.SLACK))
                .contains("&lt;!channel&gt; &lt;https://evil.example|click&gt; &amp; more")
                .doesNotContain("<!channel>");
    }

    @Test
    void chat_calls_people_by_their_handle() {
        assertThat(texts.chat(notice(Events.open().drafted("mei"), Language.EN, null), NAMES, Markup.SLACK))
                .isEqualTo("""
                        *PM-7* was drafted from INC-3 (SEV2): Checkout returns errors
                        Owner: @mei. To be published by 2026-03-05 09:00 UTC.
                        https://manabi.example/postmortems/PM-7""");
    }

    @Test
    void a_role_that_nobody_has_is_said_to_be_open() {
        Notice english = notice(Events.open().drafted(null), Language.EN, null);
        assertThat(texts.chat(english, NAMES, Markup.SLACK)).contains("Owner: nobody yet.");
        Notice japanese = notice(Events.open().drafted(null), Language.JA, null);
        assertThat(texts.chat(japanese, NAMES, Markup.SLACK)).contains("オーナー: 未定");
    }

    @Test
    void a_link_cannot_be_bent_by_a_number() {
        Events hostile = new Events("PM-7/../../evil?x=", "Title", false);
        assertThat(texts.chat(notice(hostile.drafted("mei"), Language.EN, null), NAMES, Markup.SLACK))
                .contains("https://manabi.example/postmortems/PM-7evilx");
    }

    private String subject(PublicEvent event, Language language) {
        Announcement announcement = announcement(event).orElseThrow();
        return texts.subject(announcement.kind(), announcement.facts(), language);
    }

    private Notice notice(PublicEvent event, Language language, String person) {
        Announcement announcement = announcement(event).orElseThrow();
        return new Notice(
                UUID.randomUUID(),
                EventContract.of(event).type(),
                Channel.MAIL,
                person == null ? Recipient.AUDIENCE : Recipient.person(person),
                announcement.kind().template(),
                language.code(),
                texts.subject(announcement.kind(), announcement.facts(), language),
                announcement.facts(),
                announcement.named(),
                announcement.confidential(),
                announcement.invitation(),
                Notice.MAIL_SERVER,
                true);
    }

    private static Optional<Announcement> announcement(PublicEvent event) {
        return switch (event) {
            case PostmortemMessage postmortem -> Announcements.of(postmortem, NOBODY);
            case IncidentMessage incident -> Announcements.of(incident, NOBODY);
            default -> Announcements.of((ReviewMessage) event, NOBODY);
        };
    }
}
