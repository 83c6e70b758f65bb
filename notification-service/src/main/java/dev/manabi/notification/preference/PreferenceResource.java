package dev.manabi.notification.preference;

import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.StaleVersion;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.kit.Answers;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Roles;
import dev.manabi.kit.TransactionSql;
import dev.manabi.notification.channel.Channels;
import dev.manabi.notification.subscription.EventPattern;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** How the caller wants to be told. Nobody reads or changes what others wish. */
@Path("/api/v1/preferences/me")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.MEMBER)
@Tag(name = "Preferences", description = "How people want to be told")
public class PreferenceResource {

    private static final String TIME = "([01][0-9]|2[0-3]):[0-5][0-9]";
    private static final String NO_TIME = "is a time of day such as 08:30";

    private final Channels channels;
    private final TransactionSql sql;
    private final Caller caller;

    PreferenceResource(Channels channels, TransactionSql sql, Caller caller) {
        this.channels = channels;
        this.sql = sql;
        this.caller = caller;
    }

    /** Both in the person's time zone; {@code from} may be later than {@code until}: then it is the night between. */
    @Schema(name = "QuietHours")
    public record QuietHours(
            @NotNull @Pattern(regexp = TIME, message = NO_TIME)
            String from,

            @NotNull @Pattern(regexp = TIME, message = NO_TIME)
            String until) {}

    /**
     * What is the person's own duty (they own the postmortem or the action item, they review, they lead or manage what is
     * late) is told at once whatever stands here.
     *
     * @param language {@code en}, {@code ja}, or null for the configured one
     * @param timeZone for instance {@code Asia/Tokyo}; null for the configured one
     * @param dailyAt when the one message of a day is sent; 09:00 where nothing is said
     * @param via {@code mail}, and chat rooms of the person's own; at least one. A duty goes by mail whatever stands here
     * @param muted event types, or {@code manabi.postmortem.*} for all of one thing, or {@code *}
     */
    @Schema(name = "Preferences", examples = """
                    {
                      "language": "ja",
                      "timeZone": "Asia/Tokyo",
                      "pace": "DAILY",
                      "dailyAt": "09:30",
                      "quietHours": {"from": "19:00", "until": "08:00"},
                      "via": ["mail"],
                      "muted": ["manabi.meeting.*"]
                    }
                    """)
    public record PreferencesBody(
            @Nullable @Pattern(regexp = "en|ja", message = "is en or ja")
            String language,

            @Nullable @Size(max = 60) String timeZone,
            @NotNull Pace pace,

            @Nullable @Pattern(regexp = TIME, message = NO_TIME)
            String dailyAt,

            @Nullable @Valid QuietHours quietHours,
            @NotNull @Size(min = 1, max = 5) List<@NotBlank @Size(max = 60) String> via,
            @NotNull @Size(max = 50) List<@NotBlank @Size(max = 200) String> muted) {}

    @GET
    @Transactional
    @Operation(summary = "How the caller wants to be told")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = PreferencesBody.class)))
    public Response getPreferences() {
        PreferenceRow row = PreferenceRow.findById(caller.person());
        if (row == null) {
            return Answers.ok(
                    0,
                    new PreferencesBody(null, null, Pace.IMMEDIATELY, null, null, List.of(Channels.MAIL), List.of()));
        }
        return Answers.ok(row.version, body(row));
    }

    @PUT
    @Transactional
    @Operation(summary = "Say how one wants to be told; the version is 0 until one has said something")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = PreferencesBody.class)))
    public Response putPreferences(
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, @Valid @NotNull PreferencesBody request) {
        Expected expected = Expected.required(ifMatch);
        check(request);
        sql.lock("preference/" + caller.person());
        PreferenceRow row = PreferenceRow.findById(caller.person());
        if (row == null) {
            row = new PreferenceRow();
            row.person = caller.person();
        }
        if (expected instanceof Expected.Version(long version) && version != row.version) {
            throw new StaleVersion(version, row.version);
        }
        row.version++;
        row.language = request.language();
        row.timeZone = request.timeZone();
        row.pace = request.pace();
        row.dailyAt = request.dailyAt() == null ? null : LocalTime.parse(request.dailyAt());
        QuietHours quiet = request.quietHours();
        row.quietFrom = quiet == null ? null : LocalTime.parse(quiet.from());
        row.quietUntil = quiet == null ? null : LocalTime.parse(quiet.until());
        row.via = request.via().stream().distinct().toList();
        row.muted = request.muted().stream().distinct().toList();
        row.changedAt = caller.cause().at();
        row.persist();
        return Answers.ok(row.version, body(row));
    }

    private void check(PreferencesBody request) {
        String zone = request.timeZone();
        if (zone != null) {
            try {
                ZoneId.of(zone);
            } catch (DateTimeException e) {
                throw new InvalidValue("timeZone", "timeZone is no time zone, for instance Europe/Berlin.");
            }
        }
        QuietHours quiet = request.quietHours();
        if (quiet != null && quiet.from().equals(quiet.until())) {
            throw new InvalidValue("quietHours", "quietHours begin and end at the same time.");
        }
        for (String name : request.via()) {
            if (!name.equals(Channels.MAIL)
                    && channels.ownRoom(name, caller.person()).isEmpty()) {
                throw new InvalidValue("via", name + " is neither mail nor a chat room of your own that works.");
            }
        }
        request.muted().stream()
                .filter(pattern -> !EventPattern.isKnown(pattern))
                .findFirst()
                .ifPresent(pattern -> {
                    throw new InvalidValue("muted", pattern + " is no event that somebody is told of.");
                });
    }

    private static PreferencesBody body(PreferenceRow row) {
        return new PreferencesBody(
                row.language,
                row.timeZone,
                row.pace,
                row.dailyAt == null ? null : row.dailyAt.toString(),
                row.quietFrom == null || row.quietUntil == null
                        ? null
                        : new QuietHours(row.quietFrom.toString(), row.quietUntil.toString()),
                row.via,
                row.muted);
    }
}
