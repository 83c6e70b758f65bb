package dev.manabi.blameless;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Sentences that were written from what the rules are about before it was looked how they fare. Each is read where it
 * would stand. What is printed is kept from getting worse.
 */
class OwnSentencesTest {

    private static final Names NAMES =
            Names.of(Set.of("Alice", "Bob", "Mike", "Priya", "Sarah", "加藤", "小林", "林"), Set.of());
    private static final LanguageCheck CHECK = new LanguageCheck();

    private record Row(String language, boolean blames, Place place, String rule, String text) {

        static Row of(String line) {
            String[] cells = line.split("\t");
            return new Row(cells[0], cells[1].equals("B"), Place.valueOf(cells[2]), cells[3], cells[4]);
        }

        boolean isFound() {
            return !CHECK.findings(new Passage(text, Language.of(language), place, NAMES))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"en, 0.90, 0.85", "ja, 0.90, 0.85"})
    void what_blames_is_found_and_what_does_not_is_left_alone(String language, double precision, double recall)
            throws IOException {
        List<Row> rows =
                rows().stream().filter(row -> row.language().equals(language)).toList();
        List<Row> found = rows.stream().filter(Row::isFound).toList();
        long right = found.stream().filter(Row::blames).count();
        long blaming = rows.stream().filter(Row::blames).count();
        double thePrecision = (double) right / found.size();
        double theRecall = (double) right / blaming;
        System.out.printf(
                "Language check, own sentences, %s: precision %.2f (%d of %d), recall %.2f (%d of %d), %d sentences%n",
                language, thePrecision, right, found.size(), theRecall, right, blaming, rows.size());
        rows.stream()
                .filter(Row::blames)
                .collect(Collectors.groupingBy(Row::rule, TreeMap::new, Collectors.toList()))
                .forEach((rule, those) -> System.out.printf(
                        "  %s: recall %d of %d%n",
                        rule, those.stream().filter(Row::isFound).count(), those.size()));
        rows.stream()
                .filter(row -> row.isFound() != row.blames())
                .forEach(row -> System.out.println((row.blames() ? "  not found: " : "  found: ") + row.text()));
        assertThat(thePrecision).isGreaterThanOrEqualTo(precision);
        assertThat(theRecall).isGreaterThanOrEqualTo(recall);
    }

    private static List<Row> rows() throws IOException {
        try (InputStream file = OwnSentencesTest.class.getResourceAsStream("/own-sentences.tsv")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(Row::of)
                    .toList();
        }
    }
}
