package dev.manabi.benchmarks;

import dev.manabi.launcher.Service;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/** The command that is measured, and what it leaves behind. */
final class Declaration {

    static final String PATH = "/api/v1/incidents";

    static final String BODY = """
            {"title": "Checkout answers with errors",
             "summary": "One in five checkouts fails with a time-out at the payment provider.",
             "severity": "SEV2", "services": ["checkout", "payments"], "team": "storefront",
             "detectedBy": "MONITORING", "roles": {"commander": "mei", "responders": ["alex"]},
             "impact": {"userVisible": true, "usersAffected": 1200}}""";

    private Declaration() {}

    /**
     * @param data of the stored event, JSON
     * @param headers of its message, JSON
     * @param payload of its message, JSON
     */
    record Written(String data, String headers, String payload) {}

    /** Declares one, checks the answer, and tells what was stored and published for it. */
    static Written once(Ground ground, Arrivals arrivals) {
        ground.rest(Service.INCIDENT, "mei").post(PATH, BODY).expect(201);
        arrivals.awaitCount(1);
        var message = arrivals.all().values().iterator().next().message();
        StringBuilder headers = new StringBuilder("{");
        message.headers()
                .forEach(header -> headers.append(headers.length() == 1 ? "" : ", ")
                        .append('"')
                        .append(header.key())
                        .append("\": \"")
                        .append(new String(header.value(), java.nio.charset.StandardCharsets.UTF_8))
                        .append('"'));
        String payload = new String(message.value(), java.nio.charset.StandardCharsets.UTF_8);
        return new Written(data(ground), headers.append('}').toString(), payload);
    }

    private static String data(Ground ground) {
        try (Connection connection = ground.connect(Service.INCIDENT.id());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select data from event order by position limit 1")) {
            row.next();
            return Objects.requireNonNull(row.getString(1));
        } catch (SQLException e) {
            throw new Failed("The stored event cannot be read", e);
        }
    }
}
