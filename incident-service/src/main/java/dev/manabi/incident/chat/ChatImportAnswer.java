package dev.manabi.incident.chat;

import dev.manabi.incident.chat.ProposalRules.Reason;
import dev.manabi.incident.incident.domain.EntryKind;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A chat that was attached to an incident.
 *
 * @param channel empty where a transcript was pasted
 * @param from the window that was looked at
 * @param messages how many lie in the window
 * @param proposed how many of them are proposed as facts
 * @param outside how many lie before or after the window
 * @param notUnderstood messages or lines that could not be read; they are in the raw transcript
 */
@Schema(name = "ChatImport")
public record ChatImportAnswer(
        UUID id,
        UUID incidentId,
        String channel,
        Instant from,
        Instant to,
        String importedBy,
        Instant importedAt,
        int messages,
        int proposed,
        int outside,
        int notUnderstood) {

    static ChatImportAnswer of(ChatImport chat) {
        return new ChatImportAnswer(
                chat.id,
                chat.incidentId,
                chat.channel,
                chat.from,
                chat.to,
                chat.importedBy,
                chat.importedAt,
                chat.messages,
                chat.proposed,
                chat.outside,
                chat.notUnderstood);
    }

    /**
     * @param number in the order of time, from 1
     * @param id the chat's own
     * @param author person id; null where the catalog does not know who it is
     * @param thread id of the message that it answers
     * @param kind of the entry that it would become
     * @param reasons the rules that spoke for it (weight above 0) or against it, with the words that they saw
     * @param entry the fact of the timeline that it became
     */
    @Schema(name = "ChatMessage")
    public record Message(
            int number,
            String id,
            Instant at,
            @Nullable String author,
            String authorName,
            boolean bot,
            String text,
            @Nullable String thread,
            @Nullable Instant editedAt,
            List<String> reactions,
            boolean pinned,
            boolean proposed,
            EntryKind kind,
            List<Reason> reasons,
            @Nullable UUID entry) {

        static Message of(ChatMessage message) {
            return new Message(
                    message.number,
                    message.messageId,
                    message.at,
                    message.author,
                    message.authorName,
                    message.bot,
                    message.text,
                    message.thread,
                    message.editedAt,
                    message.reactions,
                    message.pinned,
                    message.proposed,
                    message.kind,
                    message.reasons,
                    message.entry);
        }
    }
}
