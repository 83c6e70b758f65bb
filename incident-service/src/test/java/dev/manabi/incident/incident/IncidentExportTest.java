package dev.manabi.incident.incident;

import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.manabi.testkit.Service;
import dev.manabi.testkit.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
class IncidentExportTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CSV = "text/csv";
    private static final String LINES = "application/x-ndjson";

    private final String team = "team-" + UUID.randomUUID();

    @Test
    void incidents_come_as_a_table() {
        String id = declare("=HYPERLINK(\\\"x\\\"), 決済が失敗", "\"two\\nlines\"");
        as("mei")
                .header("If-Match", "\"1\"")
                .body("{\"userVisible\": true, \"downtimeMinutes\": 55}")
                .put("/api/v1/incidents/" + id + "/impact")
                .then()
                .statusCode(200);
        HttpResponse<String> answer = get("?team=" + team, CSV);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"incidents.csv\"");
        assertThat(answer.body())
                .startsWith(
                        "\uFEFFid,number,title,summary,severity,peakSeverity,status,kind,services,servicesAtFault,team,commander,declaredAt,startedAt,")
                .contains("\r\n" + id + ",INC-")
                .contains(
                        ",\"'=HYPERLINK(\"\"x\"\"), 決済が失敗\",\"two\nlines\",SEV2,SEV2,OPEN,INCIDENT,checkout;payments,,"
                                + team + ",,")
                .contains(",2026-03-01T10:02:00Z,2026-03-01T10:06:13Z,,,,,MONITORING,253,,,,true,55,,,,,,,,2\r\n")
                .endsWith("\r\n");
    }

    @Test
    void incidents_come_as_lines_of_json() throws Exception {
        String id = declare("one", "null");
        HttpResponse<String> answer = get("?team=" + team, LINES);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/x-ndjson;charset=UTF-8");
        List<String> lines = answer.body().lines().toList();
        assertThat(lines).hasSize(1);
        JsonNode incident = JSON.readTree(lines.getFirst());
        assertThat(incident.path("id").asText()).isEqualTo(id);
        assertThat(incident.path("detectedBy").asText()).isEqualTo("MONITORING");
        assertThat(incident.at("/durations/detect/seconds").asInt()).isEqualTo(253);
        assertThat(incident.at("/impact/userVisible").isNull()).isTrue();
        assertThat(incident.path("startedAt").asText()).isEqualTo("2026-03-01T10:02:00Z");
    }

    /** Two pages of reading are two hundred and one. */
    @Test
    void all_of_them_come_and_no_more_than_are_wanted() throws Exception {
        List<String> declared = new ArrayList<>();
        for (int n = 0; n < 203; n++) {
            declared.addFirst(declare("number " + n, "null"));
        }
        assertThat(ids(get("?team=" + team, LINES))).isEqualTo(declared);
        assertThat(ids(get("?text=number&team=" + team, LINES))).isEqualTo(declared);
        assertThat(ids(get("?limit=3&team=" + team, LINES))).isEqualTo(declared.subList(0, 3));
        assertThat(ids(get("?limit=202&team=" + team, LINES))).isEqualTo(declared.subList(0, 202));
        assertThat(get("?team=" + team, CSV).body().lines()).hasSize(204);
        assertThat(get("?limit=201&text=number&team=" + team, CSV).body().lines())
                .hasSize(202);
        assertThat(get("?team=nobody-" + team, CSV).body().lines()).hasSize(1);
    }

    @Test
    void a_timeline_comes_as_a_table() {
        String id = declare("one", "null");
        for (int n = 0; n < 3; n++) {
            as("mei")
                    .body("{\"occurredAt\": \"2026-03-01T10:1" + n + ":00Z\", \"text\": \"-fact, " + n
                            + "\", \"evidence\": [{\"kind\": \"LINK\", \"url\": \"https://x.example/\"},"
                            + " {\"kind\": \"QUERY\", \"text\": \"select 1\"}]}")
                    .post("/api/v1/incidents/" + id + "/timeline")
                    .then()
                    .statusCode(201);
        }
        HttpResponse<String> answer = get("/" + id + "/timeline", CSV);
        assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
                .contains("-timeline.csv");
        assertThat(answer.body()).startsWith("\uFEFFid,occurredAt,recordedAt,kind,text,source,author,evidence\r\n");
        assertThat(answer.body().lines()).hasSize(5);
        assertThat(answer.body()).contains(",NOTE,\"'-fact, 2\",person,mei,https://x.example/;select 1\r\n");
        assertThat(get("/" + id + "/timeline?limit=2", CSV).body().lines()).hasSize(3);
        assertThat(get("/INC-999999/timeline", CSV).statusCode()).isEqualTo(404);
    }

    @Test
    void without_a_wish_it_is_json() {
        for (String wish : List.of("*/*", "application/json", "text/html, */*;q=0.1")) {
            assertThat(get("?limit=1", wish)
                            .headers()
                            .firstValue("Content-Type")
                            .orElse(""))
                    .as(wish)
                    .startsWith("application/json");
        }
        assertThat(Service.call("GET", "/api/v1/incidents", Tokens.of("sam"), null)
                        .headers()
                        .firstValue("Content-Type")
                        .orElse(""))
                .startsWith("application/json");
        assertThat(get("", "image/png").statusCode()).isEqualTo(406);
    }

    @Test
    void a_file_is_for_whom_the_list_is_for_and_a_wrong_wish_is_said_as_a_problem() {
        for (String type : List.of(CSV, LINES)) {
            assertThat(call("", type, null).statusCode()).isEqualTo(401);
            assertThat(call("", type, Tokens.of("x", new String[0])).statusCode())
                    .isEqualTo(403);
            assertThat(call("/INC-1/timeline", CSV, null).statusCode()).isEqualTo(401);
            for (String query : List.of(
                    "?limit=0",
                    "?limit=x",
                    "?cursor=x",
                    "?status=x",
                    "?text=!",
                    "?from=now",
                    "?to=%2B99999-01-01T00:00:00Z")) {
                HttpResponse<String> answer = get(query, type);
                assertThat(answer.statusCode()).as(query).isEqualTo(400);
                assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            }
        }
    }

    private static List<String> ids(HttpResponse<String> lines) throws Exception {
        List<String> ids = new ArrayList<>();
        for (String line : lines.body().lines().toList()) {
            ids.add(JSON.readTree(line).path("id").asText());
        }
        return ids;
    }

    private static HttpResponse<String> get(String rest, String type) {
        return call(rest, type, Tokens.of("sam"));
    }

    private static HttpResponse<String> call(String rest, String type, @Nullable String token) {
        return Service.call("GET", "/api/v1/incidents" + rest, token, null, "Accept", type);
    }

    private String declare(String title, String summary) {
        return as("mei")
                .body("""
                        {"title": "%s", "summary": %s, "severity": "SEV2", "services": ["checkout", "payments"], "team": "%s",
                         "startedAt": "2026-03-01T10:02:00Z", "detectedAt": "2026-03-01T10:06:13Z", "detectedBy": "MONITORING"}
                        """.formatted(title, summary, team))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }
}
