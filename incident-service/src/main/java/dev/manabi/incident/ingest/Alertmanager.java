package dev.manabi.incident.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.incident.incident.domain.Alert;
import dev.manabi.incident.incident.domain.Severity;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What Prometheus Alertmanager sends to a webhook, version 4 of its format, and how it reads as an incident. */
final class Alertmanager {

    static final String SOURCE = "alertmanager";

    private Alertmanager() {}

    @Schema(name = "AlertmanagerNotification", examples = """
                    {
                      "version": "4",
                      "groupKey": "{}:{alertname=\\"CheckoutErrors\\"}",
                      "status": "firing",
                      "receiver": "manabi",
                      "groupLabels": {"alertname": "CheckoutErrors"},
                      "commonLabels": {"alertname": "CheckoutErrors", "severity": "critical", "team": "storefront"},
                      "commonAnnotations": {"summary": "Card payments fail in checkout"},
                      "externalURL": "http://alertmanager.example:9093",
                      "truncatedAlerts": 0,
                      "alerts": [
                        {
                          "status": "firing",
                          "labels": {"alertname": "CheckoutErrors", "service": "checkout", "severity": "critical"},
                          "annotations": {"description": "31 % of payments fail in eu-west"},
                          "startsAt": "2026-03-01T10:05:58.432911368Z",
                          "endsAt": "0001-01-01T00:00:00Z",
                          "generatorURL": "http://prometheus.example:9090/graph?g0.expr=payment_errors",
                          "fingerprint": "5ac5a3c1ca4fcb5d"
                        }
                      ]
                    }
                    """)
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Notification(
            @NotBlank @Pattern(regexp = "^4$", message = "must be 4, the version of the webhook's format")
            String version,

            @NotBlank @Size(max = 4_000) String groupKey,

            @NotBlank @Pattern(regexp = "^(firing|resolved)$", message = "must be firing or resolved")
            String status,

            @Nullable Map<String, String> commonLabels,
            @Nullable Map<String, String> commonAnnotations,
            @Nullable String externalURL,
            @NotEmpty @Size(max = 1_000) List<@NotNull @Valid Report> alerts) {

        /** As it is read where the alerts go on. */
        Told.Group group() {
            List<Alert> reports = reports();
            return new Told.Group() {
                @Override
                public String key() {
                    return groupKey;
                }

                @Override
                public List<Alert> alerts() {
                    return reports;
                }

                @Override
                public About about(List<Alert> some) {
                    return of(some).about();
                }
            };
        }

        private About about() {
            return new About(title(), summary(), severity(), services(), team());
        }

        /** Those whose times can be, in the order of the notification. */
        private List<Alert> reports() {
            List<Alert> reports = new ArrayList<>();
            for (Report report : alerts) {
                if (!Incoming.isRealTime(report.startsAt())) {
                    String field = "alerts[" + reports.size() + "].startsAt";
                    throw new InvalidValue(field, field + " is no time at which an alert can have started.");
                }
                reports.add(report.alert());
            }
            return reports;
        }

        /** The same notification, of these alerts alone. */
        private Notification of(List<Alert> some) {
            Set<Alert> wanted = Set.copyOf(some);
            List<Report> reports = alerts.stream()
                    .filter(report -> wanted.contains(report.alert()))
                    .toList();
            return new Notification(version, groupKey, status, commonLabels, commonAnnotations, externalURL, reports);
        }

        private String title() {
            Report first = first();
            return Stream.of(
                            text(commonAnnotations, "summary"),
                            text(first.annotations(), "summary"),
                            text(commonLabels, "alertname"),
                            text(first.labels(), "alertname"))
                    .flatMap(Optional::stream)
                    .map(title -> Incoming.cut(Incoming.oneLine(title), 300))
                    .filter(title -> !title.isEmpty())
                    .findFirst()
                    .orElse("Alert");
        }

        private @Nullable String summary() {
            return text(commonAnnotations, "description")
                    .or(() -> text(first().annotations(), "description"))
                    .map(summary -> Incoming.cut(summary, 10_000))
                    .orElse(null);
        }

        /** What fires speaks for the others. */
        private Report first() {
            return alerts.stream().filter(Report::isFiring).findFirst().orElse(alerts.getFirst());
        }

        /** The worst that any of its alerts claims. */
        private @Nullable String severity() {
            return alerts.stream()
                    .flatMap(alert -> text(alert.labels(), "severity").stream())
                    .filter(word -> Severities.of(word).isPresent())
                    .min(Comparator.comparing(word -> Severities.of(word).orElse(Severity.SEV5)))
                    .orElse(null);
        }

        private List<String> services() {
            Set<String> services = new LinkedHashSet<>();
            alerts.forEach(alert -> name(alert.labels(), "service").ifPresent(services::add));
            return services.stream().limit(50).toList();
        }

        private @Nullable String team() {
            return name(commonLabels, "team")
                    .or(() -> name(first().labels(), "team"))
                    .orElse(null);
        }
    }

    /** One alert. {@code endsAt} of a firing one is the year 1, or lies in the future: neither is an end. */
    @Schema(name = "AlertmanagerAlert")
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Report(
            @NotBlank @Pattern(regexp = "^(firing|resolved)$", message = "must be firing or resolved")
            String status,

            @Nullable Map<String, String> labels,
            @Nullable Map<String, String> annotations,
            @NotNull Instant startsAt,
            @Nullable Instant endsAt,
            @Nullable String generatorURL,
            @NotBlank @Size(max = 200) String fingerprint) {

        boolean isFiring() {
            return status.equals("firing");
        }

        Alert alert() {
            return new Alert(
                    fingerprint,
                    isFiring(),
                    startsAt.truncatedTo(ChronoUnit.MICROS),
                    end(),
                    line(),
                    generatorURL != null && Incoming.isWebAddress(generatorURL) ? generatorURL : null);
        }

        private @Nullable Instant end() {
            return isFiring() || endsAt == null || endsAt.isBefore(startsAt)
                    ? null
                    : endsAt.truncatedTo(ChronoUnit.MICROS);
        }

        private String line() {
            String name = text(labels, "alertname").orElse("alert");
            String says = text(annotations, "description")
                    .or(() -> text(annotations, "summary"))
                    .orElse("");
            return Incoming.cut(Incoming.oneLine(says.isEmpty() ? name : name + ": " + says), 2_000);
        }
    }

    private static Optional<String> text(@Nullable Map<String, String> values, String key) {
        return values == null
                ? Optional.empty()
                : Optional.ofNullable(values.get(key)).filter(value -> !value.isBlank());
    }

    /** A label that can be the id of something in the catalog. */
    private static Optional<String> name(@Nullable Map<String, String> labels, String key) {
        return text(labels, key).map(Incoming::oneLine).filter(name -> !name.isEmpty() && name.length() <= 100);
    }
}
