package dev.manabi.launcher;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** Puts the demo's team, people and services into the catalog; what is there already stays as it is. */
final class DemoCatalog {

    private static final String TEAM = "storefront";
    private static final List<String> SERVICES = List.of("checkout", "payments", "search");

    private DemoCatalog() {}

    /** @param admin a caller with the role admin */
    static void seed(Rest admin) {
        create(admin, "/api/v1/teams", TEAM, Rest.object().put("id", TEAM).put("name", "Storefront"));
        DemoPeople.all().forEach(person -> create(admin, "/api/v1/people", person.id(), json(person)));
        for (String service : SERVICES) {
            create(
                    admin,
                    "/api/v1/services",
                    service,
                    Rest.object()
                            .put("id", service)
                            .put("name", service.substring(0, 1).toUpperCase(Locale.ROOT) + service.substring(1))
                            .put("team", TEAM)
                            .put("primaryOnCall", "mei"));
        }
        leadTheTeam(admin);
    }

    private static ObjectNode json(DemoPeople.Person person) {
        return Rest.object()
                .put("id", person.id())
                .put("name", person.name())
                .put("email", person.email())
                .put("team", TEAM)
                .put("senior", person.senior())
                .put("manager", person.manager())
                .put("chatHandle", "@" + person.id());
    }

    private static void create(Rest admin, String path, String id, ObjectNode body) {
        if (admin.get(path + "/" + id).status() == 200) {
            return;
        }
        var answer = admin.post(path, body);
        // Somebody may have been quicker.
        if (!answer.successful() && admin.get(path + "/" + id).status() != 200) {
            answer.expect(201);
        }
    }

    /** A team can name its lead only once that person is known. */
    private static void leadTheTeam(Rest admin) {
        var team = admin.get("/api/v1/teams/" + TEAM).expect(200);
        if (!team.json().path("lead").isNull() && !team.json().path("lead").isMissingNode()) {
            return;
        }
        ObjectNode led =
                Rest.object().put("name", "Storefront").put("lead", "ken").put("manager", "hana");
        admin.put("/api/v1/teams/" + TEAM, led, team.etag().orElse("*")).expect(200);
    }
}
