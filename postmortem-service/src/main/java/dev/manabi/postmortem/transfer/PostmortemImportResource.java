package dev.manabi.postmortem.transfer;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Idempotent;
import dev.manabi.kit.Roles;
import dev.manabi.postmortem.incident.IncidentView;
import dev.manabi.postmortem.postmortem.PostmortemView;
import dev.manabi.postmortem.template.Templates;
import dev.manabi.postmortem.transfer.PostmortemImports.Plan;
import dev.manabi.postmortem.transfer.PostmortemImports.Terms;
import dev.manabi.postmortem.transfer.PostmortemImports.Text;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Postmortems that were written elsewhere. */
@Path("/api/v1/postmortem-imports")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.SENIOR, Roles.MANAGER, Roles.ADMIN})
@Tag(name = "Postmortem imports")
public class PostmortemImportResource {

    private static final int MOST_TEXTS = 100;
    private static final int LONGEST_TEXT = 200_000;

    private final PostmortemImports imports;
    private final Caller caller;

    PostmortemImportResource(PostmortemImports imports, Caller caller) {
        this.imports = imports;
        this.caller = caller;
    }

    /**
     * @param source the archive that the texts come from
     * @param severity of the texts that do not say their own
     * @param team of the texts that do not say their own
     * @param template whose sections the headings are mapped to; left out, the usual one
     * @param language of all texts, {@code en} or {@code ja}; left out, each says it or shows it
     * @param dryRun true to be told what would become of the texts, and to change nothing
     */
    @Schema(name = "NewPostmortemImport", examples = """
                    {
                      "source": "wiki",
                      "severity": "SEV3",
                      "dryRun": true,
                      "documents": [
                        {
                          "name": "2019/payments.md",
                          "url": "https://wiki.example/2019/payments",
                          "text": "---\\nseverity: SEV2\\nincident: INC-12\\n---\\n# Cards were declined\\n\\n## Overview\\n\\nFor an hour."
                        }
                      ]
                    }
                    """)
    public record ImportRequest(
            @NotNull
            @Size(max = 100)
            @Pattern(regexp = "^[a-z0-9][a-z0-9._-]*$", message = "is lower case letters, digits, . _ and -")
            String source,

            @NotNull @Pattern(regexp = "^SEV[1-5]$", message = "is SEV1 to SEV5")
            String severity,

            @Nullable @Size(max = 100) String team,
            @Nullable @Size(max = 100) String template,

            @Nullable @Pattern(regexp = "^(en|ja)$", message = "is en or ja")
            String language,

            @Nullable Boolean dryRun,

            @NotEmpty @Size(max = MOST_TEXTS) List<@Valid @NotNull TextRequest> documents) {}

    /**
     * @param name of the text in its archive; together they are known for ever
     * @param title null for what the text says
     * @param url where the original lies
     * @param text Markdown, with or without front matter
     */
    @Schema(name = "TextToImport")
    public record TextRequest(
            @NotBlank @Size(max = 300) String name,
            @Nullable @Size(max = 300) String title,

            @Nullable @Size(max = 2_000) @Pattern(regexp = "^https?://\\S+$", message = "is an address of the web")
            String url,

            @NotBlank @Size(max = LONGEST_TEXT) String text) {}

    /** What became of each text, in their order; what would become of it, in a dry run. */
    @Schema(name = "PostmortemImport")
    public record ImportAnswer(boolean dryRun, List<ImportedText> documents) {}

    /** Whether a text was made into a postmortem now, or by an earlier import. */
    public enum ImportOutcome {
        IMPORTED,
        KNOWN
    }

    /**
     * @param postmortemId null in a dry run, and where it is not for the caller
     * @param incidentNumber the incident that the text names, as far as it is known here
     * @param missing sections that need text before it can be reviewed
     * @param remarks what could not be taken at its word
     */
    @Schema(name = "ImportedText")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record ImportedText(
            String name,
            ImportOutcome outcome,
            @Nullable UUID postmortemId,
            @Nullable String number,
            String title,
            String severity,
            String language,
            @Nullable String incidentNumber,
            List<MappedHeading> headings,
            List<String> missing,
            List<String> remarks) {}

    /**
     * @param heading null for text before the first one
     * @param section the key of its section
     * @param ofTemplate whether the template has that section; others keep their own
     */
    @Schema(name = "MappedHeading")
    public record MappedHeading(@Nullable String heading, String section, boolean ofTemplate) {}

    @POST
    @Idempotent
    @Operation(
            operationId = "importPostmortems",
            summary = "Take over postmortems that were written elsewhere",
            description =
                    "Up to 100 Markdown texts, all or none of them. Headings are mapped to the template's sections; others"
                            + " become sections of their own, in their order, and no letter is lost. Each text becomes a draft"
                            + " that nobody waits for: it has no deadlines, and like any other it is published once it has"
                            + " been reviewed. Action items in a text stay text. A name that was imported from the same source"
                            + " before is left as it is. Front matter may name title, date, severity, team, services, owner,"
                            + " authors, tags, language and incident.")
    @APIResponse(
            responseCode = "200",
            description = "What became of each text",
            content = @Content(schema = @Schema(implementation = ImportAnswer.class)))
    public Response importPostmortems(@Valid @NotNull ImportRequest request) {
        Terms terms = new Terms(
                request.source(),
                request.template() == null ? Templates.DEFAULT : request.template(),
                request.severity(),
                request.team(),
                request.language());
        requireNamesOnce(request.documents());
        List<Plan> plans = request.documents().stream()
                .map(one -> imports.plan(new Text(one.name(), one.title(), one.url(), one.text()), terms))
                .toList();
        boolean dryRun = Boolean.TRUE.equals(request.dryRun());
        List<ImportedText> answers = new ArrayList<>();
        for (Plan plan : plans) {
            answers.add(dryRun || plan.known() ? answer(plan) : imported(plan));
        }
        return Response.ok(new ImportAnswer(dryRun, answers)).build();
    }

    private ImportedText imported(Plan plan) {
        String number = imports.carryOut(plan, caller.cause());
        return answer(plan, ImportOutcome.IMPORTED, plan.id(), number);
    }

    private static ImportedText answer(Plan plan) {
        PostmortemView earlier = plan.readable();
        return answer(
                plan,
                plan.known() ? ImportOutcome.KNOWN : ImportOutcome.IMPORTED,
                earlier == null ? null : earlier.id,
                earlier == null ? null : earlier.number);
    }

    private static ImportedText answer(Plan plan, ImportOutcome outcome, @Nullable UUID id, @Nullable String number) {
        IncidentView incident = plan.incident();
        return new ImportedText(
                plan.text().name(),
                outcome,
                id,
                number,
                plan.title(),
                plan.severity(),
                plan.template().language(),
                incident == null ? null : incident.number,
                plan.cut().parts().stream()
                        .map(part -> new MappedHeading(part.heading(), part.key(), part.ofTemplate()))
                        .toList(),
                plan.missing(),
                plan.remarks());
    }

    private static void requireNamesOnce(List<TextRequest> texts) {
        Set<String> names = new HashSet<>();
        for (TextRequest text : texts) {
            if (!names.add(text.name())) {
                throw new InvalidValue("documents", "There are two documents named " + text.name() + ".");
            }
        }
    }
}
