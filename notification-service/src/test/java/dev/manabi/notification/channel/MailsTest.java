package dev.manabi.notification.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailsTest {

    @ParameterizedTest
    @ValueSource(strings = {"mei@manabi.example", "mei.tanaka+pm@mail.manabi.example", "manabi@localhost"})
    void an_address_is_an_address(String address) {
        assertThat(Mails.isAddress(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mei",
                "@manabi.example",
                "mei@",
                "mei@manabi.example,ken@manabi.example",
                "mei@manabi.example\r\nBcc: ken@manabi.example",
                "Mei <mei@manabi.example>",
                "mei@manabi.example>\r\nRCPT TO:<ken@manabi.example",
                "mei tanaka@manabi.example",
                "\"mei\"@manabi.example",
                "mei@manabi@example",
                "mei@manabi.example\u0000"
            })
    void what_could_hold_more_than_an_address_is_none(String text) {
        assertThat(Mails.isAddress(text)).isFalse();
    }

    @Test
    void the_message_id_is_the_delivery_s() {
        UUID id = UUID.fromString("5f0c1f3e-0000-5000-8000-000000000001");
        assertThat(Mails.messageId(id)).isEqualTo("<5f0c1f3e-0000-5000-8000-000000000001@manabi>");
    }
}
