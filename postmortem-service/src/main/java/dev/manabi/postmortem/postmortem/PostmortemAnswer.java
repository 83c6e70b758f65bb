package dev.manabi.postmortem.postmortem;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.manabi.postmortem.postmortem.domain.Dismissal;
import dev.manabi.postmortem.postmortem.domain.Minutes;
import dev.manabi.postmortem.postmortem.domain.Origin;
import dev.manabi.postmortem.postmortem.domain.Section;
import dev.manabi.postmortem.postmortem.domain.Status;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A postmortem as callers see it.
 *
 * @param revision how often the content has changed, 1 for the draft
 * @param contentHash SHA-256 of the content, hexadecimal; a review is bound to it
 * @param incidentId null where it was imported and names no incident that is known here
 * @param draftDueAt by when it is to be submitted for review, or null where it was imported
 * @param dueAt by when it is to be published, or null where it was imported
 * @param reviewId the latest review that had an outcome
 * @param restricted for nobody but those who write and review it, and these readers
 * @param readers who was named to read it; of no account unless it is private
 * @param trigger the code of what set it off, or null while nobody has said it
 * @param causes the codes of what let it happen, the most important first
 * @param dismissals what the checks found, or what is missing, and stays as it is with a reason
 * @param minutes what review meetings wrote down about it, the oldest first; no part of the content that is reviewed
 * @param imported whether it was written elsewhere and brought along
 * @param origin where an imported one comes from, or null
 */
@Schema(name = "Postmortem")
public record PostmortemAnswer(
        UUID id,
        String number,
        @Nullable UUID incidentId,
        @Nullable String incidentNumber,
        String title,
        Status status,
        Instant statusSince,
        @Nullable String owner,
        List<String> collaborators,
        String severity,
        @Nullable String team,
        List<String> services,
        String language,
        String template,
        int templateVersion,
        int policyVersion,
        int revision,
        String contentHash,
        List<Section> sections,
        List<ActionItemAnswer> actionItems,
        Instant draftedAt,
        @Nullable Instant draftDueAt,
        @Nullable Instant dueAt,
        @Nullable Instant publishedAt,
        @Nullable UUID reviewId,
        @JsonProperty("private") boolean restricted,
        List<String> readers,
        @Nullable String trigger,
        List<String> causes,
        List<Dismissal> dismissals,
        List<Minutes> minutes,
        boolean imported,
        @Nullable Origin origin) {

    static PostmortemAnswer of(PostmortemView postmortem, List<Section> sections, List<ActionItemView> actionItems) {
        return new PostmortemAnswer(
                postmortem.id,
                postmortem.number,
                postmortem.incidentId,
                postmortem.incidentNumber,
                postmortem.title,
                postmortem.status,
                postmortem.statusSince,
                postmortem.owner,
                postmortem.collaborators,
                postmortem.severity,
                postmortem.team,
                postmortem.services,
                postmortem.language,
                postmortem.template,
                postmortem.templateVersion,
                postmortem.policyVersion,
                postmortem.revision,
                postmortem.contentHash,
                sections,
                ActionItemAnswer.of(actionItems),
                postmortem.draftedAt,
                postmortem.draftDueAt,
                postmortem.dueAt,
                postmortem.publishedAt,
                postmortem.reviewId,
                postmortem.restricted,
                postmortem.namedReaders,
                postmortem.triggerCode,
                List.of(postmortem.causeCodes),
                postmortem.dismissals,
                postmortem.minutes,
                postmortem.imported,
                postmortem.origin);
    }

    /** One row of a list: everything but the text and the action items. */
    @Schema(name = "PostmortemSummary")
    public record Summary(
            UUID id,
            String number,
            @Nullable UUID incidentId,
            @Nullable String incidentNumber,
            String title,
            Status status,
            Instant statusSince,
            @Nullable String owner,
            List<String> collaborators,
            String severity,
            @Nullable String team,
            List<String> services,
            String language,
            int revision,
            String contentHash,
            Instant draftedAt,
            @Nullable Instant draftDueAt,
            @Nullable Instant dueAt,
            @Nullable Instant publishedAt,
            @Nullable UUID reviewId,
            @JsonProperty("private") boolean restricted,
            boolean imported) {}
}
