package dev.manabi.review.language;

import dev.manabi.blameless.Finding;
import dev.manabi.blameless.Language;
import dev.manabi.blameless.LanguageCheck;
import dev.manabi.blameless.Names;
import dev.manabi.blameless.Passage;
import dev.manabi.blameless.Place;
import dev.manabi.blameless.Rule;
import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.kit.Idempotent;
import dev.manabi.kit.Roles;
import dev.manabi.review.catalog.PersonView;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Whether a text lays an incident at people's door, for whoever writes one: a remark, minutes, a text of another tool. */
@Path("/api/v1/language-checks")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.MEMBER)
@Tag(name = "Language")
public class LanguageCheckResource {

    private final LanguageCheck check = new LanguageCheck();

    /**
     * @param text Markdown
     * @param language in which findings are explained; the text may mix both
     * @param section key of the section that it is or shall be in; what is a fact in a timeline can be blame where causes are told
     * @param place what it is, where it is no section
     */
    @Schema(name = "LanguageCheckRequest", examples = """
                    {"text": "The engineer should have checked the dashboard.", "language": "en", "section": "root-cause"}
                    """)
    public record CheckRequest(
            @NotNull @Size(max = 200_000) String text,

            @Nullable @Pattern(regexp = "en|ja", message = "is en or ja")
            String language,

            @Nullable @Size(max = 100) String section,
            @Nullable Kind place) {}

    /** What a text is, where it is no section of a postmortem. */
    @Schema(name = "LanguageCheckPlace")
    public enum Kind {
        ACTION_ITEM,
        COMMENT,
        MINUTES
    }

    /** @param findings in the order of the text, no two of them overlapping */
    @Schema(name = "LanguageCheck")
    public record CheckAnswer(List<FindingAnswer> findings) {}

    /**
     * @param start in UTF-16 units
     * @param end after the last one
     * @param reason why the rule exists
     * @param suggestion another wording, or a question that leads to one
     * @param onlyAsks whether it is a prompt to dig that no publication waits for
     */
    @Schema(name = "LanguageFinding")
    public record FindingAnswer(
            Rule rule, int start, int end, String excerpt, String reason, String suggestion, boolean onlyAsks) {

        static FindingAnswer of(Finding finding) {
            return new FindingAnswer(
                    finding.rule(),
                    finding.start(),
                    finding.end(),
                    finding.excerpt(),
                    finding.reason(),
                    finding.suggestion(),
                    finding.rule().onlyAsks());
        }
    }

    @POST
    @Idempotent
    @Operation(
            operationId = "checkLanguage",
            summary = "Wordings that lay an incident at people's door, each with its rule, reason and another wording",
            description =
                    "The same text gets the same answer, but for the people whom the catalog knows. Nothing is kept.")
    @APIResponse(
            responseCode = "200",
            description = "What could be said otherwise",
            content = @Content(schema = @Schema(implementation = CheckAnswer.class)))
    public Response check(@Valid @NotNull CheckRequest request) {
        if (request.section() != null && request.place() != null) {
            throw new InvalidValue("place", "A text is in a section, or it is something else; not both.");
        }
        Language language = Language.of(request.language());
        Names names = Names.of(PersonView.names(), Set.of());
        List<Finding> findings = check.findings(new Passage(request.text(), language, place(request), names));
        return Response.ok(
                        new CheckAnswer(findings.stream().map(FindingAnswer::of).toList()))
                .build();
    }

    private static Place place(CheckRequest request) {
        return switch (request.place()) {
            case null -> request.section() == null ? Place.OTHER : Place.ofSection(request.section());
            case ACTION_ITEM -> Place.ACTIONS;
            case COMMENT -> Place.COMMENT;
            case MINUTES -> Place.OTHER;
        };
    }
}
