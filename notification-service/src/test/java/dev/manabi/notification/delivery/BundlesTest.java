package dev.manabi.notification.delivery;

import static dev.manabi.notification.delivery.Scene.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.eventsourcing.Expected;
import dev.manabi.kit.Inbox;
import dev.manabi.launcher.LocalInbox.Mail;
import dev.manabi.notification.Sinks;
import dev.manabi.notification.delivery.domain.Channel;
import dev.manabi.notification.delivery.domain.DeliveryCommand.RequestDelivery;
import dev.manabi.notification.delivery.domain.Held;
import dev.manabi.notification.delivery.domain.Notice;
import dev.manabi.notification.delivery.domain.Recipient;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whoever wants one message an hour or a day gets one. */
@QuarkusTest
class BundlesTest {

    @Inject
    DeliveryCommands commands;

    @Inject
    Inbox inbox;

    private final String person = "reader-" + UUID.randomUUID();

    private UUID held(String title, Instant until) {
        UUID id = UUID.randomUUID();
        Notice notice = new Notice(
                UUID.randomUUID(),
                "manabi.postmortem.published.v1",
                Channel.MAIL,
                Recipient.person(person),
                "postmortem-published",
                "ja",
                "[PM-7] 公開: " + title,
                Map.of("number", "PM-7", "title", title, "path", "/postmortems/PM-7"),
                Map.of(),
                false,
                null,
                Notice.MAIL_SERVER,
                false);
        QuarkusTransaction.requiringNew()
                .run(() -> commands.handle(
                        new RequestDelivery(id, notice, new Held(Held.Why.WISH, until), null, Instant.now()),
                        Expected.any(),
                        inbox.ownCause()));
        return id;
    }

    private List<Mail> mails() {
        return Sinks.mails("").stream()
                .filter(mail -> mail.recipient().startsWith(person))
                .toList();
    }

    private static DeliveryView row(UUID id) {
        return QuarkusTransaction.requiringNew().call(() -> DeliveryView.findById(id));
    }

    @Test
    void what_has_gathered_until_the_hour_is_one_message_and_the_account_says_which() {
        Scene.person(person, "佐藤 花", person + "@manabi.example", false);
        Instant slot = Instant.now().plusSeconds(3);
        List<UUID> due = new ArrayList<>();
        for (int i = 1; i <= 12; i++) {
            due.add(held("決済が失敗する " + i, slot));
        }
        UUID tomorrow = held("明日まで待つ", slot.plusSeconds(86_400));
        assertThat(mails()).isEmpty();
        patiently().untilAsserted(() -> assertThat(mails()).hasSize(1));
        Mail mail = mails().getFirst();
        assertThat(mail.subject()).isEqualTo("Manabi からのお知らせ 12 件");
        assertThat(mail.text()).contains("佐藤 花 さん", "決済が失敗する 11", "決済が失敗する 12", "/postmortems/PM-7");
        UUID into = row(due.getFirst()).toldIn;
        assertThat(mail.messageId()).isEqualTo("<" + into + "@manabi>");
        for (UUID id : due) {
            assertThat(row(id).status).isEqualTo(DeliveryStatus.SUPPRESSED);
            assertThat(row(id).toldIn).isEqualTo(into);
        }
        patiently().untilAsserted(() -> assertThat(row(into).status).isEqualTo(DeliveryStatus.SENT));
        assertThat(row(tomorrow).status).isEqualTo(DeliveryStatus.PENDING);
    }

    @Test
    void what_has_gathered_alone_is_told_as_it_is() {
        Scene.person(person, "Reader", person + "@manabi.example", false);
        UUID alone = held("Checkout returns errors", Instant.now().plusSeconds(1));
        patiently().untilAsserted(() -> assertThat(row(alone).status).isEqualTo(DeliveryStatus.SENT));
        assertThat(mails())
                .singleElement()
                .satisfies(mail -> assertThat(mail.subject()).isEqualTo("[PM-7] 公開: Checkout returns errors"));
    }
}
