package dev.manabi.incident.ingest;

import dev.manabi.incident.ingest.Alertmanager.Notification;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Idempotent;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Prometheus Alertmanager's webhook. */
@Path("/api/v1/ingest/alertmanager")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Ingest")
public class AlertmanagerResource {

    private final AlertIntake intake;
    private final Caller caller;

    AlertmanagerResource(AlertIntake intake, Caller caller) {
        this.intake = intake;
        this.caller = caller;
    }

    @POST
    @RolesAllowed("responder")
    @Sheddable
    @Idempotent
    @Operation(
            summary = "Receive alerts from Alertmanager",
            description = "Firing alerts open an incident or are added to the one that they belong to; it is resolved"
                    + " once all of them have ended, and is worked on again where one fires before it is closed. A closed"
                    + " incident is never reopened by an alert: what fires after it opens a new one.")
    @APIResponse(
            responseCode = "200",
            description = "What the alerts led to",
            content = @Content(schema = @Schema(implementation = IngestAnswer.class)))
    public Response receiveAlertmanager(@NotNull @Valid Notification notification) {
        Origin origin = Origin.of(Alertmanager.SOURCE, caller.cause());
        return Response.ok(intake.receive(origin, notification.group())).build();
    }
}
