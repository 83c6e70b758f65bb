package dev.manabi.notification.channel;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeUtility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[PM-7] Please review: Checkout returns errors",
                "決済が失敗する🔥",
                "𠮷野家で障害、長い題名は何行にも折り返され、それでも一文字も欠けてはならない🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥",
                "looks encoded =?UTF-8?B?44GC?= but is not"
            })
    void whatever_is_encoded_is_read_as_it_was_written(String text) throws Exception {
        String encoded = HeaderText.encode(text);
        assertThat(MimeUtility.decodeText(MimeUtility.unfold(encoded.replace("\n", "\r\n"))))
                .isEqualTo(text);
        assertThat(encoded.split("\n ")).allMatch(word -> word.equals(text) || word.length() <= 75);
    }

    @Test
    void plain_text_stays_plain() {
        assertThat(HeaderText.encode("[PM-7] Plain")).isEqualTo("[PM-7] Plain");
    }
}
