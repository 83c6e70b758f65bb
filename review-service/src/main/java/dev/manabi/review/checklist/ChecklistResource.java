package dev.manabi.review.checklist;

import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.kit.Page;
import dev.manabi.kit.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What reviewers judge. */
@Path("/api/v1/checklists")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.MEMBER)
@Tag(name = "Checklists")
public class ChecklistResource {

    private final Checklists checklists;

    ChecklistResource(Checklists checklists) {
        this.checklists = checklists;
    }

    @GET
    @Operation(summary = "Every checklist in its newest version")
    public Page<Checklist> listChecklists() {
        return new Page<>(checklists.newest(), null);
    }

    /** @param version the newest where none is given */
    @GET
    @Path("/{key}")
    @Operation(summary = "One checklist, in the newest or in the given version")
    public Checklist getChecklist(@PathParam("key") String key, @QueryParam("version") @Nullable Integer version) {
        return (version == null ? checklists.newest(key) : checklists.find(key, version))
                .orElseThrow(() -> new NotFound("checklist", key));
    }
}
