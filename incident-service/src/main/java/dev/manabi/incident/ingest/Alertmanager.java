package dev.manabi.incident.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
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
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What Prometheus Alertmanager sends to a webhook, version 4 of its format, and how it reads as an incident. */
final class Alertmanager {

    static final String SOURCE = "alertmanager";

    private Alertmanager() {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Notification(
            @NotBlank @Pattern(regexp = "4", message = "must be 4, the version of the webhook's format")
            String version,

            @NotBlank @Size(max = 4_000) String groupKey,

            @NotBlank @Pattern(regexp = "firing|resolved", message = "must be firing or resolved")
            String status,

            @Nullable Map<String, String> commonLabels,
            @Nullable Map<String, String> commonAnnotations,
            @Nullable String externalURL,
            @NotEmpty @Size(max = 1_000) List<@NotNull @Valid Report> alerts) {

        List<Alert> reports() {
            return alerts.stream().map(Report::alert).toList();
        }

        boolean isFiring() {
            return alerts.stream().anyMatch(Report::isFiring);
        }

        String title() {
            return Stream.of(
                            text(commonAnnotations, "summary"),
                            text(alerts.getFirst().annotations(), "summary"),
                            text(commonLabels, "alertname"),
                            text(alerts.getFirst().labels(), "alertname"))
                    .flatMap(java.util.Optional::stream)
                    .findFirst()
                    .map(title -> title.length() > 300 ? title.substring(0, 300) : title)
                    .orElse("Alert");
        }

        @Nullable
        String summary() {
            return text(commonAnnotations, "description")
                    .or(() -> text(alerts.getFirst().annotations(), "description"))
                    .orElse(null);
        }

        /** The worst that any of its alerts claims. */
        Severity severity() {
            return alerts.stream()
                    .map(alert -> text(alert.labels(), "severity").orElse(""))
                    .map(Notification::severity)
                    .min(Comparator.naturalOrder())
                    .orElse(Severity.SEV4);
        }

        List<String> services() {
            Set<String> services = new LinkedHashSet<>();
            alerts.forEach(alert -> text(alert.labels(), "service").ifPresent(services::add));
            return List.copyOf(services);
        }

        @Nullable
        String team() {
            return text(commonLabels, "team")
                    .or(() -> text(alerts.getFirst().labels(), "team"))
                    .orElse(null);
        }

        Instant startedAt() {
            return alerts.stream()
                    .map(alert -> alert.alert().startsAt())
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
        }

        private static Severity severity(String label) {
            String value = label.strip().toUpperCase(Locale.ROOT);
            return switch (value) {
                case "SEV1", "SEV2", "SEV3", "SEV4", "SEV5" -> Severity.valueOf(value);
                case "CRITICAL", "PAGE" -> Severity.SEV2;
                case "ERROR", "HIGH", "WARNING" -> Severity.SEV3;
                default -> Severity.SEV4;
            };
        }
    }

    /** One alert. {@code endsAt} of a firing one is the year 1, or lies in the future: neither is an end. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Report(
            @NotBlank @Pattern(regexp = "firing|resolved", message = "must be firing or resolved")
            String status,

            @Nullable Map<String, String> labels,
            @Nullable Map<String, String> annotations,
            @NotNull Instant startsAt,
            @Nullable Instant endsAt,
            @Nullable String generatorURL,
            @NotBlank @Size(max = 200) String fingerprint) {

        private static final Instant FIRST_REAL_TIME = Instant.EPOCH;

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
                    isWebAddress(generatorURL) ? generatorURL : null);
        }

        private @Nullable Instant end() {
            return isFiring() || endsAt == null || endsAt.isBefore(FIRST_REAL_TIME)
                    ? null
                    : endsAt.truncatedTo(ChronoUnit.MICROS);
        }

        private String line() {
            String name = text(labels, "alertname").orElse("alert");
            String says = text(annotations, "description")
                    .or(() -> text(annotations, "summary"))
                    .orElse("");
            String line = says.isEmpty() ? name : name + ": " + says;
            return line.length() > 2_000 ? line.substring(0, 2_000) : line;
        }

        private static boolean isWebAddress(@Nullable String url) {
            return url != null && url.length() <= 2_000 && (url.startsWith("http://") || url.startsWith("https://"));
        }
    }

    private static java.util.Optional<String> text(@Nullable Map<String, String> values, String key) {
        return values == null
                ? java.util.Optional.empty()
                : java.util.Optional.ofNullable(values.get(key)).filter(value -> !value.isBlank());
    }
}
