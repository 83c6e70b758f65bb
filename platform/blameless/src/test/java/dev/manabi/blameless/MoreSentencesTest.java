package dev.manabi.blameless;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Our own sentences, written from what the rules are about before anybody saw what the check says to them: {@code more-sentences.jsonl}. */
class MoreSentencesTest {

    private static final Names NAMES = Names.of(
            Set.of("Tanaka", "Maria Lopez", "Oliver", "田中", "鈴木 一郎", "山本"),
            Set.of("Payments", "Storage", "決済基盤", "ストレージ"));

    private static final LanguageCheck CHECK = new LanguageCheck();

    private record Row(String id, String language, Place place, String rule, boolean blameful, String text) {

        List<Finding> findings() {
            return CHECK.findings(
                    new Passage(text, language.equals("ja") ? Language.JAPANESE : Language.ENGLISH, place, NAMES));
        }
    }

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        try (InputStream in = MoreSentencesTest.class.getResourceAsStream("/more-sentences.jsonl")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                JsonNode row = new ObjectMapper().readTree(line);
                rows.add(new Row(
                        row.get("id").asText(),
                        row.get("lang").asText(),
                        Place.valueOf(row.get("place").asText()),
                        row.get("rule").asText(),
                        row.get("blameful").asBoolean(),
                        row.get("text").asText()));
            }
        }
        return rows;
    }

    @Test
    void what_blames_is_found_and_what_does_not_is_left_alone() throws IOException {
        for (String language : List.of("en", "ja")) {
            int right = 0;
            int found = 0;
            int blameful = 0;
            Map<String, int[]> kinds = new TreeMap<>();
            for (Row row : rows().stream()
                    .filter(one -> one.language().equals(language))
                    .toList()) {
                List<Finding> findings = row.findings();
                boolean finds = !findings.isEmpty();
                right += finds && row.blameful() ? 1 : 0;
                found += finds ? 1 : 0;
                blameful += row.blameful() ? 1 : 0;
                int[] kind = kinds.computeIfAbsent(row.rule(), any -> new int[2]);
                kind[0] += finds == row.blameful() ? 1 : 0;
                kind[1]++;
                if (finds != row.blameful() && Boolean.getBoolean("blameless.print")) {
                    System.out.printf(
                            "  %s: %s %s %s%n",
                            row.blameful() ? "missed" : "too much",
                            row.id(),
                            row.text(),
                            findings.stream()
                                    .map(one -> one.rule() + " " + one.excerpt())
                                    .toList());
                }
            }
            double precision = (double) right / found;
            double recall = (double) right / blameful;
            System.out.printf(
                    "Language check, %s, more sentences: precision %.2f (%d of %d), recall %.2f (%d of %d)%n",
                    language, precision, right, found, recall, right, blameful);
            kinds.forEach(
                    (kind, count) -> System.out.printf("  %s: judged as marked %d of %d%n", kind, count[0], count[1]));
            assertThat(precision).isGreaterThanOrEqualTo(0.9);
            assertThat(recall).isGreaterThanOrEqualTo(0.81);
        }
    }
}
