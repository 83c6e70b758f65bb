package dev.manabi.testkit;

import static io.restassured.RestAssured.given;

import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** What the service has sent: mails by SMTP, and calls of webhooks. Shapes as in the local inbox's HTTP view. */
public final class TestInbox {

    private TestInbox() {}

    public static String url() {
        return ConfigProvider.getConfig().getValue(LocalParts.INBOX_URL, String.class);
    }

    public static List<Map<String, Object>> mails() {
        return list("/mails");
    }

    public static List<Map<String, Object>> hooks() {
        return list("/hooks");
    }

    private static List<Map<String, Object>> list(String path) {
        JsonPath json = given().baseUri(url()).port(port()).get(path).jsonPath();
        return json.getList("$");
    }

    private static int port() {
        return java.net.URI.create(url()).getPort();
    }
}
