package dev.manabi.notification.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SecretBoxTest {

    private static final String ONE = key(1);
    private static final String TWO = key(2);

    private final SecretBox box = new SecretBox(List.of("one:" + ONE));

    private static String key(int seed) {
        byte[] bytes = new byte[32];
        new Random(seed).nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Test
    void whatever_is_sealed_is_opened_where_it_belongs_and_nowhere_else() {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            String secret = random.ints(random.nextInt(200), 32, 0x3000)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            String sealed = box.seal("room", "address", secret);
            assertThat(box.open("room", "address", sealed)).isEqualTo(secret);
            assertThat(secret.length() > 3 && sealed.contains(secret)).isFalse();
            assertThat(box.seal("room", "address", secret)).isNotEqualTo(sealed);
            assertThatThrownBy(() -> box.open("other", "address", sealed)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> box.open("room", "signing", sealed)).isInstanceOf(IllegalStateException.class);
            String[] parts = sealed.split(":");
            byte[] bytes = Base64.getDecoder().decode(parts[2]);
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            String bent = parts[0] + ":" + parts[1] + ":" + Base64.getEncoder().encodeToString(bytes);
            assertThatThrownBy(() -> box.open("room", "address", bent)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void a_new_key_seals_and_the_old_one_still_opens() {
        String old = box.seal("room", "address", "https://hooks.example/secret");
        SecretBox rotated = new SecretBox(List.of("two:" + TWO, "one:" + ONE));
        assertThat(rotated.open("room", "address", old)).isEqualTo("https://hooks.example/secret");
        assertThat(rotated.seal("room", "address", "x")).startsWith("two:");
        assertThatThrownBy(() -> new SecretBox(List.of("two:" + TWO)).open("room", "address", old))
                .hasMessageContaining("manabi.notification.secret-keys");
    }

    @Test
    void without_a_key_nothing_is_sealed() {
        SecretBox none = new SecretBox(List.of());
        assertThat(none.isReady()).isFalse();
        assertThatThrownBy(() -> none.seal("room", "address", "x"))
                .hasMessageContaining("manabi.notification.secret-keys");
    }

    @Test
    void a_bad_key_is_named_and_not_shown() {
        String wrong =
                Base64.getEncoder().encodeToString("too short".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        for (String key : List.of("one:" + wrong, "one:no base 64!", ONE, "one:", ":" + ONE, "o ne:" + ONE)) {
            assertThatThrownBy(() -> new SecretBox(List.of(key)))
                    .hasMessageContaining("manabi.notification.secret-keys")
                    .hasMessageNotContaining(key);
        }
        assertThat(box.toString()).doesNotContain(ONE);
    }

    @Test
    void what_was_never_sealed_is_not_opened() {
        for (String broken :
                List.of("", "x", "one", "one::", "one:!:!", "one:AAAA:AAAA", "two:AAAA:AAAA", "one:A:B:C")) {
            assertThatThrownBy(() -> box.open("room", "address", broken))
                    .as("%s", broken)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("address of channel room");
        }
    }

    /** Otherwise the one that comes last would win, and what the other one sealed would be lost. */
    @Test
    void two_keys_of_one_id_are_refused() {
        assertThatThrownBy(() -> new SecretBox(List.of("one:" + ONE, "one:" + TWO)))
                .hasMessageContaining("manabi.notification.secret-keys")
                .hasMessageNotContaining(ONE)
                .hasMessageNotContaining(TWO);
    }
}
