package dev.manabi.notification.channel;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manabi.notification.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelCheckTest {

    @Test
    void sound_settings_are_accepted() {
        assertThatCode(() -> new ChannelCheck(Settings.of())).doesNotThrowAnyException();
        assertThatCode(() -> new ChannelCheck(Settings.of(
                        "chat-webhook-url", "https://hooks.example/T0/x", "audience-mail", "all@x.example")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "from, not an address",
        "audience-mail, 'a@x.example,b@x.example'",
        "chat-webhook-url, file:///etc/passwd",
        "chat-webhook-url, //hooks.example/secret",
        "chat-webhook-url, https://user:secret@hooks.example/",
        "lease, 10s"
    })
    void settings_that_cannot_work_are_named_without_their_value(String name, String value) {
        assertThatThrownBy(() -> new ChannelCheck(Settings.of(name, value)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("manabi.notification." + name)
                .message()
                .doesNotContain("secret");
    }
}
