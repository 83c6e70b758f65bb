package dev.manabi.incident.past;

import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.eventsourcing.Ids;
import dev.manabi.incident.past.ImportLine.LineStatus;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Idempotent;
import dev.manabi.kit.Page;
import dev.manabi.kit.PageRequest;
import dev.manabi.kit.Storable;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Incidents of the past, handed in as JSON Lines. */
@Path("/api/v1/incident-imports")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Incident imports")
@RolesAllowed("responder")
public class ImportResource {

    private static final int MOST_LINES = 20_000;
    private static final int LONGEST_LINE = 100_000;
    private static final int MOST_NAMES = 100;

    private final EntityManager entities;
    private final Caller caller;

    ImportResource(EntityManager entities, Caller caller) {
        this.entities = entities;
        this.caller = caller;
    }

    /** One line; the body holds as many as there are incidents. */
    @Schema(name = "PastIncidentLine", examples = """
                    {
                      "key": "2019-17",
                      "title": "Card payments fail in checkout",
                      "severity": "SEV2",
                      "services": ["checkout"],
                      "startedAt": null,
                      "resolvedAt": "2019-05-01 10:40",
                      "impact": {"userVisible": true, "downtimeMinutes": 40, "dataLoss": null}
                    }
                    """)
    public static final class Line {
        private Line() {}
    }

    /**
     * @param source the archive that the incidents come from
     * @param ignoredNames names in the lines that nothing reads; the lines are kept as they came
     * @param lines how many there are
     * @param pending how many are still to be imported; 0 is the end
     * @param known how many had been imported before
     */
    @Schema(name = "IncidentImport")
    public record ImportAnswer(
            UUID id,
            String source,
            String zone,
            Map<String, String> fields,
            List<String> ignoredNames,
            String receivedBy,
            Instant receivedAt,
            int lines,
            int pending,
            int imported,
            int known,
            int rejected) {}

    /**
     * @param number counted from 1
     * @param raw as it came
     * @param reason why it was rejected
     * @param warnings what could not be read and is therefore unknown
     */
    @Schema(name = "IncidentImportLine")
    public record LineAnswer(
            int number,
            LineStatus status,
            @Nullable String reason,
            List<String> warnings,
            @Nullable UUID incidentId,
            @Nullable String incidentNumber,
            String raw) {

        static LineAnswer of(ImportLine line) {
            return new LineAnswer(
                    line.number,
                    line.status,
                    line.reason,
                    line.warnings,
                    line.incidentId,
                    line.incidentNumber,
                    line.raw);
        }
    }

    @POST
    @Idempotent
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Import incidents of the past",
            description =
                    "One JSON object a line, with the fields of a declared incident and `key`, the incident's id in"
                            + " its archive. What is null or absent stays unknown. They are kept as closed and are not judged;"
                            + " handing a key in again changes nothing. Answered at once; the lines are imported one after the"
                            + " other, which outlives a restart.")
    @RequestBody(
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Line.class)))
    @APIResponse(
            responseCode = "202",
            description = "Received; ask again for the progress",
            content = @Content(schema = @Schema(implementation = ImportAnswer.class)))
    public Response importIncidents(
            @Parameter(description = "The archive's name; together with a line's key it names an incident")
                    @QueryParam("source")
                    @NotNull
                    @Size(min = 1, max = 100)
                    @Pattern(regexp = "^[a-z0-9][a-z0-9._-]*$", message = "is lower case letters, digits, . _ and -")
                    String source,
            @Parameter(description = "The time zone of times that name none; left out, it is UTC")
                    @QueryParam("zone")
                    @Nullable
                    String zone,
            @Parameter(
                            description =
                                    "Where a field stands, if not under its own name: the name, a colon and a JSON"
                                            + " pointer, for instance impact.dataLoss:/data_loss")
                    @QueryParam("field")
                    @Nullable
                    List<String> field,
            @NotNull byte[] body) {
        Map<String, String> fields = Fields.of(field == null ? List.of() : field);
        List<ImportLine> lines = lines(Ids.next(), text(body));
        IncidentImport whole = new IncidentImport();
        whole.id = lines.getFirst().importId;
        whole.source = source;
        whole.zone = zone(zone);
        whole.fields = fields;
        whole.ignoredNames = ignored(lines, fields);
        whole.receivedBy = caller.person();
        whole.receivedAt = caller.cause().at();
        whole.lines = lines.size();
        whole.persistAndFlush();
        lines.forEach(line -> line.persist());
        entities.flush();
        return Response.accepted(answer(whole))
                .location(URI.create("/api/v1/incident-imports/" + whole.id))
                .build();
    }

    @GET
    @Transactional
    @Operation(summary = "List imports, the newest first")
    public Page<ImportAnswer> listImports(
            @QueryParam("limit") @Nullable Integer limit, @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        String after = page.after();
        List<IncidentImport> rows = (after == null
                        ? IncidentImport.<IncidentImport>find("order by id desc")
                        : IncidentImport.<IncidentImport>find("id < ?1 order by id desc", cursor(after)))
                .range(0, page.limit())
                .list();
        return Page.of(page, rows, row -> row.id.toString(), this::answer);
    }

    @GET
    @Path("/{id}")
    @Transactional
    @Operation(summary = "Read how far an import has come")
    public ImportAnswer getImport(@PathParam("id") String id) {
        return answer(find(id));
    }

    @GET
    @Path("/{id}/lines")
    @Transactional
    @Operation(summary = "Read what became of the lines of an import, in their order")
    public Page<LineAnswer> listImportLines(
            @PathParam("id") String id,
            @QueryParam("status") @Nullable LineStatus status,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        UUID importId = find(id).id;
        PageRequest page = PageRequest.of(limit, cursor);
        int after = page.after() == null ? 0 : number(page.after());
        List<ImportLine> rows = (status == null
                        ? ImportLine.<ImportLine>find("importId = ?1 and number > ?2 order by number", importId, after)
                        : ImportLine.<ImportLine>find(
                                "importId = ?1 and number > ?2 and status = ?3 order by number",
                                importId,
                                after,
                                status))
                .range(0, page.limit())
                .list();
        return Page.of(page, rows, row -> String.valueOf(row.number), LineAnswer::of);
    }

    private ImportAnswer answer(IncidentImport whole) {
        Map<LineStatus, Integer> counts = new EnumMap<>(LineStatus.class);
        entities.createQuery(
                        "select status as status, count(*) as count from ImportLine where importId = :id group by status",
                        Tuple.class)
                .setParameter("id", whole.id)
                .getResultList()
                .forEach(row -> counts.put(
                        row.get("status", LineStatus.class),
                        row.get("count", Long.class).intValue()));
        return new ImportAnswer(
                whole.id,
                whole.source,
                whole.zone,
                whole.fields,
                whole.ignoredNames,
                whole.receivedBy,
                whole.receivedAt,
                whole.lines,
                counts.getOrDefault(LineStatus.PENDING, 0),
                counts.getOrDefault(LineStatus.IMPORTED, 0),
                counts.getOrDefault(LineStatus.KNOWN, 0),
                counts.getOrDefault(LineStatus.REJECTED, 0));
    }

    private static String text(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new InvalidValue("body", "The body is not UTF-8.");
        }
    }

    private static List<ImportLine> lines(UUID importId, String text) {
        List<ImportLine> lines = new ArrayList<>();
        int number = 0;
        for (String raw : text.lines().toList()) {
            number++;
            if (raw.isBlank()) {
                continue;
            }
            if (raw.length() > LONGEST_LINE) {
                throw new InvalidValue("body", "Line " + number + " is longer than " + LONGEST_LINE + " characters.");
            }
            if (!Storable.is(raw)) {
                throw new InvalidValue("body", "Line " + number + " holds characters that cannot be kept.");
            }
            ImportLine line = new ImportLine();
            line.importId = importId;
            line.number = number;
            line.raw = raw;
            line.status = LineStatus.PENDING;
            line.warnings = List.of();
            lines.add(line);
        }
        if (lines.isEmpty() || lines.size() > MOST_LINES) {
            throw new InvalidValue(
                    "body", "An import has 1 to " + MOST_LINES + " lines, this one " + lines.size() + ".");
        }
        return lines;
    }

    private static List<String> ignored(List<ImportLine> lines, Map<String, String> fields) {
        TreeSet<String> names = new TreeSet<>();
        for (ImportLine line : lines) {
            names.addAll(LineReader.ignored(line.raw, fields));
        }
        return names.stream().filter(Storable::is).limit(MOST_NAMES).toList();
    }

    private static String zone(@Nullable String name) {
        try {
            return ZoneId.of(Objects.requireNonNullElse(name, "UTC")).getId();
        } catch (DateTimeException e) {
            throw new InvalidValue("zone", "zone is a time zone such as Asia/Tokyo, not " + name + ".");
        }
    }

    private static IncidentImport find(String id) {
        try {
            return IncidentImport.<IncidentImport>findByIdOptional(UUID.fromString(id))
                    .orElseThrow(() -> new NotFound("import", id));
        } catch (IllegalArgumentException e) {
            throw new NotFound("import", id);
        }
    }

    private static UUID cursor(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidValue("cursor", "cursor must be the next of an earlier answer.");
        }
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new InvalidValue("cursor", "cursor must be the next of an earlier answer.");
        }
    }
}
