package dev.manabi.postmortem.postmortem;

import dev.manabi.postmortem.tracker.Tracker.State;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** What is written into issues, in the language of the postmortem. */
final class TrackerWords {

    private TrackerWords() {}

    static String text(ActionItemView item, PostmortemView postmortem, String publicUrl) {
        boolean japanese = postmortem.language.equals("ja");
        StringBuilder text = new StringBuilder();
        if (item.endState != null && !item.endState.isBlank()) {
            text.append(japanese ? "完了の状態: " : "Done when: ")
                    .append(item.endState)
                    .append("\n\n");
        }
        text.append(japanese ? "期日: " : "Due: ")
                .append(item.dueAt.atOffset(ZoneOffset.UTC).toLocalDate());
        if (item.priority != null) {
            text.append(japanese ? "　優先度: " : ", priority: ").append(item.priority);
        }
        text.append(japanese ? "\n\nポストモーテム " : "\n\nFrom the postmortem ")
                .append(postmortem.number)
                .append(": ")
                .append(publicUrl)
                .append("/postmortems/")
                .append(postmortem.number);
        return withoutMentions(text.toString());
    }

    /** @param reason null where there is none, or nobody else may read it */
    static String comment(State to, PostmortemView postmortem, @Nullable String reason) {
        String what = postmortem.language.equals("ja")
                ? switch (to) {
                    case OPEN -> "アクションが再開されました";
                    case DONE -> "アクションが完了しました";
                    case DROPPED -> "アクションは見送られました";
                }
                : switch (to) {
                    case OPEN -> "The action item is open again";
                    case DONE -> "The action item is done";
                    case DROPPED -> "The action item is not going to be done";
                };
        String why = reason == null || reason.isBlank() ? "" : ": " + reason;
        return withoutMentions(what + " (" + postmortem.number + ")" + why);
    }

    /** Whoever is named in a postmortem has not asked to hear of an issue. */
    private static String withoutMentions(String text) {
        return text.replace("@", "@\u200b");
    }
}
