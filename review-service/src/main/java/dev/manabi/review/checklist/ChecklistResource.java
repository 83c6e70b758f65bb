package dev.manabi.review.checklist;

import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.kit.Answers;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Idempotent;
import dev.manabi.kit.Page;
import dev.manabi.kit.PageRequest;
import dev.manabi.kit.Roles;
import dev.manabi.kit.Storable;
import dev.manabi.review.checklist.Checklist.Criterion;
import dev.manabi.review.checklist.Checklist.LocalText;
import dev.manabi.review.checklist.ChecklistTrends.Group;
import dev.manabi.review.checklist.ChecklistTrends.Window;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What reviewers judge: reading checklists, and saving those of one's own. */
@Path("/api/v1/checklists")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.MEMBER)
@Tag(name = "Checklists", description = "What reviewers judge")
public class ChecklistResource {

    private static final String KEY = "[a-z0-9]+(-[a-z0-9]+)*";
    private static final String NO_KEY = "must be small letters, digits and hyphens";
    private static final String PART = "TITLE|ACTION_ITEMS|CLASSIFICATION|[a-z0-9]+(-[a-z0-9]+)*";
    private static final String NO_PART = "is the key of a section, or TITLE, ACTION_ITEMS, CLASSIFICATION";

    private static final Duration USUAL = Duration.ofDays(365);
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private final Checklists checklists;
    private final ChecklistTrends trends;
    private final Caller caller;
    private final Clock clock;

    ChecklistResource(Checklists checklists, ChecklistTrends trends, Caller caller, Clock clock) {
        this.checklists = checklists;
        this.trends = trends;
        this.caller = caller;
        this.clock = clock;
    }

    @Schema(name = "ChecklistTitle")
    public record NewTitle(
            @NotBlank @Size(max = 200) String en,
            @NotBlank @Size(max = 200) String ja) {

        private LocalText text() {
            return new LocalText(en.strip(), ja.strip());
        }
    }

    @Schema(name = "ChecklistHelp")
    public record NewHelp(
            @NotBlank @Size(max = 2_000) String en,
            @NotBlank @Size(max = 2_000) String ja) {

        private LocalText text() {
            return new LocalText(en.strip(), ja.strip());
        }
    }

    /**
     * @param key stable: under it the trend of a criterion goes on through the versions of its checklist
     * @param help what to look at before giving a verdict
     * @param hints which kinds of machine-made hints stand beside it; none where nothing is said
     * @param parts the keys of the sections that it judges, or TITLE, ACTION_ITEMS, CLASSIFICATION: a verdict holds in the
     *     next round while they stay as they are. Where nothing is said it judges everything, and is judged in each round.
     */
    @Schema(name = "NewChecklistCriterion")
    public record NewCriterion(
            @NotBlank @Size(max = 60) @Pattern(regexp = KEY, message = NO_KEY)
            String key,

            @NotNull @Valid NewTitle title,
            @NotNull @Valid NewHelp help,
            @Nullable @Size(max = 20) List<@NotNull HintKind> hints,

            @Nullable @Size(max = 40) List<@NotNull @Pattern(regexp = PART, message = NO_PART) String> parts) {

        private Criterion criterion() {
            List<HintKind> kinds =
                    hints == null ? List.of() : hints.stream().distinct().toList();
            List<String> judged =
                    parts == null ? List.of() : parts.stream().distinct().toList();
            return new Criterion(key, title.text(), help.text(), kinds, judged);
        }
    }

    /**
     * @param key a new one
     * @param teams ids of the teams whose postmortems are judged by it
     * @param reason why there is one
     */
    @Schema(name = "NewChecklist", examples = """
                    {
                      "key": "payments",
                      "title": {"en": "Review of payment incidents", "ja": "決済障害のレビュー"},
                      "criteria": [
                        {"key": "no-needless-blame",
                         "title": {"en": "Free of needless blame", "ja": "不必要な批判がない"},
                         "help": {"en": "No person is singled out as the cause.", "ja": "個人を原因として名指ししていない。"},
                         "hints": ["LANGUAGE"]},
                        {"key": "money-accounted-for",
                         "title": {"en": "Every yen is accounted for", "ja": "金額がすべて説明されている"},
                         "help": {"en": "Amounts agree with the ledger.", "ja": "金額が台帳と一致している。"},
                         "hints": ["FIGURES"],
                         "parts": ["impact"]}
                      ],
                      "reason": "The regulator asks for the amounts"
                    }
                    """)
    public record NewChecklist(
            @NotBlank @Size(max = 60) @Pattern(regexp = KEY, message = NO_KEY)
            String key,

            @NotNull @Valid NewTitle title,

            @NotEmpty @Size(max = 30) List<@NotNull @Valid NewCriterion> criteria,

            @Nullable @Size(max = 200) List<@NotBlank @Size(max = 200) String> teams,

            @Nullable @Size(max = 2_000) String reason) {}

    /** @param reason why it is changed */
    @Schema(name = "ChecklistChange", examples = """
                    {
                      "title": {"en": "Review of payment incidents", "ja": "決済障害のレビュー"},
                      "criteria": [
                        {"key": "no-needless-blame",
                         "title": {"en": "Free of needless blame", "ja": "不必要な批判がない"},
                         "help": {"en": "No person is singled out as the cause.", "ja": "個人を原因として名指ししていない。"},
                         "hints": ["LANGUAGE"]}
                      ],
                      "teams": ["payments"],
                      "reason": "Amounts are checked elsewhere now"
                    }
                    """)
    public record ChecklistChange(
            @NotNull @Valid NewTitle title,

            @NotEmpty @Size(max = 30) List<@NotNull @Valid NewCriterion> criteria,

            @Nullable @Size(max = 200) List<@NotBlank @Size(max = 200) String> teams,

            @Nullable @Size(max = 2_000) String reason) {}

    /**
     * One version of a checklist.
     *
     * @param savedBy a person's id, or null where it came with the service
     */
    @Schema(name = "ChecklistVersion")
    public record VersionAnswer(
            String key,
            int version,
            @Nullable String savedBy,
            Instant savedAt,
            @Nullable String reason) {

        static VersionAnswer of(ChecklistVersion version) {
            return new VersionAnswer(version.key, version.version, version.savedBy, version.savedAt, version.reason);
        }
    }

    /**
     * Figures of a time, of which reviews that the caller may not know of are no part.
     *
     * @param team null for all
     * @param note set where there are too few rounds to compare
     * @param groups month by month (UTC), by when a round ended
     * @param total everything together
     */
    @Schema(name = "ChecklistTrend")
    public record TrendAnswer(
            String checklist,
            Instant from,
            Instant until,
            @Nullable String team,
            @Nullable String note,
            List<Group> groups,
            Group total) {}

    @GET
    @Transactional
    @Operation(summary = "Every checklist in its newest version")
    public Page<Checklist> listChecklists(
            @QueryParam("limit") @Nullable Integer limit, @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        return Page.of(page, checklists.newest(page), Checklist::key, checklist -> checklist);
    }

    /** @param version the newest where none is given */
    @GET
    @Path("/{key}")
    @Transactional
    @Operation(summary = "One checklist, in the newest or in the given version")
    @APIResponse(
            responseCode = "200",
            description = "A version, which never changes",
            content = @Content(schema = @Schema(implementation = Checklist.class)))
    public Response getChecklist(
            @PathParam("key") String key,
            @QueryParam("version") @Parameter(description = "Left out: the newest") @Nullable Integer version) {
        Checklist checklist = (version == null ? checklists.newest(key) : checklists.find(key, version))
                .orElseThrow(() -> new NotFound("checklist", key));
        return Answers.ok(checklist.version(), checklist);
    }

    @GET
    @Path("/{key}/versions")
    @Transactional
    @Operation(summary = "Who saved which version and why, the newest first")
    public Page<VersionAnswer> listChecklistVersions(
            @PathParam("key") String key,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        List<ChecklistVersion> rows = checklists.versions(key, page, before(page.after()));
        if (rows.isEmpty() && page.after() == null) {
            throw new NotFound("checklist", key);
        }
        return Page.of(page, rows, row -> Integer.toString(row.version), VersionAnswer::of);
    }

    @GET
    @Path("/{key}/trend")
    @Transactional
    @Operation(
            summary = "Which criteria are met and which are not, month by month",
            description =
                    "Counts rounds that ended, in every version of the checklist. Whose text it was and who judged"
                            + " is no part of it: people are never ranked.")
    public TrendAnswer getChecklistTrend(
            @PathParam("key") String key,
            @QueryParam("from") @Parameter(description = "A year before the end unless said otherwise") @Nullable
                    String from,
            @QueryParam("until") @Parameter(description = "Now unless said otherwise") @Nullable String until,
            @QueryParam("team") @Nullable String team) {
        if (team != null && !Storable.is(team)) {
            throw new InvalidValue("team", "team is the id of a team.");
        }
        Instant end = until == null ? clock.instant() : time("until", until);
        Instant begin = from == null ? end.minus(USUAL) : time("from", from);
        List<Group> groups = trends.groups(key, new Window(begin, end, team, caller.person()));
        Group total = groups.getLast();
        String note = total.rounds() < ChecklistTrends.FEW
                ? "Fewer than " + ChecklistTrends.FEW + " rounds ended: a difference may be chance."
                : null;
        return new TrendAnswer(key, begin, end, team, note, groups.subList(0, groups.size() - 1), total);
    }

    @POST
    @RolesAllowed({Roles.MANAGER, Roles.ADMIN})
    @Idempotent
    @Operation(
            summary = "Save a checklist of one's own",
            description = "At least one criterion asks about blame: it has the hint LANGUAGE.")
    @APIResponse(
            responseCode = "201",
            description = "The checklist, in version 1",
            content = @Content(schema = @Schema(implementation = Checklist.class)))
    public Response addChecklist(@Valid @NotNull NewChecklist request) {
        Checklist saved = checklists.add(
                document(request.key(), request.title(), request.criteria(), request.teams()),
                caller.person(),
                request.reason());
        return Answers.created("/api/v1/checklists/" + saved.key(), saved.version(), saved);
    }

    @PUT
    @Path("/{key}")
    @RolesAllowed({Roles.MANAGER, Roles.ADMIN})
    @Transactional
    @Operation(
            summary = "Save the next version of a checklist",
            description =
                    "For rounds from now on; a round keeps the version that it began with. Teams that are left out"
                            + " are judged by the checklist that the service is set to again.")
    @APIResponse(
            responseCode = "200",
            description = "The next version, or the present one where nothing changes",
            content = @Content(schema = @Schema(implementation = Checklist.class)))
    public Response changeChecklist(
            @PathParam("key") String key,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull ChecklistChange request) {
        Checklist saved = checklists.change(
                document(key, request.title(), request.criteria(), request.teams()),
                Expected.required(ifMatch),
                caller.person(),
                request.reason());
        return Answers.ok(saved.version(), saved);
    }

    private static ChecklistDocument document(
            String key, NewTitle title, List<NewCriterion> criteria, @Nullable List<String> teams) {
        return new ChecklistDocument(
                key,
                title.text(),
                criteria.stream().map(NewCriterion::criterion).toList(),
                teams == null ? List.of() : teams);
    }

    private static Instant time(String field, String value) {
        try {
            Instant time = Instant.parse(value);
            if (!time.isBefore(EARLIEST) && !time.isAfter(LATEST)) {
                return time;
            }
        } catch (DateTimeException _) {
            // said below
        }
        throw new InvalidValue(field, field + " is a time such as 2026-03-02T10:02:00Z.");
    }

    private static int before(@Nullable String cursor) {
        try {
            return cursor == null ? Integer.MAX_VALUE : Integer.parseInt(cursor);
        } catch (NumberFormatException _) {
            throw new InvalidValue("cursor", "cursor must be the next of an earlier answer.");
        }
    }
}
