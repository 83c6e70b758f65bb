package dev.manabi.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleFilesTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String SCRIPT = "console.log(1)";

    @TempDir
    private Path folder;

    private Gateway gateway;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("index.html"), "<title>The console</title>");
        Files.createDirectories(folder.resolve("assets"));
        Files.writeString(folder.resolve("assets/index-1a2b.js"), SCRIPT);
        Files.write(folder.resolve("assets/index-1a2b.js.gz"), zipped(SCRIPT));
        Files.writeString(folder.resolveSibling("beside.html"), "not of the console");
        ConsoleFiles console = ConsoleFiles.load(folder, "http://127.0.0.1:8085/manabi", "manabi-console");
        gateway = Gateway.start(new Gateway.Options(0, Map.of(), "<h1>What runs where</h1>", console));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/process", "/postmortems/PM-1", "/signed-in?code=1&state=2"})
    void every_address_that_a_browser_opens_is_a_page(String path) throws Exception {
        HttpResponse<byte[]> answer = get(path, "text/html,*/*", "");
        assertThat(new String(answer.body(), UTF_8)).contains("The console");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("script-src 'self';", "connect-src 'self' http://127.0.0.1:8085;", "frame-ancestors 'none'");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-cache");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/nothing", "/openapi/nobody", "/assets/gone.js", "/assets/index-1a2b.js.gz"})
    void what_programs_ask_for_is_no_page(String path) throws Exception {
        HttpResponse<byte[]> answer = get(path, "text/html,*/*", "");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/../beside.html", "/assets/../../beside.html", "/%2e%2e/beside.html", "/process"})
    void nothing_else_is_to_be_had(String path) throws Exception {
        HttpResponse<byte[]> answer = get(path, "*/*", "");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(new String(answer.body(), UTF_8)).doesNotContain("not of the console");
    }

    @Test
    void a_script_is_kept_for_long_and_comes_zipped_to_whoever_can_read_that() throws Exception {
        HttpResponse<byte[]> plain = get("/assets/index-1a2b.js", "*/*", "");
        assertThat(new String(plain.body(), UTF_8)).isEqualTo(SCRIPT);
        HttpResponse<byte[]> zipped = get("/assets/index-1a2b.js", "*/*", "gzip, br");
        assertThat(zipped.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(zipped.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
        try (GZIPInputStream content = new GZIPInputStream(new ByteArrayInputStream(zipped.body()))) {
            assertThat(new String(content.readAllBytes(), UTF_8)).isEqualTo(SCRIPT);
        }
    }

    @Test
    void it_is_told_with_whom_to_sign_in() throws Exception {
        assertThat(new String(get("/console.json", "*/*", "").body(), UTF_8))
                .isEqualTo("{\"issuer\":\"http://127.0.0.1:8085/manabi\",\"clientId\":\"manabi-console\"}");
        assertThat(new String(get("/about", "text/html", "").body(), UTF_8)).contains("What runs where");
    }

    private HttpResponse<byte[]> get(String path, String accept, String encoding) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(gateway.url() + path)).header("Accept", accept);
        if (!encoding.isEmpty()) {
            request.header("Accept-Encoding", encoding);
        }
        return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static byte[] zipped(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
