package dev.manabi.blameless;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One sentence at a time, written for these rules: what each finds, and the traps that it must not step into. */
class RulesTest {

    private static final Names NAMES = Names.of(
            Set.of("Mei Tanaka", "Omar", "Lena Fischer", "高橋 健", "高橋"), Set.of("payments", "Search Platform", "決済チーム"));

    private final LanguageCheck check = new LanguageCheck();

    private List<Finding> findings(String text, Place place) {
        Language language = text.codePoints().anyMatch(Script::isJapanese) ? Language.JAPANESE : Language.ENGLISH;
        return check.findings(new Passage(text, language, place, NAMES));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "L1 | CAUSE | The operator should have noticed the second warning.",
                "L1 | CAUSE | Omar could have paged the database team earlier.",
                "L1 | LESSONS | If the reviewer had read the diff, nothing would have happened.",
                "L1 | LESSONS | Had anyone checked the disk, the outage would have been shorter.",
                "L1 | CAUSE | If only the rollout had been stopped.",
                "L1 | CAUSE | The on-call engineer, who was new, failed to escalate.",
                "L1 | CAUSE | An admin opened the console but forgot to select the region.",
                "L1 | CAUSE | The developers did not test the migration against real data.",
                "L1 | CAUSE | She never verified that the backup was complete.",
                "L1 | CAUSE | Nobody on the team noticed the growing queue.",
                "L1 | CAUSE | The engineer wasn't aware that the flag was global.",
                "L1 | CAUSE | The change could have been caught in review.",
                "L1 | CAUSE | Lena merged the branch without asking.",
                "L2 | CAUSE | The technician did not follow the shutdown procedure.",
                "L2 | CAUSE | The developers violated the deployment policy.",
                "L2 | CAUSE | The runbook was not followed.",
                "L2 | CAUSE | An intern skipped the code review.",
                "L2 | LESSONS | Next time please follow the checklist as you should.",
                "L3 | CAUSE | Root cause: human error.",
                "L3 | CAUSE | The outage was due to operator error.",
                "L3 | CAUSE | It came down to a mistake by the administrator.",
                "L3 | CAUSE | The reviewer's oversight let the change through.",
                "L3 | CAUSE | An engineer accidentally ran the script in production.",
                "L3 | CAUSE | The operator selected the wrong cluster.",
                "L4 | CAUSE | This was sloppy work.",
                "L4 | CAUSE | The on-call person ignored two pages.",
                "L4 | CAUSE | It shows a lack of discipline.",
                "L4 | CAUSE | The new hire's manager was too lazy to look, and the developer was lazy too.",
                "L4 | CAUSE | It was his fault.",
                "L4 | SUMMARY | The contractor is to blame for the outage.",
                "L1 | CAUSE | Nobody bothered to answer.",
                "L1 | CAUSE | The engineer who wrote the script did not consider leap days.",
                "L1 | CAUSE | The engineer running the migration failed to stop it.",
                "L1 | CAUSE | The engineer, new to the team, did not use the dry run.",
                "L5 | SUMMARY | It is ridiculous that this can happen.",
                "L5 | SUMMARY | The database was down again!!",
                "L5 | SUMMARY | Please NEVER DO THIS again.",
                "L5 | SUMMARY | What were they thinking?",
                "L6 | CAUSE | Omar broke the login page.",
                "L6 | CAUSE | The outage was caused by Mei Tanaka.",
                "L6 | CAUSE | Mei's commit broke the importer.",
                "L6 | LESSONS | The Search Platform team took down the index.",
                "L6 | CAUSE | Lena deleted the volume.",
                "L7 | ACTIONS | Train engineers on the rollback procedure.",
                "L7 | ACTIONS | Remind everyone to look at the dashboard.",
                "L7 | ACTIONS | Operators must be more careful with wildcards.",
                "L7 | ACTIONS | Double-check the target before each run.",
                "L7 | ACTIONS | Schedule refresher training for all developers.",
                "L7 | ACTIONS | Make sure engineers check the cluster name.",
                "L7 | ACTIONS | Omar needs to be more careful.",
                "L7 | ACTIONS | Developers must be trained on the tool.",
                "L7 | LESSONS | We need to pay more attention to alerts.",
                "L8 | COMMENT | Who approved this?",
                "L8 | COMMENT | Why did you restart the primary?",
                "L8 | COMMENT | Why didn't anyone escalate?",
                "L8 | COMMENT | How could Omar miss that?",
                "L9 | CAUSE | Obviously the limit was too low.",
                "L9 | CAUSE | The limit was clearly too low.",
                "L9 | CAUSE | Of course the disk was full.",
                "L9 | CAUSE | In hindsight the signs were there.",
            })
    void english_that_blames_is_found(Rule rule, Place place, String text) {
        assertThat(findings(text, place)).as(text).extracting(Finding::rule).contains(rule);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CAUSE | The health check should have failed, but it only looks at the port.",
                "CAUSE | The standby failed to take over.",
                "CAUSE | The alert for the on-call engineer failed to fire.",
                "CAUSE | The Kubernetes operator failed to reconcile the claim.",
                "CAUSE | The parser did not check the length of the field.",
                "CAUSE | The proxy ignored the header.",
                "CAUSE | The package manager forgot the lock file.",
                "CAUSE | This was not human error: the form accepts any value.",
                "CAUSE | It makes no sense to call this operator error.",
                "LESSONS | We look for conditions rather than human error.",
                "LESSONS | The guard prevents operator error.",
                "CAUSE | The rule says «never write human error».",
                "CAUSE | Our guide forbids the words \"careless\" and “human error”.",
                "CAUSE | `operator error` is the text of the exception.",
                "CAUSE | > Root cause: human error.",
                "ACTIONS | The deploy tool should have a confirmation step.",
                "ACTIONS | Every service should have read replicas in two zones.",
                "ACTIONS | Omar adds a limit to the importer.",
                "ACTIONS | Add a check that refuses an empty region (owner: Mei Tanaka).",
                "ACTIONS | Train the anomaly model with last year's data.",
                "ACTIONS | The bot reminds the channel when a review is due.",
                "ACTIONS | Move the training job to the new cluster.",
                "TIMELINE | 10:41 Omar deployed version 4.2.",
                "TIMELINE | 10:41 Lena deleted the old volume.",
                "RESPONSE | Mei Tanaka rolled back the release at 10:52.",
                "RESPONSE | The on-call engineer noticed the latency and paged the database team.",
                "COMMENT | Why did the alert take nine minutes?",
                "COMMENT | What did the page show?",
                "COMMENT | Who will own the action?",
                "COMMENT | How did that make sense at the time?",
                "SUMMARY | Images are loaded by lazy loading, and the lazy cache was empty.",
                "SUMMARY | GET, PUT AND DELETE answered 503.",
                "SUMMARY | The API, DNS and CDN were down!",
                "ACTIONS | Error messages must be clearly labelled.",
                "CAUSE | The cause was not obvious from the dashboard.",
                "CAUSE | Users failed to log in.",
                "CAUSE | Nobody could have known that the flag was global.",
                "CAUSE | The engineer could not have seen the second alert.",
                "CAUSE | The on-call engineer did not receive the page.",
                "CAUSE | Nobody was paged because the route was disabled.",
                "CAUSE | The procedure does not mention the flag.",
                "CAUSE | We had no alert for this.",
                "LESSONS | Telling people to be careful does not work: instead of asking them to be careful we add a lock.",
            })
    void english_that_does_not_is_left_alone(Place place, String text) {
        assertThat(findings(text, place)).as(text).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "L1 | CAUSE | 作業者は事前にバックアップを確認すべきだった。",
                "L1 | CAUSE | もっと早く報告していれば被害は防げた。",
                "L1 | CAUSE | 担当者が戻り値を確認しなかったため、処理が続いた。",
                "L1 | CAUSE | オペレーターが報告を怠った。",
                "L1 | CAUSE | フラグを戻し忘れた。",
                "L1 | CAUSE | エンジニアは警告に気付かなかった。",
                "L1 | CAUSE | 開発者がログを読まずに再起動した。",
                "L1 | CAUSE | 担当者が承認を待たずにリリースした。",
                "L2 | CAUSE | 担当者が手順書に従わなかった。",
                "L2 | CAUSE | 作業者がルールを守らず変更した。",
                "L2 | CAUSE | 運用担当の手順違反が原因である。",
                "L2 | CAUSE | 新人が無断で設定を変えた。",
                "L3 | CAUSE | 原因はヒューマンエラーである。",
                "L3 | CAUSE | 確認不足により本番に反映された。",
                "L3 | CAUSE | 作業者の思い込みが原因だった。",
                "L3 | CAUSE | 操作ミスでテーブルが消えた。",
                "L3 | CAUSE | 確認が不十分だった。",
                "L3 | CAUSE | エンジニアが対象を間違えた。",
                "L4 | CAUSE | 担当者の怠慢が招いた障害だ。",
                "L4 | CAUSE | チームの危機感が足りなかった。",
                "L4 | CAUSE | 当番がアラートを無視した。",
                "L4 | CAUSE | 今回の障害は私の責任です。",
                "L4 | CAUSE | 開発者のせいで停止した。",
                "L5 | SUMMARY | こんな設定はとんでもない。",
                "L5 | SUMMARY | また落ちた！！",
                "L6 | CAUSE | 高橋が本番のテーブルを削除した。",
                "L6 | CAUSE | 中野さんがサーバーを停止させた。",
                "L6 | LESSONS | 決済チームが障害を引き起こした。",
                "L7 | ACTIONS | 今後は気をつける。",
                "L7 | ACTIONS | 手順を全員に周知徹底する。",
                "L7 | ACTIONS | 作業時はダブルチェックを行う。",
                "L7 | ACTIONS | 担当者を再教育する。",
                "L7 | ACTIONS | 作業前に必ず手順書を読むこと。",
                "L2 | CAUSE | 運用チームがテストを省略した。",
                "L7 | ACTIONS | 注意喚起を行う。",
                "L8 | COMMENT | 誰が承認したのですか?",
                "L8 | COMMENT | なぜ確認しなかったのですか?",
                "L9 | CAUSE | 上限が低いのは当然だった。",
                "L9 | CAUSE | 設定値は明らかに誤りだった。",
            })
    void japanese_that_blames_is_found(Rule rule, Place place, String text) {
        assertThat(findings(text, place)).as(text).extracting(Finding::rule).contains(rule);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CAUSE | 不注意ではなく、画面の表示が原因である。",
                "CAUSE | ヒューマンエラーを原因としない。",
                "CAUSE | スクリプトが戻り値を確認しなかったため、処理が続いた。",
                "CAUSE | アラートは五分で発報すべきだった。",
                "CAUSE | サーバーが応答しなかったため切り替えた。",
                "CAUSE | 手順書に「確認不足」と書かないこと。",
                "CAUSE | メモリ不足でプロセスが落ちた。",
                "CAUSE | キャッシュミスが増えた。",
                "CAUSE | 操作ミスが起きやすい画面だった。",
                "LESSONS | 個人の責任を追及する場ではない。",
                "LESSONS | 犯人探しはしない。",
                "RESPONSE | 当番が気付けなかったのは、通知が届かなかったためである。",
                "ACTIONS | タイムアウトは三秒にすべきである。",
                "ACTIONS | 操作ミスを防ぐ確認画面を追加する。",
                "ACTIONS | 二重チェックを自動化する。",
                "ACTIONS | 注意喚起のバナーを画面に表示する。",
                "ACTIONS | 上限の検査を追加する (担当: 高橋)。",
                "TIMELINE | 10:41 高橋がバージョン4.2をデプロイした。",
                "RESPONSE | 高橋さんが 10:52 に切り戻した。",
                "CAUSE | 原因が明らかになった。",
                "CAUSE | 障害の責任者は中野さんである。",
                "COMMENT | なぜアラートは鳴らなかったのですか?",
                "COMMENT | その時、画面には何が表示されていましたか?",
                "COMMENT | 誰が担当しますか?",
                "SUMMARY | 負の値はありえない値として拒否される。",
                "CAUSE | リトライ処理がヘッダーを無視した。",
                "CAUSE | GCのせいで応答が遅れた。",
                "CAUSE | 監視が異常に気付かなかった。",
            })
    void japanese_that_does_not_is_left_alone(Place place, String text) {
        assertThat(findings(text, place)).as(text).isEmpty();
    }

    @Test
    void a_finding_says_where_it_is_and_how_else_to_say_it() {
        String text = "# Cause\n\n- *The* operator **failed to** escalate.\n";
        List<Finding> findings = findings(text, Place.CAUSE);
        assertThat(findings).hasSize(1);
        Finding finding = findings.getFirst();
        assertThat(finding.excerpt())
                .isEqualTo(text.substring(finding.start(), finding.end()))
                .isEqualTo("failed to** escalate");
        assertThat(finding.reason()).isNotBlank();
        assertThat(finding.suggestion()).contains("?");
    }

    @Test
    void every_wording_has_a_reason_and_another_wording_that_the_check_itself_accepts() {
        for (Wording wording : Wording.values()) {
            assertThat(wording.suggestion(Language.ENGLISH)).isNotBlank();
            assertThat(findings(wording.suggestion(Language.ENGLISH), Place.COMMENT))
                    .as(wording.suggestion(Language.ENGLISH))
                    .isEmpty();
            assertThat(findings(wording.suggestion(Language.JAPANESE), Place.COMMENT))
                    .as(wording.suggestion(Language.JAPANESE))
                    .isEmpty();
        }
    }

    @Test
    void a_name_is_one_only_if_the_catalog_has_it() {
        String text = "Omar broke the login page.";
        assertThat(check.findings(new Passage(text, Language.ENGLISH, Place.CAUSE, Names.NONE)))
                .isEmpty();
        assertThat(findings(text, Place.CAUSE)).hasSize(1);
        assertThat(findings(text, Place.TIMELINE)).isEmpty();
    }

    @Test
    void cells_of_a_table_are_read_one_by_one_and_code_is_not_read() {
        String text = """
                | what | owner |
                | --- | --- |
                | Add a lock | Omar |
                | Be careful next time | Mei Tanaka |

                ```
                Be careful.
                ```

                    Be careful.

                <!-- Be careful. -->
                > Be careful.
                - see https://example.org/be-careful and `be careful`
                """;
        assertThat(findings(text, Place.ACTIONS)).extracting(Finding::excerpt).containsExactly("Be careful");
    }

    @Test
    void both_languages_are_read_in_one_text_and_explained_in_the_one_that_was_asked_for() {
        String text = "原因は確認不足。 The operator forgot to look.";
        List<Finding> findings = check.findings(new Passage(text, Language.ENGLISH, Place.CAUSE, NAMES));
        assertThat(findings).extracting(Finding::rule).containsExactly(Rule.L3, Rule.L1);
        assertThat(findings).allMatch(finding -> Script.isLatin(finding.reason()));
    }
}
