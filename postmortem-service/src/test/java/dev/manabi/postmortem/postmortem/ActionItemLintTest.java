package dev.manabi.postmortem.postmortem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.postmortem.postmortem.domain.ActionItem;
import dev.manabi.postmortem.postmortem.domain.ActionItem.ActionStatus;
import dev.manabi.postmortem.postmortem.domain.ActionItem.Kind;
import dev.manabi.postmortem.postmortem.domain.ActionItem.Priority;
import dev.manabi.postmortem.postmortem.domain.ActionItem.Task;
import dev.manabi.postmortem.postmortem.domain.ActionItemLint;
import dev.manabi.postmortem.postmortem.domain.ActionItemLint.Advice;
import dev.manabi.postmortem.postmortem.domain.ActionItemLint.Finding;
import dev.manabi.postmortem.postmortem.domain.Content;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActionItemLintTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Improve monitoring",
                "Make the deployment better",
                "Look into the retry storm",
                "Optimise the query",
                "Consider a canary",
                "監視を改善する",
                "再発防止策を検討する。",
                "手順を見直す",
                "品質の向上に努める"
            })
    void what_does_not_say_what_will_be_different_is_vague(String title) {
        assertThat(adviceOn(title)).containsExactly(Advice.VAGUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Train the on-call engineers",
                "Train Alex on the new console",
                "Remind everybody of the procedure",
                "Be more careful with configuration pushes",
                "Double-check every push",
                "Write a guide and educate the team",
                "設定変更時に気をつける",
                "手順を周知徹底する",
                "担当者を再教育する",
                "リリース前にダブルチェックする",
                "関係者に注意喚起を行う"
            })
    void what_asks_people_to_act_differently_is_noticed(String title) {
        assertThat(adviceOn(title)).containsExactly(Advice.ABOUT_PEOPLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Alert when more than 1 % of the card payments fail",
                "Improve the p99 of checkout to below 300 ms",
                "Train the anomaly detection model on last year's traffic",
                "The deployment stops where the canary fails",
                "The bot reminds the owner of open pushes",
                "Automate the double check of configuration pushes",
                "決済の失敗率が1%を超えたら通知する",
                "設定のダブルチェックを自動化する",
                "手動のダブルチェックを不要にする",
                "検討会の議事録を自動で保存する",
                "カナリアが失敗したらデプロイを止める"
            })
    void what_names_a_change_of_the_system_is_left_alone(String title) {
        assertThat(adviceOn(title)).isEmpty();
    }

    @Test
    void an_action_item_without_an_end_state_is_asked_for_one_and_a_declined_one_is_not() {
        ActionItem open = item("Alert on errors", Kind.PREVENT, Priority.P1, " ", ActionStatus.OPEN);
        ActionItem declined = item("Improve it", Kind.DETECT, Priority.P1, null, ActionStatus.DECLINED);
        assertThat(of(Set.of(), open, declined)).containsExactly(new Finding(Advice.NO_END_STATE, open.id()));
    }

    @Test
    void many_of_one_priority_are_noticed() {
        ActionItem one = item("Stop at a failing canary", Kind.PREVENT, Priority.P1, "seen", ActionStatus.OPEN);
        ActionItem two = item("Alert on errors", Kind.DETECT, Priority.P1, "seen", ActionStatus.OPEN);
        ActionItem three = item("Cut the link", Kind.MITIGATE, Priority.P1, "seen", ActionStatus.OPEN);
        ActionItem lower = item("Cut the link", Kind.MITIGATE, Priority.P2, "seen", ActionStatus.OPEN);
        assertThat(of(Set.of(), one, two)).isEmpty();
        assertThat(of(Set.of(), one, two, three)).containsExactly(new Finding(Advice.ALL_PRIORITIES_EQUAL, null));
        assertThat(of(Set.of(), one, two, lower)).isEmpty();
    }

    @Test
    void nothing_that_prevents_is_noticed_unless_there_is_a_reason() {
        ActionItem detects = item("Alert on errors", Kind.DETECT, Priority.P1, "seen", ActionStatus.OPEN);
        ActionItem declined = item("Cut it", Kind.PREVENT, Priority.P1, "seen", ActionStatus.DECLINED);
        assertThat(of(Set.of(), detects, declined)).containsExactly(new Finding(Advice.NOTHING_PREVENTS, null));
        assertThat(of(Set.of("nothing-prevents"), detects)).isEmpty();
    }

    @Test
    void where_users_were_affected_something_is_urgent() {
        ActionItem later = item("Stop at a failing canary", Kind.PREVENT, Priority.P2, "seen", ActionStatus.OPEN);
        Content content = new Content("Errors", List.of(), List.of(later));
        assertThat(ActionItemLint.of(content, Set.of(), true))
                .containsExactly(new Finding(Advice.NOTHING_URGENT, null));
        assertThat(ActionItemLint.of(content, Set.of(), false)).isEmpty();
    }

    @Test
    void advice_speaks_the_language_of_the_postmortem_and_blames_nobody() {
        for (Advice advice : Advice.values()) {
            assertThat(advice.message("en")).isNotBlank().doesNotContain("you");
            assertThat(advice.message("ja")).isNotBlank().isNotEqualTo(advice.message("en"));
            assertThat(advice.code()).matches("[a-z-]+");
        }
    }

    private static List<Advice> adviceOn(String title) {
        return of(Set.of(), item(title, Kind.PREVENT, Priority.P1, "It was seen", ActionStatus.OPEN)).stream()
                .map(Finding::advice)
                .toList();
    }

    private static List<Finding> of(Set<String> dismissed, ActionItem... items) {
        return ActionItemLint.of(new Content("Errors", List.of(), Arrays.asList(items)), dismissed, false);
    }

    private static ActionItem item(
            String title, Kind kind, Priority priority, @Nullable String endState, ActionStatus status) {
        Task task = new Task(title, kind, priority, "alex", Instant.EPOCH, endState, null);
        return new ActionItem(UUID.randomUUID(), task, null, status, null, null, null);
    }
}
