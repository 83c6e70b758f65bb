package dev.manabi.blameless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is found, held against sentences that a person marked. The rules were written with one half of them. */
class SharedSentencesTest {

    private static final Path SHARED = Path.of("../../../shared/data");
    private static final Path SENTENCES = SHARED.resolve("language/blame_sentences.jsonl");
    private static final Path POSTMORTEMS = SHARED.resolve("postmortems/postmortems.jsonl");

    /** As a catalog would have them. */
    private static final Names NAMES = Names.of(
            Set.of(
                    "Sergei",
                    "Marta",
                    "Yuvi",
                    "J Birchall",
                    "docbrown",
                    "Niels Lunn",
                    "Rune",
                    "Akiko",
                    "Ben",
                    "Nadia",
                    "Fatima",
                    "Joel",
                    "Alice",
                    "Bob",
                    "John",
                    "Mike",
                    "Priya",
                    "Ross",
                    "Sam",
                    "Sarah",
                    "加藤",
                    "小林",
                    "渡辺",
                    "佐々木",
                    "中村",
                    "林"),
            Set.of("CAG", "Platform"));

    private static final LanguageCheck CHECK = new LanguageCheck();

    private record Row(String id, String language, String text, boolean blameful, String category, boolean sure) {

        boolean writtenWith() {
            CRC32 sum = new CRC32();
            sum.update(id.getBytes(StandardCharsets.UTF_8));
            return sum.getValue() % 2 == 0;
        }

        /** Where a sentence of its kind stands. */
        Place place() {
            if (category.startsWith("question")) {
                return Place.COMMENT;
            }
            boolean plan = category.contains("action") && !category.equals("responder_action")
                    || category.equals("owner_named")
                    || category.startsWith("should_in");
            return plan ? Place.ACTIONS : Place.CAUSE;
        }

        List<Finding> findings(Place place) {
            return CHECK.findings(
                    new Passage(text, language.equals("ja") ? Language.JAPANESE : Language.ENGLISH, place, NAMES));
        }
    }

    private record Score(String name, int right, int found, int blameful, int all) {

        double precision() {
            return found == 0 ? 1 : (double) right / found;
        }

        double recall() {
            return blameful == 0 ? 1 : (double) right / blameful;
        }

        static Score of(String name, List<Row> rows, boolean placed) {
            int right = 0;
            int found = 0;
            int blameful = 0;
            for (Row row : rows) {
                boolean finds =
                        !row.findings(placed ? row.place() : Place.OTHER).isEmpty();
                found += finds ? 1 : 0;
                blameful += row.blameful() ? 1 : 0;
                right += finds && row.blameful() ? 1 : 0;
            }
            Score score = new Score(name, right, found, blameful, rows.size());
            System.out.printf(
                    "Language check, %s: precision %.2f (%d of %d), recall %.2f (%d of %d), %d sentences%n",
                    name, score.precision(), right, found, score.recall(), right, blameful, rows.size());
            return score;
        }
    }

    @BeforeAll
    static void present() {
        assumeTrue(Files.isReadable(SENTENCES), "SKIPPED: there is no " + SENTENCES);
    }

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String line : Files.readAllLines(SENTENCES)) {
            JsonNode row = new ObjectMapper().readTree(line);
            rows.add(new Row(
                    row.get("id").asText(),
                    row.get("lang").asText(),
                    row.get("text").asText(),
                    row.get("label").asText().equals("blameful"),
                    row.get("category").asText(),
                    row.get("sure").asBoolean()));
        }
        return rows;
    }

    @Test
    void what_blames_is_found_and_what_does_not_is_left_alone() throws IOException {
        for (String language : List.of("en", "ja")) {
            List<Row> of = rows().stream()
                    .filter(row -> row.language().equals(language))
                    .toList();
            Score.of(
                    language + ", half that the rules were written with",
                    of.stream().filter(row -> row.sure() && row.writtenWith()).toList(),
                    true);
            Score.of(
                    language + ", held-out half",
                    of.stream().filter(row -> row.sure() && !row.writtenWith()).toList(),
                    true);
            Score.of(
                    language + ", all with place OTHER",
                    of.stream().filter(Row::sure).toList(),
                    false);
            Score.of(
                    language + ", not sure",
                    of.stream().filter(row -> !row.sure()).toList(),
                    true);
            Score score =
                    Score.of(language + ", all", of.stream().filter(Row::sure).toList(), true);
            perRule(of);
            if (Boolean.getBoolean("blameless.print")) {
                print(of);
            }
            assertThat(score.precision()).isGreaterThanOrEqualTo(0.9);
            assertThat(score.recall()).isGreaterThanOrEqualTo(0.85);
        }
    }

    private static void perRule(List<Row> rows) {
        Map<Rule, int[]> counts = new EnumMap<>(Rule.class);
        Map<String, int[]> recall = new TreeMap<>();
        for (Row row : rows.stream().filter(Row::sure).toList()) {
            List<Finding> findings = row.findings(row.place());
            findings.stream()
                    .map(Finding::rule)
                    .distinct()
                    .forEach(rule -> counts.computeIfAbsent(rule, any -> new int[2])[row.blameful() ? 0 : 1]++);
            if (row.blameful()) {
                int[] found = recall.computeIfAbsent(row.category(), any -> new int[2]);
                found[0] += findings.isEmpty() ? 0 : 1;
                found[1]++;
            }
        }
        counts.forEach((rule, count) -> System.out.printf(
                "  %s: precision %.2f (%d of %d)%n",
                rule, (double) count[0] / (count[0] + count[1]), count[0], count[0] + count[1]));
        recall.forEach((category, found) -> System.out.printf("  %s: recall %d of %d%n", category, found[0], found[1]));
    }

    private static void print(List<Row> rows) {
        for (Row row : rows.stream().filter(Row::writtenWith).toList()) {
            List<Finding> findings = row.findings(row.place());
            if (findings.isEmpty() == row.blameful()) {
                System.out.println((row.blameful() ? "  missed: " : "  too much: ") + row.id()
                        + (row.sure() ? " " : " (not sure) ") + row.text() + " "
                        + findings.stream()
                                .map(one -> one.rule() + " " + one.excerpt())
                                .toList());
            }
        }
    }

    @Test
    void postmortems_of_others_are_read() throws IOException {
        assumeTrue(Files.isReadable(POSTMORTEMS), "SKIPPED: there is no " + POSTMORTEMS);
        Map<Rule, Integer> counts = new EnumMap<>(Rule.class);
        int words = 0;
        for (String line : Files.readAllLines(POSTMORTEMS)) {
            JsonNode row = new ObjectMapper().readTree(line);
            String text = row.get("text").asText();
            words += text.split("\\s+").length;
            for (Finding finding : CHECK.findings(new Passage(text, Language.ENGLISH, Place.OTHER, Names.NONE))) {
                assertThat(text.substring(finding.start(), finding.end())).isEqualTo(finding.excerpt());
                counts.merge(finding.rule(), 1, Integer::sum);
                if (Boolean.getBoolean("blameless.print")) {
                    System.out.println("  found: " + finding.rule() + " «" + finding.excerpt() + "» in: "
                            + text.substring(
                                            Math.max(0, finding.start() - 90),
                                            Math.min(text.length(), finding.end() + 60))
                                    .replace('\n', ' '));
                }
            }
        }
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        System.out.printf(
                "Language check, 53 postmortems: %d findings in %d words, %.2f per 1 000 words, %s%n",
                all, words, 1000.0 * all / words, counts);
        assertThat(1000.0 * all / words).isLessThan(10);
    }
}
