package dev.manabi.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The four services and the resources of {@code /api/v1} each of them owns. */
public enum Service {
    INCIDENT(
            Part.INCIDENT,
            Set.of(
                    "incidents",
                    "incident-imports",
                    "ingest",
                    "metric-queries",
                    "teams",
                    "people",
                    "services",
                    "catalog-imports")),
    POSTMORTEM(
            Part.POSTMORTEM,
            Set.of(
                    "policies",
                    "cause-codes",
                    "decisions",
                    "postmortem-requests",
                    "postmortem-imports",
                    "archive",
                    "templates",
                    "postmortems",
                    "action-items",
                    "trackers",
                    "process",
                    "search",
                    "trends")),
    REVIEW(
            Part.REVIEW,
            Set.of(
                    "reviews",
                    "checklists",
                    "gaps",
                    "meetings",
                    "calendar.ics",
                    "calendar-feeds",
                    "language-checks",
                    "reading-clubs",
                    "role-plays")),
    NOTIFICATION(
            Part.NOTIFICATION,
            Set.of(
                    "channels",
                    "subscriptions",
                    "preferences",
                    "deliveries",
                    "texts",
                    "reports",
                    "postmortem-of-the-month"));

    private final Part part;
    private final Set<String> resources;

    Service(Part part, Set<String> resources) {
        this.part = part;
        this.resources = resources;
    }

    /** Short name: of its database, its role there, and its OpenAPI document. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Part part() {
        return part;
    }

    public Set<String> resources() {
        return resources;
    }

    /** The runnable jar below the project's folder. */
    public Path jar(Path project) {
        return project.resolve(part.title()).resolve("target/quarkus-app/quarkus-run.jar");
    }

    public static Stream<Service> all() {
        return Stream.of(values());
    }

    public static Optional<Service> owning(String resource) {
        return all().filter(service -> service.resources.contains(resource)).findFirst();
    }

    /** By short name or by the name of its folder: {@code incident} or {@code incident-service}. */
    public static Optional<Service> named(String name) {
        return all().filter(
                        service -> List.of(service.id(), service.part.title()).contains(name))
                .findFirst();
    }
}
