package dev.manabi.postmortem.postmortem;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.manabi.kit.Problem;
import dev.manabi.postmortem.postmortem.domain.Blocker;
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
 */
@Schema(name = "Blocker")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BlockerAnswer(
        String code,
        String message,
        @Nullable String section,
        @Nullable UUID actionItemId) {

    static List<BlockerAnswer> of(List<Blocker> blockers) {
        return blockers.stream()
                .map(blocker -> new BlockerAnswer(
                        blocker.reason().code(), blocker.message(), blocker.section(), blocker.actionItemId()))
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
