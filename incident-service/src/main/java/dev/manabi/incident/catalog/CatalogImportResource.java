package dev.manabi.incident.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Idempotent;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The catalog as an organisation keeps it in Backstage, taken over. */
@Path("/api/v1/catalog-imports")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalog")
@RolesAllowed("admin")
public class CatalogImportResource {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final CatalogImport catalog;
    private final ObjectMapper json;
    private final HttpHeaders headers;
    private final UriInfo uri;
    private final Caller caller;

    CatalogImportResource(CatalogImport catalog, ObjectMapper json, HttpHeaders headers, UriInfo uri, Caller caller) {
        this.catalog = catalog;
        this.json = json;
        this.headers = headers;
        this.uri = uri;
        this.caller = caller;
    }

    /** As {@code catalog-info.yaml} describes it. */
    @Schema(name = "BackstageEntity", examples = """
                    {
                      "apiVersion": "backstage.io/v1alpha1",
                      "kind": "Component",
                      "metadata": {
                        "name": "checkout-api",
                        "title": "Checkout API",
                        "annotations": {"pagerduty.com/service-id": "PCHECK1"}
                      },
                      "spec": {"type": "service", "lifecycle": "production", "owner": "group:default/storefront"}
                    }
                    """)
    public static final class Entity {
        private Entity() {}
    }

    /** What becomes of a document. */
    public enum Outcome {
        CREATED,
        UPDATED,
        UNCHANGED,
        IGNORED,
        REJECTED
    }

    /**
     * What became of one document.
     *
     * @param document counted from 1
     * @param line of the text, counted from 1; null where the import is JSON
     * @param id of the service, team or person in the catalog; null where it is none
     * @param changes which fields were changed
     * @param reason why it was ignored or rejected
     */
    @Schema(name = "ImportedEntity")
    public record EntityAnswer(
            int document,
            @Nullable Integer line,
            @Nullable String kind,
            @Nullable String name,
            @Nullable String id,
            Outcome outcome,
            List<String> changes,
            @Nullable String reason) {

        static EntityAnswer of(
                Descriptor from, @Nullable String id, Outcome outcome, List<String> changes, @Nullable String reason) {
            return new EntityAnswer(
                    from.document(),
                    from.line(),
                    Backstage.label(from.content().path("kind")),
                    Backstage.label(from.content().at("/metadata/name")),
                    id,
                    outcome,
                    changes,
                    reason);
        }
    }

    /** @param dryRun whether nothing was written */
    @Schema(name = "CatalogImport")
    public record ImportAnswer(
            boolean dryRun,
            int created,
            int updated,
            int unchanged,
            int ignored,
            int rejected,
            List<EntityAnswer> entities) {

        static ImportAnswer of(boolean dryRun, List<EntityAnswer> entities) {
            return new ImportAnswer(
                    dryRun,
                    count(entities, Outcome.CREATED),
                    count(entities, Outcome.UPDATED),
                    count(entities, Outcome.UNCHANGED),
                    count(entities, Outcome.IGNORED),
                    count(entities, Outcome.REJECTED),
                    entities);
        }

        private static int count(List<EntityAnswer> entities, Outcome outcome) {
            return (int) entities.stream()
                    .filter(entity -> entity.outcome() == outcome)
                    .count();
        }
    }

    @POST
    @Idempotent
    @Consumes({"application/yaml", "text/yaml", "application/x-yaml", "text/x-yaml", MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Take over services, teams and people from Backstage",
            description =
                    "The body is what catalog-info.yaml holds, several documents with --- between them, or JSON: an entity, a"
                            + " list of entities, or a page of Backstage's own catalog API; at most 1000 entities. A Component"
                            + " becomes a service of the team that owns it, a Group a team, a User a person. Title and the"
                            + " annotations backstage.io/kubernetes-id, pagerduty.com/service-id and sentry.io/project-slug become"
                            + " aliases of a service. Nothing is removed, and what the file does not tell (lead, manager, senior,"
                            + " away, who is on call, further aliases) stays. One entity that is wrong does not keep the others"
                            + " out; the same file again changes nothing.")
    @RequestBody(
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Entity.class)),
                @Content(mediaType = "application/yaml", schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = "text/yaml", schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(
            responseCode = "200",
            description = "What became of each document",
            content = @Content(schema = @Schema(implementation = ImportAnswer.class)))
    public Response importCatalog(
            @Parameter(
                            description = "true: say what would become of it, and write nothing",
                            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
                    @QueryParam("dryRun")
                    @Nullable
                    String dryRun,
            byte @Nullable [] body)
            throws JsonProcessingException {
        boolean dry = isTrue(dryRun);
        List<Descriptor> file = read(text(body == null ? new byte[0] : body));
        if (file.isEmpty()) {
            throw new InvalidValue("body", "There is no document in it.");
        }
        return Response.ok(ImportAnswer.of(dry, catalog.bring(file, dry, caller.cause())))
                .build();
    }

    /** Whatever else stood there could be meant as either, and one of them writes. */
    private boolean isTrue(@Nullable String dryRun) {
        boolean absent = !uri.getQueryParameters().containsKey("dryRun");
        if (absent || "false".equals(dryRun)) {
            return false;
        }
        if ("true".equals(dryRun)) {
            return true;
        }
        throw new InvalidValue("dryRun", "dryRun is true or false.");
    }

    private List<Descriptor> read(String text) throws JsonProcessingException {
        MediaType type = headers.getMediaType();
        return type != null && type.getSubtype().equals("json")
                ? Descriptor.ofJson(json, text)
                : Descriptor.ofYaml(text);
    }

    private static String text(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new InvalidValue("body", "The body is not UTF-8.");
        }
    }
}
