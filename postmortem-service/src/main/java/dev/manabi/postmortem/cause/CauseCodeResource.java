package dev.manabi.postmortem.cause;

import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.kit.Answers;
import dev.manabi.kit.Idempotent;
import dev.manabi.kit.Page;
import dev.manabi.kit.Roles;
import dev.manabi.postmortem.listing.Filter;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The coded lists of triggers and root causes, which can be extended. */
@Path("/api/v1/cause-codes")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.MEMBER)
@Tag(name = "Cause codes", description = "Kinds of triggers and of root causes, to count postmortems by")
public class CauseCodeResource {

    private final CauseCodes codes;

    CauseCodeResource(CauseCodes codes) {
        this.codes = codes;
    }

    /** @param code stable; small letters, digits and hyphens */
    @Schema(name = "NewCauseCode", examples = """
                    {
                      "kind": "TRIGGER",
                      "code": "certificate-expiry",
                      "nameEn": "Expiry of a certificate",
                      "nameJa": "証明書の期限切れ"
                    }
                    """)
    public record NewCauseCode(
            @NotNull CauseKind kind,

            @NotBlank
            @Size(max = 100)
            @Pattern(regexp = "[a-z0-9]+(-[a-z0-9]+)*", message = "must be small letters, digits and hyphens")
            String code,

            @NotBlank @Size(max = 200) String nameEn,
            @NotBlank @Size(max = 200) String nameJa) {}

    /** @param offered false where nothing new is to be classified by it */
    @Schema(name = "CauseCodeChange", examples = """
                    {"nameEn": "Expired certificate", "nameJa": "証明書の期限切れ", "offered": true}
                    """)
    public record CauseCodeChange(
            @NotBlank @Size(max = 200) String nameEn,
            @NotBlank @Size(max = 200) String nameJa,
            @NotNull Boolean offered) {}

    /**
     * @param publishedShare percent of Google's postmortems of 2010 to 2017 (Site Reliability Workbook, appendix C); null
     *     where that list has no such kind
     * @param offered false where nothing new is classified by it
     */
    @Schema(name = "CauseCode")
    public record CauseCodeAnswer(
            CauseKind kind,
            String code,
            String nameEn,
            String nameJa,
            @Nullable BigDecimal publishedShare,
            boolean offered,
            long version) {

        static CauseCodeAnswer of(CauseCode code) {
            return new CauseCodeAnswer(
                    code.kind, code.code, code.nameEn, code.nameJa, code.publishedShare, code.offered, code.version);
        }
    }

    @GET
    @Transactional
    @Operation(operationId = "listCauseCodes", summary = "Every kind of trigger, then every kind of root cause")
    public Page<CauseCodeAnswer> list() {
        return new Page<>(codes.all().stream().map(CauseCodeAnswer::of).toList(), null);
    }

    @GET
    @Path("/{kind}/{code}")
    @Transactional
    @Operation(operationId = "getCauseCode", summary = "One kind of trigger or of root cause")
    @APIResponse(
            responseCode = "200",
            description = "The code",
            content = @Content(schema = @Schema(implementation = CauseCodeAnswer.class)))
    public Response get(@PathParam("kind") String kind, @PathParam("code") String code) {
        CauseCode known = codes.find(kind(kind), code).orElseThrow(() -> new NotFound("cause code", code));
        return Answers.ok(known.version, CauseCodeAnswer.of(known));
    }

    @POST
    @RolesAllowed({Roles.ADMIN, Roles.MANAGER})
    @Idempotent
    @Operation(operationId = "addCauseCode", summary = "Add a kind of trigger or of root cause")
    @APIResponse(
            responseCode = "201",
            description = "The code",
            content = @Content(schema = @Schema(implementation = CauseCodeAnswer.class)))
    public Response add(@Valid @NotNull NewCauseCode request) {
        if (codes.find(request.kind(), request.code()).isPresent()) {
            throw new InvalidValue("code", "There is already a " + request.kind() + " " + request.code() + ".");
        }
        CauseCode added = codes.add(request.kind(), request.code(), request.nameEn(), request.nameJa());
        return Answers.created(
                "/api/v1/cause-codes/" + added.kind + "/" + added.code, added.version, CauseCodeAnswer.of(added));
    }

    @PUT
    @Path("/{kind}/{code}")
    @RolesAllowed({Roles.ADMIN, Roles.MANAGER})
    @Transactional
    @Operation(
            operationId = "changeCauseCode",
            summary = "Rename a kind, or stop or begin to offer it",
            description = "What was classified by it stays so: a code is never removed.")
    @APIResponse(
            responseCode = "200",
            description = "The code",
            content = @Content(schema = @Schema(implementation = CauseCodeAnswer.class)))
    public Response change(
            @PathParam("kind") @Parameter(schema = @Schema(implementation = CauseKind.class)) String kind,
            @PathParam("code") String code,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull CauseCodeChange request) {
        CauseCode known = codes.change(
                kind(kind), code, Expected.required(ifMatch), request.nameEn(), request.nameJa(), request.offered());
        return Answers.ok(known.version, CauseCodeAnswer.of(known));
    }

    private static CauseKind kind(String kind) {
        CauseKind known = Filter.oneOf(CauseKind.class, "kind", kind);
        if (known == null) {
            throw new NotFound("kind of cause codes", kind);
        }
        return known;
    }
}
