package dev.manabi.postmortem.transfer;

import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Idempotent;
import dev.manabi.kit.Roles;
import dev.manabi.kit.Storable;
import dev.manabi.postmortem.transfer.ArchiveImport.Progress;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Everything that the service keeps, to be taken elsewhere. */
@Path("/api/v1/archive")
@RolesAllowed(Roles.ADMIN)
@Tag(name = "Archive")
public class ArchiveResource {

    private final ArchiveExport export;
    private final ArchiveImport archives;
    private final Caller caller;

    ArchiveResource(ArchiveExport export, ArchiveImport archives, Caller caller) {
        this.export = export;
        this.archives = archives;
        this.caller = caller;
    }

    /** One line; a part holds as many as fit into a request. */
    @Schema(name = "ArchiveLine", examples = """
                    {
                      "event": {
                        "kind": "postmortem",
                        "stream": "019cd23a-90c4-7d1e-8b21-5e2f7a4c9d10",
                        "version": 2,
                        "id": "019cd23a-90c4-7d1e-8b21-5e2f7a4c9d11",
                        "type": "title-changed.v1",
                        "at": "2026-03-11T09:30:00+00:00",
                        "actor": "mei",
                        "correlationId": "019cd23a-90c4-7d1e-8b21-5e2f7a4c9d12",
                        "causationId": null,
                        "traceparent": null,
                        "data": {"title": "Cards were declined", "by": "mei", "revision": 2, "contentHash": "cb2e", "at": "2026-03-11T09:30:00Z"}
                      }
                    }
                    """)
    public static final class Line {
        private Line() {}
    }

    /**
     * How far an archive has been taken over.
     *
     * @param id of the archive
     * @param events that it holds
     * @param received those that are here
     * @param finishedAt when its end had come, or null
     */
    @Schema(name = "ArchiveImport")
    public record ArchiveAnswer(
            UUID id, long events, long received, @Nullable Instant finishedAt) {

        static ArchiveAnswer of(Progress progress) {
            return new ArchiveAnswer(progress.id(), progress.events(), progress.received(), progress.finishedAt());
        }
    }

    @GET
    @Produces("application/x-ndjson")
    @Operation(
            operationId = "exportArchive",
            summary = "Everything that the service keeps, as lines of JSON",
            description =
                    "Policies, templates, decisions, postmortems and their history, as at one moment. A private postmortem is in"
                            + " it only if the caller may read it. The last line is the end: without it the archive was cut off.")
    @APIResponse(
            responseCode = "200",
            description = "The archive",
            content = @Content(mediaType = "application/x-ndjson", schema = @Schema(implementation = String.class)))
    public Response exportArchive() {
        String reader = caller.person();
        StreamingOutput lines = out -> export.write(reader, out);
        return Response.ok(lines, "application/x-ndjson")
                .header("Content-Disposition", "attachment; filename=\"postmortems.ndjson\"")
                .build();
    }

    @POST
    @Idempotent
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "importArchive",
            summary = "Take over an archive, or the next part of it",
            description =
                    "For a service in which nothing has happened yet. An archive larger than a request is cut between its"
                            + " lines and sent part by part, in order. A part is taken over whole or not at all, and what is here"
                            + " already is passed over: after an interruption send the last part again, or everything. Nobody is"
                            + " told of what is taken over.")
    @RequestBody(
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Line.class)))
    @APIResponse(
            responseCode = "200",
            description = "How far it has come",
            content = @Content(schema = @Schema(implementation = ArchiveAnswer.class)))
    public Response importArchive(@NotNull byte[] body) {
        return Response.ok(ArchiveAnswer.of(archives.take(lines(body), caller.cause())))
                .build();
    }

    private static List<String> lines(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
            if (lines.isEmpty()) {
                throw new InvalidValue("body", "A part of an archive has at least one line.");
            }
            if (!Storable.is(text)) {
                throw new InvalidValue("body", "The body holds characters that cannot be kept.");
            }
            return lines;
        } catch (CharacterCodingException e) {
            throw new InvalidValue("body", "The body is not UTF-8: was the archive cut between its lines?");
        }
    }
}
