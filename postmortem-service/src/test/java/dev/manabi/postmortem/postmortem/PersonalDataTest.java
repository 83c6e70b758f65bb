package dev.manabi.postmortem.postmortem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.postmortem.postmortem.domain.Finding;
import dev.manabi.postmortem.postmortem.domain.Finding.Place;
import dev.manabi.postmortem.postmortem.domain.Known;
import dev.manabi.postmortem.postmortem.domain.PersonalData;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalDataTest {

    private static final Known KNOWN = new Known(Set.of("Mei Tanaka"), Set.of("mei@manabi.io"));

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            mail-address; a customer (taro.yamada+shop@softbank.co.jp) wrote; taro.yamada+shop@softbank.co.jp
            mail-address; 連絡先はhanako@docomo.ne.jpでした; hanako@docomo.ne.jp
            phone-number; 電話番号は090-1234-5678でした; 090-1234-5678
            phone-number; 電話は03-1234-5678; 03-1234-5678
            phone-number; 09012345678にかけた; 09012345678
            phone-number; called +81 90 1234 5678 twice; +81 90 1234 5678
            phone-number; called (555) 010-4477; (555) 010-4477
            card-number; card 4111 1111 1111 1111 was charged; 4111 1111 1111 1111
            card-number; card 5555555555554444.; 5555555555554444
            ip-address; blocked 8.8.8.8 at 10:02; 8.8.8.8
            ip-address; from 2400:cb00:2048:1::c629:d7a2, they say; 2400:cb00:2048:1::c629:d7a2
            """)
    void what_could_belong_to_a_user_is_found(String code, String text, String excerpt) {
        assertThat(read(text)).singleElement().satisfies(found -> {
            assertThat(found.code()).isEqualTo(code);
            assertThat(found.excerpt()).isEqualTo(excerpt);
            assertThat(text.substring(found.start(), found.end())).isEqualTo(excerpt);
            assertThat(found.message()).isNotBlank();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@mei rolled back, said MEI@manabi.io",
                "support@example.org and nobody@shop.example",
                "hosts 10.0.3.4, 192.168.1.1, 172.20.0.1, 127.0.0.1, 169.254.169.254, 203.0.113.7 and 100.64.1.1",
                "checkout 4.2.1.0-rc1 and 999.1.1.1",
                "from 10:02:30 until 10:47:00 on 2026-03-02",
                "fe80::1, ::1, fd00::12, 2001:db8::1",
                "order 1234567890123456, trace 4bf92f3577b34da6a3ce929d0e0e4736",
                "0195a1c2-0000-7000-8000-0000000000b2",
                "retries 0-1-2-3, range 100-200-3000",
                "99.95 % of 1,204,331 requests; ¥3,400,000",
                "a:b:c and Foo::bar and abc::def"
            })
    void what_belongs_to_nobody_is_left_alone(String text) {
        assertThat(read(text)).isEmpty();
    }

    @Test
    void a_long_text_without_spaces_is_read_in_time_that_grows_with_it() {
        String text = "a1-.:@+(".repeat(25_000);
        assertThat(read(text)).hasSizeLessThan(100_000);
    }

    @Test
    void a_finding_keeps_its_name_when_text_is_added_around_it() {
        assertThat(read("call 090-1234-5678").getFirst().id())
                .isEqualTo(read("please do call 090-1234-5678 again").getFirst().id());
    }

    private static List<Finding> read(String text) {
        return new PersonalData().read(text, "en", new Place("summary", null), KNOWN);
    }
}
