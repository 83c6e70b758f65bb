package dev.manabi.incident.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.manabi.incident.chat.ProposalRules.Proposal;
import dev.manabi.incident.chat.ProposalRules.Reason;
import dev.manabi.incident.incident.domain.EntryKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is proposed, held against what a person marked by hand. */
class ChatProposalTest {

    private static final Path SHARED = Path.of("../../shared/data/webhooks/slack_export/derived/inc-2016-12-05");

    /** By their time stamps: everything but the joining, "looking" and the thanks. */
    private static final Set<String> NO_FACTS = Set.of("1480925760.000040", "1480925820.000201", "1480927320.000701");

    private static final Pattern LINE =
            Pattern.compile("([+-]) (\\d{2}:\\d{2}) (\\S+) ((?:\\[(?:bot|join|pin|react=\\w+)] )*)(.+)");

    private record Marked(Said said, boolean fact) {}

    /** Share of what was proposed that is a fact, and share of the facts that were proposed. */
    private record Score(double precision, double recall) {

        static Score of(String name, List<Marked> all) {
            List<Marked> proposed = all.stream()
                    .filter(one -> ProposalRules.of(one.said()).proposed())
                    .toList();
            long right = proposed.stream().filter(Marked::fact).count();
            long facts = all.stream().filter(Marked::fact).count();
            Score score = new Score((double) right / proposed.size(), (double) right / facts);
            System.out.printf(
                    "Proposals for %s: precision %.2f (%d of %d), recall %.2f (%d of %d), %d messages%n",
                    name, score.precision(), right, proposed.size(), score.recall(), right, facts, all.size());
            all.stream()
                    .filter(one -> ProposalRules.of(one.said()).proposed() != one.fact())
                    .forEach(one -> System.out.println((one.fact() ? "  missed: " : "  too much: ")
                            + one.said().text() + " "
                            + ProposalRules.of(one.said()).reasons()));
            return score;
        }
    }

    @Test
    void facts_are_proposed_in_english() throws IOException {
        Score score = Score.of("english.txt", marked("english.txt"));
        assertThat(score.precision()).isGreaterThanOrEqualTo(0.85);
        assertThat(score.recall()).isGreaterThanOrEqualTo(0.85);
    }

    @Test
    void facts_are_proposed_in_japanese() throws IOException {
        Score score = Score.of("japanese.txt", marked("japanese.txt"));
        assertThat(score.precision()).isGreaterThanOrEqualTo(0.85);
        assertThat(score.recall()).isGreaterThanOrEqualTo(0.85);
    }

    /** The rules were never changed because of this one. */
    @Test
    void facts_are_proposed_of_a_channel_that_the_rules_were_not_made_with() throws IOException {
        Score score = Score.of("held-out.txt", marked("held-out.txt"));
        assertThat(score.precision()).isGreaterThanOrEqualTo(0.7);
        assertThat(score.recall()).isGreaterThanOrEqualTo(0.6);
    }

    /** Written and marked by somebody else than the rules, which were not changed because of the last one. */
    @ParameterizedTest
    @CsvSource({"english-checkout, 0.75", "japanese-database, 0.85", "mixed-search, 0.7", "held-out-login, 0.75"})
    void facts_are_proposed_of_what_others_have_marked(String name, double least) throws IOException {
        Path channels = Path.of("src/test/resources/chat");
        Set<String> facts = Set.copyOf(Files.readAllLines(channels.resolve(name + ".facts.txt")));
        List<Marked> all = SlackExport.ofJson(Files.readAllBytes(channels.resolve(name + ".json"))).messages().stream()
                .map(said -> new Marked(said, facts.contains(said.id())))
                .toList();
        assertThat(all).filteredOn(Marked::fact).hasSize(facts.size());
        Score score = Score.of(name, all);
        assertThat(score.precision()).isGreaterThanOrEqualTo(least);
        assertThat(score.recall()).isGreaterThanOrEqualTo(least);
    }

    @Test
    void facts_are_proposed_of_the_shared_export() throws IOException {
        assumeTrue(Files.isDirectory(SHARED), "SKIPPED: there is no " + SHARED);
        List<Marked> all = new ArrayList<>();
        try (Stream<Path> days = Files.list(SHARED)) {
            for (Path day : days.sorted().toList()) {
                SlackExport.ofJson(Files.readAllBytes(day))
                        .messages()
                        .forEach(said -> all.add(new Marked(said, !NO_FACTS.contains(said.id()))));
            }
        }
        Score score = Score.of("the shared export", all);
        assertThat(all).hasSize(11);
        assertThat(score.precision()).isGreaterThanOrEqualTo(0.85);
        assertThat(score.recall()).isGreaterThanOrEqualTo(0.85);
    }

    @ParameterizedTest
    @CsvSource({
        "rolled back to 4.1, done",
        "checkout 4.2 was deployed, deployed",
        "root cause is the pool, found",
        "customers are reporting failed logins, begun",
        "Resolved, status",
        "/incident open checkout, command",
        "データベースを再起動した, done",
        "原因は証明書の期限切れ, found",
        "22:05に復旧, status"
    })
    void a_rule_says_what_it_saw(String text, String rule) {
        Proposal proposal = ProposalRules.of(said(text));
        assertThat(proposal.proposed()).isTrue();
        assertThat(proposal.reasons()).extracting(Reason::rule).contains(rule);
        assertThat(proposal.reasons()).extracting(Reason::words).allMatch(words -> !words.isBlank());
    }

    @ParameterizedTest
    @CsvSource({
        "thanks",
        "ok",
        "見ます",
        "お疲れさまでした",
        "is it resolved?",
        "復旧しましたか?",
        "I'll restart it",
        "再起動しましょう",
        "what happened"
    })
    void chatter_questions_and_plans_are_no_facts(String text) {
        assertThat(ProposalRules.of(said(text)).proposed()).isFalse();
    }

    @Test
    void what_a_person_pinned_is_proposed_whatever_it_says_and_what_was_quoted_is_not_the_speakers() {
        Said plain = said("see above");
        Said pinned =
                new Said("1", plain.at(), List.of(), "mei", false, "see above", null, null, List.of(), true, false);
        assertThat(ProposalRules.of(plain).proposed()).isFalse();
        assertThat(ProposalRules.of(pinned).proposed()).isTrue();
        assertThat(ProposalRules.of(said("> rolled back to 4.1\nagreed")).proposed())
                .isFalse();
    }

    @Test
    void a_proposal_says_what_sort_of_fact_it_would_be() {
        assertThat(ProposalRules.of(said("rolled back to 4.1")).kind()).isEqualTo(EntryKind.ACTION);
        assertThat(ProposalRules.of(said("checkout 4.2 was deployed")).kind()).isEqualTo(EntryKind.DEPLOYMENT);
        assertThat(ProposalRules.of(said("root cause is the pool")).kind()).isEqualTo(EntryKind.CHAT);
    }

    private static Said said(String text) {
        return new Said("1", Instant.EPOCH, List.of("mei"), "mei", false, text, null, null, List.of(), false, false);
    }

    private static List<Marked> marked(String name) throws IOException {
        List<Marked> all = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("src/test/resources/chat", name))) {
            Matcher found = LINE.matcher(line);
            if (line.startsWith("#")) {
                continue;
            }
            assertThat(found.matches()).as(line).isTrue();
            String tags = found.group(4);
            Matcher reaction = Pattern.compile("react=(\\w+)").matcher(tags);
            Said said = new Said(
                    String.valueOf(all.size()),
                    Instant.parse("2026-03-01T" + found.group(2) + ":00Z"),
                    List.of(found.group(3)),
                    found.group(3),
                    tags.contains("[bot]"),
                    found.group(5),
                    null,
                    null,
                    reaction.find() ? List.of(reaction.group(1)) : List.of(),
                    tags.contains("[pin]"),
                    tags.contains("[join]"));
            all.add(new Marked(said, found.group(1).equals("+")));
        }
        return all;
    }
}
