package dev.manabi.postmortem.postmortem;

import dev.manabi.kit.Roles;
import dev.manabi.postmortem.tracker.Trackers;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Which trackers there are. */
@Path("/api/v1/trackers")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.MEMBER)
@Tag(name = "Action items")
public class TrackerResource {

    private final Trackers trackers;

    TrackerResource(Trackers trackers) {
        this.trackers = trackers;
    }

    /** @param example the address of an issue, as it looks there */
    @Schema(name = "Tracker")
    public record TrackerEntry(String name, String example) {}

    /** Empty where none is set up. */
    @Schema(name = "TrackerList")
    public record TrackerList(List<TrackerEntry> items) {}

    @GET
    @Operation(operationId = "listTrackers", summary = "The trackers that action items can be sent to")
    public TrackerList list() {
        return new TrackerList(trackers.all().entrySet().stream()
                .map(one -> new TrackerEntry(
                        one.getKey(), one.getValue().address(one.getValue().example())))
                .toList());
    }
}
