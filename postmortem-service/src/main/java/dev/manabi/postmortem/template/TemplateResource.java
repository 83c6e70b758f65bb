package dev.manabi.postmortem.template;

import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.kit.Answers;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Idempotent;
import dev.manabi.kit.Page;
import dev.manabi.kit.Roles;
import dev.manabi.postmortem.template.domain.Template;
import dev.manabi.postmortem.template.domain.Template.Prefill;
import dev.manabi.postmortem.template.domain.Template.TemplateSection;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Reading and saving templates. */
@Path("/api/v1/templates")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.MEMBER)
@Tag(name = "Templates", description = "What a postmortem is made of")
public class TemplateResource {

    private static final String KEY = "[a-z0-9]+(-[a-z0-9]+)*";
    private static final String NO_KEY = "must be small letters, digits and hyphens";

    private final Templates templates;
    private final Caller caller;

    TemplateResource(Templates templates, Caller caller) {
        this.templates = templates;
        this.caller = caller;
    }

    /**
     * @param key stable; {@code impact}, {@code root-cause}, {@code trigger} and {@code summary} mean the same in every
     *     template: an impact needs figures, and a root cause and a trigger need their codes before a publication
     * @param required whether a postmortem needs text here before it can be reviewed
     * @param prefill what the draft says before anybody has written
     * @param help what belongs here, for whoever writes
     */
    @Schema(name = "NewTemplateSection")
    public record NewSection(
            @NotBlank @Size(max = 60) @Pattern(regexp = KEY, message = NO_KEY)
            String key,

            @NotBlank @Size(max = 200) String title,
            boolean required,
            @NotNull Prefill prefill,
            @NotNull @Size(max = 2_000) String help) {}

    /**
     * @param key a new one for a template of one's own, or a known one for its next version
     * @param reason why it is saved
     */
    @Schema(name = "NewTemplate", examples = """
                    {
                      "key": "payments",
                      "language": "en",
                      "name": "Payments",
                      "reason": "The regulator asks for the amount",
                      "sections": [
                        {"key": "summary", "title": "Summary", "required": true, "prefill": "SUMMARY",
                         "help": "What happened, in a few sentences."},
                        {"key": "amount", "title": "Amount at stake", "required": true, "prefill": "NONE",
                         "help": "In yen; say how it was estimated."}
                      ]
                    }
                    """)
    public record NewTemplate(
            @NotBlank @Size(max = 60) @Pattern(regexp = KEY, message = NO_KEY)
            String key,

            @NotBlank @Pattern(regexp = "en|ja", message = "must be en or ja")
            String language,

            @NotBlank @Size(max = 200) String name,
            @Nullable @Size(max = 2_000) String reason,

            @NotEmpty @Size(max = 50) List<@NotNull @Valid NewSection> sections) {}

    /**
     * One version of a template.
     *
     * @param savedBy a person's id, or null where it came with the service
     */
    @Schema(name = "TemplateVersion")
    public record VersionAnswer(
            String key,
            String language,
            int version,
            @Nullable String savedBy,
            @Nullable Instant savedAt,
            @Nullable String reason) {

        static VersionAnswer of(TemplateVersion version) {
            return new VersionAnswer(
                    version.key, version.language, version.version, version.savedBy, version.savedAt, version.reason);
        }
    }

    @GET
    @Transactional
    @Operation(operationId = "listTemplates", summary = "The newest version of each template in each language")
    public Page<Template> list() {
        return new Page<>(templates.all(), null);
    }

    @GET
    @Path("/{key}")
    @Transactional
    @Operation(operationId = "getTemplate", summary = "One template, in its newest version unless another is asked for")
    public Template get(
            @PathParam("key") String key,
            @QueryParam("language") @DefaultValue("en") String language,
            @QueryParam("version") @Parameter(description = "Left out: the newest") @Nullable Integer version) {
        return version == null ? templates.newest(key, language) : templates.version(key, language, version);
    }

    @GET
    @Path("/{key}/versions")
    @Transactional
    @Operation(operationId = "listTemplateVersions", summary = "Who saved which version and why, the newest first")
    public Page<VersionAnswer> versions(
            @PathParam("key") String key, @QueryParam("language") @DefaultValue("en") String language) {
        List<TemplateVersion> versions = templates.versions(key, language);
        if (versions.isEmpty()) {
            throw new NotFound("template", key + " in " + language);
        }
        return new Page<>(versions.stream().map(VersionAnswer::of).toList(), null);
    }

    @POST
    @RolesAllowed({Roles.ADMIN, Roles.MANAGER})
    @Idempotent
    @Operation(
            operationId = "saveTemplate",
            summary = "Save a template, or the next version of one",
            description = "For drafts from now on; a document keeps the version that it began with.")
    @APIResponse(
            responseCode = "201",
            description = "The template",
            content = @Content(schema = @Schema(implementation = Template.class)))
    public Response save(@Valid @NotNull NewTemplate request) {
        Set<String> keys = new HashSet<>();
        for (NewSection section : request.sections()) {
            if (!keys.add(section.key())) {
                throw new InvalidValue("sections", "There are two sections " + section.key() + ".");
            }
        }
        List<TemplateSection> sections = request.sections().stream()
                .map(section -> new TemplateSection(
                        section.key(),
                        section.title().strip(),
                        section.required(),
                        section.prefill(),
                        section.help().strip()))
                .toList();
        Template saved = templates.save(
                new Templates.Document(
                        request.key(), request.language(), request.name().strip(), sections),
                caller.person(),
                request.reason());
        String address =
                "/api/v1/templates/%s?language=%s&version=%d".formatted(saved.key(), saved.language(), saved.version());
        return Answers.created(address, saved.version(), saved);
    }
}
