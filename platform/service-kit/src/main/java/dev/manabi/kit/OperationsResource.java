package dev.manabi.kit;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** For whoever runs the service; not routed by the gateway. */
@Path("/operations")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ADMIN)
@Tag(name = "Operations")
public class OperationsResource {

    private final Operations operations;

    OperationsResource(Operations operations) {
        this.operations = operations;
    }

    /** @param events how many events it was made from */
    public record Rebuilt(long events) {}

    /** @param messages how many messages wait to be published */
    public record Republished(long messages) {}

    @POST
    @Path("/rebuild-projections")
    @Operation(summary = "Make every read model anew from the events", description = "Commands wait until it is done.")
    public Rebuilt rebuildProjections() {
        return new Rebuilt(operations.rebuildProjections());
    }

    @POST
    @Path("/republish")
    @Operation(summary = "Publish every event again", description = "For a Kafka that has lost its data.")
    public Republished republishEvents() {
        return new Republished(operations.republish());
    }
}
