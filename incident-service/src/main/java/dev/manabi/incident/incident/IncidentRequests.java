package dev.manabi.incident.incident;

import dev.manabi.incident.incident.domain.Description;
import dev.manabi.incident.incident.domain.Detection;
import dev.manabi.incident.incident.domain.Figure;
import dev.manabi.incident.incident.domain.FigureKind;
import dev.manabi.incident.incident.domain.Impact;
import dev.manabi.incident.incident.domain.IncidentKind;
import dev.manabi.incident.incident.domain.Roles;
import dev.manabi.incident.incident.domain.Severity;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is asked of incidents over HTTP. */
public final class IncidentRequests {

    private IncidentRequests() {}

    /**
     * @param startedAt when it began; left out, it is when it was detected or else now
     * @param acknowledgedAt where that has happened already, as have the next two
     */
    @Schema(name = "NewIncident", examples = """
                    {
                      "title": "Card payments fail in checkout",
                      "summary": "One in three card payments ends with a timeout.",
                      "severity": "SEV2",
                      "kind": "INCIDENT",
                      "services": ["checkout", "payments"],
                      "servicesAtFault": ["payments"],
                      "team": "storefront",
                      "startedAt": "2026-03-01T10:02:00Z",
                      "detectedAt": "2026-03-01T10:06:13Z",
                      "detectedBy": "MONITORING",
                      "roles": {"commander": "mei", "responders": ["alex"]},
                      "impact": {"userVisible": true, "moneyAffected": true}
                    }
                    """)
    public record DeclareRequest(
            @NotBlank @Size(max = 300) @Pattern(regexp = "^\\P{Cc}*$", message = "must be one line of text")
            String title,

            @Nullable @Size(max = 10_000) String summary,
            @NotNull Severity severity,
            @Nullable IncidentKind kind,
            @Nullable @Size(max = 50) List<@NotBlank @Size(max = 100) String> services,
            @Nullable @Size(max = 50) List<@NotBlank @Size(max = 100) String> servicesAtFault,
            @Nullable @Size(max = 100) String team,
            @Nullable Instant startedAt,
            @Nullable Instant detectedAt,
            @Nullable Instant acknowledgedAt,
            @Nullable Instant mitigatedAt,
            @Nullable Instant resolvedAt,
            @Nullable Detection detectedBy,
            @Nullable @Valid RolesRequest roles,
            @Nullable @Valid ImpactRequest impact) {

        public Description description() {
            return new Description(
                    title.strip(),
                    summary,
                    kind == null ? IncidentKind.INCIDENT : kind,
                    services == null ? List.of() : services,
                    servicesAtFault == null ? List.of() : servicesAtFault,
                    team,
                    detectedBy);
        }
    }

    /** What an incident is about, as a whole: what is left out is unknown from now on. */
    @Schema(name = "NewDescription", examples = """
                    {
                      "title": "Card payments fail in checkout",
                      "summary": "One in three card payments ends with a timeout.",
                      "kind": "INCIDENT",
                      "services": ["checkout", "payments"],
                      "servicesAtFault": ["payments"],
                      "team": "storefront",
                      "detectedBy": "MONITORING"
                    }
                    """)
    public record DescriptionRequest(
            @NotBlank @Size(max = 300) @Pattern(regexp = "^\\P{Cc}*$", message = "must be one line of text")
            String title,

            @Nullable @Size(max = 10_000) String summary,
            @NotNull IncidentKind kind,
            @Nullable @Size(max = 50) List<@NotBlank @Size(max = 100) String> services,
            @Nullable @Size(max = 50) List<@NotBlank @Size(max = 100) String> servicesAtFault,
            @Nullable @Size(max = 100) String team,
            @Nullable Detection detectedBy) {

        public Description description() {
            return new Description(
                    title.strip(),
                    summary,
                    kind,
                    services == null ? List.of() : services,
                    servicesAtFault == null ? List.of() : servicesAtFault,
                    team,
                    detectedBy);
        }
    }

    /** @param into the UUID or the number of the incident that goes on */
    @Schema(name = "Merging", examples = """
                    {"into": "INC-12", "reason": "Both were opened for the same pool of connections."}
                    """)
    public record MergeRequest(
            @NotBlank @Size(max = 100) String into,
            @NotBlank @Size(max = 2_000) String reason) {}

    /** Person ids; a role that nobody has is left out. */
    @Schema(name = "NewRoles", examples = """
                    {"commander": "mei", "communications": "hana", "scribe": "sam", "responders": ["alex", "ken"]}
                    """)
    public record RolesRequest(
            @Nullable @Size(max = 100) String commander,
            @Nullable @Size(max = 100) String communications,
            @Nullable @Size(max = 100) String scribe,
            @Nullable @Size(max = 200) List<@NotBlank @Size(max = 100) String> responders) {

        public Roles roles() {
            return new Roles(commander, communications, scribe, responders == null ? List.of() : responders);
        }
    }

    /** What is not known is left out or null, which is not zero and not no. */
    @Schema(name = "NewImpact", examples = """
                    {
                      "userVisible": true,
                      "downtimeMinutes": 55,
                      "degradedMinutes": 12,
                      "usersAffected": 12000,
                      "dataLoss": false,
                      "moneyAffected": true,
                      "monitoringFailed": false,
                      "onCallIntervened": true,
                      "notes": "Users affected: sessions with a failed payment, from the access log.",
                      "figures": [
                        {
                          "kind": "MONEY",
                          "what": "payments that customers did not try again",
                          "value": 5200.5,
                          "unit": "EUR",
                          "estimated": true,
                          "how": "Failed payments of the hour, less those that succeeded within a day."
                        }
                      ]
                    }
                    """)
    public record ImpactRequest(
            @Nullable Boolean userVisible,
            @Nullable @PositiveOrZero Integer downtimeMinutes,
            @Nullable @PositiveOrZero Integer degradedMinutes,
            @Nullable @PositiveOrZero Long usersAffected,
            @Nullable Boolean dataLoss,
            @Nullable Boolean moneyAffected,
            @Nullable Boolean monitoringFailed,
            @Nullable Boolean onCallIntervened,
            @Nullable @Size(max = 10_000) String notes,
            @Nullable @Size(max = 50) List<@NotNull @Valid FigureRequest> figures) {

        public Impact impact() {
            return new Impact(
                    userVisible,
                    downtimeMinutes,
                    degradedMinutes,
                    usersAffected,
                    dataLoss,
                    moneyAffected,
                    monitoringFailed,
                    onCallIntervened,
                    notes,
                    figures == null
                            ? List.of()
                            : figures.stream().map(FigureRequest::figure).toList());
        }
    }

    /**
     * @param unit for instance EUR, requests, person-hours
     * @param how how it was measured; needed where it was estimated
     */
    @Schema(name = "NewFigure")
    public record FigureRequest(
            @NotNull FigureKind kind,

            @NotBlank @Size(max = 200) @Pattern(regexp = "^\\P{Cc}*$", message = "must be one line of text")
            String what,

            @NotNull @PositiveOrZero @Digits(integer = 18, fraction = 6)
            BigDecimal value,

            @NotBlank @Size(max = 50) @Pattern(regexp = "^\\P{Cc}*$", message = "must be one line of text")
            String unit,

            boolean estimated,
            @Nullable @Size(max = 2_000) String how) {

        Figure figure() {
            return new Figure(kind, what, value, unit, estimated, how);
        }
    }

    /** @param at when it happened; left out, it is now */
    @Schema(name = "Step", examples = """
                    {"at": "2026-03-01T10:40:00Z", "note": "checkout 4.2 rolled back to 4.1"}
                    """)
    public record StepRequest(
            @Nullable Instant at,
            @Nullable @Size(max = 2_000) String note) {}

    @Schema(name = "Closing", examples = """
                    {"note": "Watched for an hour, nothing came back."}
                    """)
    public record CloseRequest(@Nullable @Size(max = 2_000) String note) {}

    @Schema(name = "Reopening", examples = """
                    {"reason": "Refunds of the same hour are missing."}
                    """)
    public record ReopenRequest(@NotBlank @Size(max = 2_000) String reason) {}

    @Schema(name = "NewSeverity", examples = """
                    {"severity": "SEV1", "reason": "All acquirers are affected, not only one."}
                    """)
    public record SeverityRequest(
            @NotNull Severity severity,
            @Nullable @Size(max = 2_000) String reason) {}

    /** @param reason how it is known better now */
    @Schema(name = "TimesCorrection", examples = """
                    {"startedAt": "2026-03-01T09:58:00Z", "reason": "The first failed payment in the access log."}
                    """)
    public record TimesRequest(
            @Nullable Instant startedAt,
            @Nullable Instant detectedAt,
            @Nullable Instant acknowledgedAt,
            @Nullable Instant mitigatedAt,
            @Nullable Instant resolvedAt,
            @NotBlank @Size(max = 2_000) String reason) {}
}
