package dev.manabi.blameless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the text, it is read to its end, soon. */
class HostileTextTest {

    private static final int LONG = 200_000;
    private static final Names NAMES = Names.of(Set.of("Mei Tanaka", "高橋 健"), Set.of("payments"));

    private final LanguageCheck check = new LanguageCheck();

    private List<Finding> read(String text, Place place) {
        List<Finding> findings = check.findings(new Passage(text, Language.ENGLISH, place, NAMES));
        int free = 0;
        for (Finding finding : findings) {
            assertThat(finding.start()).isGreaterThanOrEqualTo(free).isLessThan(finding.end());
            assertThat(finding.excerpt()).isEqualTo(text.substring(finding.start(), finding.end()));
            free = finding.end();
        }
        return findings;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "`",
                "``` ",
                "\"",
                "「",
                "「「」",
                "“",
                "[",
                "](",
                "[x](",
                "<",
                "<a",
                "<!--",
                "*",
                "_",
                "|",
                "| a ",
                "> ",
                "- ",
                "    ",
                "#",
                "\\",
                "!",
                "?",
                "!?",
                "！",
                "@",
                "a@",
                "http://",
                "A ",
                "NEVER ",
                "'",
                "-",
                "a-",
                "a'",
                "(",
                ")",
                ",",
                "he, ",
                "and ",
                "had ",
                "if ",
                "the operator ",
                "who ",
                "nobody ",
                "not ",
                "\n",
                "\r\n",
                "\t",
                "\u0000",
                "\uD800",
                "\uDC00",
                "\uFFFC",
                "あ",
                "は",
                "が",
                "確認",
                "誰が",
                "、",
                "。",
                "しなかった",
                "確認不足 ",
                "べき",
                "ー",
                "ミス",
                "𠮷",
                "1. ",
                "e.g. ",
                "failed to ",
                "should have been ",
                "of the ",
                "more ",
                "人",
                "なぜ"
            })
    @Timeout(60)
    void one_thing_again_and_again_is_read_in_time(String piece) {
        String text = piece.repeat(LONG / piece.length());
        assertThatCode(() -> read(text, Place.OTHER)).doesNotThrowAnyException();
    }

    @Test
    @Timeout(60)
    void any_characters_are_read() {
        Random random = new Random(42);
        String[] pieces = {
            "`",
            "*",
            "「",
            "」",
            "\"",
            "[",
            "](",
            ")",
            "<",
            ">",
            "|",
            "\n",
            "\n\n",
            "> ",
            "- ",
            "```\n",
            " ",
            " ",
            " ",
            "。",
            ". ",
            "? ",
            "the operator ",
            "failed to ",
            "check ",
            "Mei ",
            "Tanaka ",
            "should ",
            "have ",
            "担当者",
            "が",
            "確認",
            "しなかった",
            "ため",
            "\uD83D",
            "\uDE00",
            "é",
            "not ",
            "never ",
            "who ",
            "高橋",
            "健",
            "さん"
        };
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(120);
            for (int at = 0; at < length; at++) {
                if (random.nextInt(4) == 0) {
                    text.append((char) random.nextInt(Character.MAX_VALUE + 1));
                } else {
                    text.append(pieces[random.nextInt(pieces.length)]);
                }
            }
            Place place = Place.values()[random.nextInt(Place.values().length)];
            assertThatCode(() -> read(text.toString(), place))
                    .as(text.toString())
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void an_empty_text_has_no_findings() {
        assertThat(read("", Place.OTHER)).isEmpty();
        assertThat(read(" \n\n\t", Place.OTHER)).isEmpty();
    }

    @Test
    @Timeout(60)
    void many_threads_find_the_same() throws Exception {
        String text = "The operator failed to check. 担当者が確認しなかったため停止した。 Root cause: human error!!\n\n".repeat(30);
        List<Finding> alone = read(text, Place.CAUSE);
        assertThat(alone).hasSizeGreaterThan(90);
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            Callable<List<Finding>> reading = () -> read(text, Place.CAUSE);
            for (Future<List<Finding>> one : threads.invokeAll(
                    IntStream.range(0, 64).mapToObj(any -> reading).toList())) {
                assertThat(one.get()).isEqualTo(alone);
            }
        }
    }

    /** Printed and not asserted: what it costs says more about the machine. */
    @Test
    void what_a_long_document_costs_is_printed() {
        String english =
                ("At 10:41 the on-call engineer noticed the latency of the checkout service and paged the database team. "
                                + "The standby refused connections until its log was replayed, so the operator failed to switch over. ")
                        .repeat(90);
        String japanese = "10:41 に当番がチェックアウトの遅延に気付き、データベースの担当者に連絡した。待機系はログの再生が終わるまで接続を拒否していたため、切り替えに九分かかった。".repeat(70);
        for (String text : List.of(english, japanese)) {
            for (int warm = 0; warm < 200; warm++) {
                read(text, Place.CAUSE);
            }
            long[] nanos = new long[51];
            for (int round = 0; round < nanos.length; round++) {
                long start = System.nanoTime();
                read(text, Place.CAUSE);
                nanos[round] = System.nanoTime() - start;
            }
            java.util.Arrays.sort(nanos);
            System.out.printf(
                    "Language check, %,d characters, %,d words: median %.1f ms, slowest %.1f ms%n",
                    text.length(), text.split("\\s+").length, nanos[25] / 1e6, nanos[50] / 1e6);
            assertThat(Duration.ofNanos(nanos[25])).isPositive();
        }
    }
}
