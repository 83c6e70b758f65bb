package dev.manabi.postmortem.postmortem;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.manabi.kit.Problem;
import dev.manabi.postmortem.postmortem.domain.Blocker;
import dev.manabi.postmortem.postmortem.domain.Finding;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the way, as callers see it.
 *
 * @param code stable, for programs
 * @param section the key of the section it is about; left out where it is about none
 * @param actionItemId the action item it is about; left out where it is about none
 * @param finding what to dismiss with a reason where it is to stay as it is; left out where only doing it helps
 * @param text the words that a check found; left out where it is about none
 */
@Schema(name = "Blocker")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BlockerAnswer(
        String code,
        String message,
        @Nullable String section,
        @Nullable UUID actionItemId,
        @Nullable String finding,
        @Nullable FoundText text) {

    /**
     * Words that a check found.
     *
     * @param rule for instance {@code mail-address}
     * @param start in UTF-16 units from the beginning of the text of the section, title or action item
     * @param suggestion another wording, or a question to ask instead; left out where there is none
     */
    @Schema(name = "FoundText")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record FoundText(
            String rule,
            String excerpt,
            int start,
            int end,
            @Nullable String suggestion) {

        static @Nullable FoundText of(@Nullable Finding finding) {
            return finding == null
                    ? null
                    : new FoundText(
                            finding.code(), finding.excerpt(), finding.start(), finding.end(), finding.suggestion());
        }
    }

    static List<BlockerAnswer> of(List<Blocker> blockers) {
        return blockers.stream()
                .map(blocker -> new BlockerAnswer(
                        blocker.reason().code(),
                        blocker.message(),
                        blocker.section(),
                        blocker.actionItemId(),
                        blocker.finding(),
                        FoundText.of(blocker.details())))
                .toList();
    }

    /** Problem details that list each blocker. */
    public record Blocked(
            String type, String title, int status, String detail, String code, List<BlockerAnswer> blockers) {

        static WebApplicationException refusal(Problem problem, List<Blocker> blockers) {
            Blocked blocked = new Blocked(
                    problem.type(),
                    problem.title(),
                    problem.status(),
                    problem.detail(),
                    problem.code(),
                    BlockerAnswer.of(blockers));
            return new WebApplicationException(Response.status(problem.status())
                    .type(Problem.MEDIA_TYPE)
                    .entity(blocked)
                    .build());
        }
    }
}
