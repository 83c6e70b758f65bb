package dev.manabi.postmortem.postmortem;

import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.eventsourcing.DomainException.RuleBroken;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.kit.Answers;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Handled;
import dev.manabi.kit.Idempotent;
import dev.manabi.kit.Roles;
import dev.manabi.postmortem.listing.Filter;
import dev.manabi.postmortem.postmortem.Offers.Offer;
import dev.manabi.postmortem.postmortem.domain.Postmortem;
import dev.manabi.postmortem.postmortem.domain.Postmortem.Document;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.DeclineIncidentText;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.TakeIncidentText;
import dev.manabi.postmortem.postmortem.domain.PostmortemRule;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What has become known of the incident since the draft, to be taken or declined. */
@Path("/api/v1/postmortems/{id}/offers")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.MEMBER)
@Tag(name = "Postmortems")
public class OfferResource {

    private final PostmortemCommands commands;
    private final Postmortems postmortems;
    private final Offers offers;
    private final Caller caller;

    OfferResource(PostmortemCommands commands, Postmortems postmortems, Offers offers, Caller caller) {
        this.commands = commands;
        this.postmortems = postmortems;
        this.offers = offers;
        this.caller = caller;
    }

    /**
     * What one section could take over.
     *
     * @param id of what is offered; another one as soon as the incident says something else
     * @param section its key
     * @param added the lines that would come, as Markdown
     * @param text what the section would say then, with what people wrote; null where both changed the same lines, so
     *     that somebody has to do it by hand
     */
    @Schema(name = "Offer")
    public record OfferAnswer(
            UUID id,
            String section,
            String title,
            List<String> added,
            @Nullable String text) {

        static OfferAnswer of(Offer offer) {
            return new OfferAnswer(
                    offer.id(), offer.section().key(), offer.section().title(), offer.added(), offer.text());
        }
    }

    /** Everything that is offered, in the order of the sections. */
    @Schema(name = "Offers")
    public record OffersAnswer(List<OfferAnswer> offers) {}

    @GET
    @Transactional
    @Operation(
            operationId = "listOffers",
            summary = "What has become known of the incident since, and is not in the text yet",
            description = "For instance a fact that was added to the timeline after the incident was closed.")
    @APIResponse(
            responseCode = "200",
            description = "What could be taken over",
            content = @Content(schema = @Schema(implementation = OffersAnswer.class)))
    public Response list(@PathParam("id") String id) {
        PostmortemView postmortem = postmortems.get(id);
        return Answers.ok(
                postmortem.version,
                new OffersAnswer(
                        offers.of((Document) commands.load(postmortem.id).state()).stream()
                                .map(OfferAnswer::of)
                                .toList()));
    }

    @POST
    @Path("/{offer}/take")
    @Idempotent
    @Operation(
            operationId = "takeOffer",
            summary = "Put it into the text",
            description =
                    "Leaves everything that people wrote. Refused with 409 where both changed the same lines, and with 412"
                            + " where somebody wrote at the same moment.")
    @APIResponse(
            responseCode = "200",
            description = "The postmortem",
            content = @Content(schema = @Schema(implementation = PostmortemAnswer.class)))
    public Response take(
            @PathParam("id") String id,
            @PathParam("offer") String offerId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        PostmortemView postmortem = postmortems.get(id);
        Handled<Postmortem> read = commands.load(postmortem.id);
        Offer offer = offer(read, offerId);
        String text = offer.text();
        if (text == null) {
            throw new RuleBroken(
                    PostmortemRule.OFFER_TOUCHES_WHAT_PEOPLE_WROTE,
                    "Both the incident and people changed the same lines: put it into the text by hand, then decline.");
        }
        return changed(
                postmortem,
                new TakeIncidentText(
                        postmortem.id,
                        offer.section().key(),
                        offer.offered(),
                        text,
                        caller.person(),
                        caller.cause().at()),
                ifMatch == null ? new Expected.Version(read.version()) : Expected.optional(ifMatch));
    }

    @POST
    @Path("/{offer}/decline")
    @Idempotent
    @Operation(operationId = "declineOffer", summary = "Leave the text as it is; this is not offered again")
    @APIResponse(
            responseCode = "200",
            description = "The postmortem",
            content = @Content(schema = @Schema(implementation = PostmortemAnswer.class)))
    public Response decline(
            @PathParam("id") String id,
            @PathParam("offer") String offerId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        PostmortemView postmortem = postmortems.get(id);
        Offer offer = offer(commands.load(postmortem.id), offerId);
        return changed(
                postmortem,
                new DeclineIncidentText(
                        postmortem.id,
                        offer.section().key(),
                        offer.offered(),
                        caller.person(),
                        caller.cause().at()),
                Expected.optional(ifMatch));
    }

    private Offer offer(Handled<Postmortem> postmortem, String id) {
        return Filter.uuid(id)
                .flatMap(known -> offers.of((Document) postmortem.state()).stream()
                        .filter(offer -> offer.id().equals(known))
                        .findFirst())
                .orElseThrow(() -> new NotFound("offer", id));
    }

    private Response changed(PostmortemView postmortem, PostmortemCommand command, Expected expected) {
        commands.handle(command, expected, caller.cause());
        return Answers.ok(postmortem.version, postmortems.answer(postmortem));
    }
}
