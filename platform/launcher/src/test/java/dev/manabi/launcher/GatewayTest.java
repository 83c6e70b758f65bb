package dev.manabi.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketClientOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayTest {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static HttpServer incident;
    private static HttpServer postmortem;
    private static Vertx vertx;
    private static io.vertx.core.http.HttpServer review;
    private static Gateway gateway;

    @BeforeAll
    static void start() throws Exception {
        incident = echo("incident");
        postmortem = echo("postmortem");
        vertx = Vertx.vertx();
        review = vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1"))
                .webSocketHandler(GatewayTest::answerThenClose)
                .requestHandler(request -> request.connection().close());
        review.listen(0).toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        gateway = Gateway.start(new Gateway.Options(
                0,
                Map.of(
                        Service.INCIDENT, incident.getAddress().getPort(),
                        Service.POSTMORTEM, postmortem.getAddress().getPort(),
                        Service.REVIEW, review.actualPort(),
                        Service.NOTIFICATION, Ports.free()),
                "<h1>Manabi 学び</h1>"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        incident.stop(0);
        postmortem.stop(0);
        vertx.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/incidents, incident GET /api/v1/incidents",
        "/api/v1/incidents/INC-1/timeline?limit=2, incident GET /api/v1/incidents/INC-1/timeline?limit=2",
        "/api/v1/postmortem-requests/%E5%AD%A6, postmortem GET /api/v1/postmortem-requests/%E5%AD%A6",
        "/openapi/postmortem?format=json, postmortem GET /q/openapi?format=json",
    })
    void a_resource_leads_to_the_service_that_owns_it(String path, String seen) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(207);
        assertThat(answer.body()).startsWith(seen + "\n");
        assertThat(answer.headers().firstValue("ETag")).contains("\"7\"");
    }

    @Test
    void the_service_sees_the_address_the_caller_knows_and_the_caller_s_headers() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.url() + "/api/v1/incidents"))
                .header("Authorization", "Bearer token")
                .header("Idempotency-Key", "key")
                .POST(BodyPublishers.ofString("{}"))
                .build();
        assertThat(HTTP.send(request, BodyHandlers.ofString()).body())
                .startsWith("incident POST /api/v1/incidents\n")
                .contains("host: 127.0.0.1:" + gateway.port())
                .contains("authorization: Bearer token")
                .contains("idempotency-key: key")
                .endsWith("2 bytes");
    }

    @Test
    void large_bodies_pass_both_ways() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.url() + "/api/v1/incidents?fill=5000000"))
                .POST(BodyPublishers.ofByteArray(new byte[5_000_000]))
                .build();
        String body = HTTP.send(request, BodyHandlers.ofString()).body();
        assertThat(body).contains("5000000 bytes").hasSizeGreaterThan(5_000_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/nothing",
                "/api/v2/incidents",
                "/q/health",
                "/openapi/nobody",
                "/api/v1/incidents/../../../q/metrics",
                "/api/v1/incidents/%2e%2e/%2E%2E/q/metrics",
                "/api/v1/incidents/..;x=1/people",
                "/api/v1/incidents%2f..%2fpeople",
                "//api/v1/incidents",
                "/api/v1/Incidents",
            })
    void a_path_nobody_owns_is_not_found(String path) throws Exception {
        assertThat(raw(path, "Connection: close"))
                .startsWith("HTTP/1.1 404 ")
                .containsIgnoringCase("content-type: application/problem+json")
                .contains("\"code\":\"not-found\"");
    }

    @Test
    void a_service_that_is_down_is_unavailable_and_worth_another_try() throws Exception {
        HttpResponse<String> answer = get("/api/v1/deliveries");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertProblem(answer, "unavailable");
        assertThat(answer.body()).contains("notification-service");
    }

    @Test
    void a_service_that_ends_before_it_answers_leaves_the_outcome_open() throws Exception {
        HttpResponse<String> answer = get("/api/v1/reviews");
        assertThat(answer.statusCode()).isEqualTo(502);
        assertProblem(answer, "no-answer");
    }

    @Test
    void a_web_socket_is_carried_through() throws Exception {
        CompletableFuture<String> received = new CompletableFuture<>();
        var client = vertx.createWebSocketClient(new WebSocketClientOptions());
        var socket = client.connect(gateway.port(), "127.0.0.1", "/api/v1/reviews/1/live?from=3")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        socket.textMessageHandler(received::complete);
        socket.writeTextMessage("編集");
        assertThat(received.get(10, TimeUnit.SECONDS)).isEqualTo("/api/v1/reviews/1/live?from=3: 編集");
        CompletableFuture<Void> closed = new CompletableFuture<>();
        socket.closeHandler(closed::complete);
        socket.writeTextMessage("bye");
        closed.get(10, TimeUnit.SECONDS);
    }

    @Test
    void a_refused_web_socket_keeps_its_status() throws Exception {
        try (Socket socket = send("/api/v1/incidents/1/live", "Upgrade: websocket", "Connection: Upgrade")) {
            byte[] answer = socket.getInputStream().readNBytes("HTTP/1.1 207".length());
            assertThat(new String(answer, StandardCharsets.UTF_8)).isEqualTo("HTTP/1.1 207");
        }
    }

    @Test
    void the_page_at_the_root_is_shown() throws Exception {
        HttpResponse<String> answer = get("/");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(answer.body()).contains("学び");
    }

    private static void assertProblem(HttpResponse<String> answer, String code) throws IOException {
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        var problem = new ObjectMapper().readTree(answer.body());
        assertThat(problem.get("code").asText()).isEqualTo(code);
        assertThat(problem.get("status").asInt()).isEqualTo(answer.statusCode());
        assertThat(problem.get("type").asText()).isEqualTo("urn:manabi:problem:" + code);
        assertThat(problem.get("detail").asText()).isNotBlank();
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(gateway.url() + path)).build(), BodyHandlers.ofString());
    }

    private static void answerThenClose(ServerWebSocket socket) {
        socket.textMessageHandler(text -> {
            if (text.equals("bye")) {
                socket.close();
                return;
            }
            socket.writeTextMessage(socket.path() + "?" + socket.query() + ": " + text);
        });
    }

    private static HttpServer echo(String name) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange;
                    InputStream body = exchange.getRequestBody()) {
                int length = body.readAllBytes().length;
                StringBuilder text = new StringBuilder(
                        name + " " + exchange.getRequestMethod() + " " + exchange.getRequestURI() + "\n");
                exchange.getRequestHeaders()
                        .forEach((header, values) -> text.append(header.toLowerCase(Locale.ROOT))
                                .append(": ")
                                .append(values.getFirst())
                                .append("\n"));
                String query = String.valueOf(exchange.getRequestURI().getQuery());
                if (query.startsWith("fill=")) {
                    text.append("x".repeat(Integer.parseInt(query.substring("fill=".length()))));
                }
                text.append(length).append(" bytes");
                Buffer bytes = Buffer.buffer(text.toString());
                exchange.getResponseHeaders().set("ETag", "\"7\"");
                exchange.sendResponseHeaders(207, query.equals("null") ? bytes.length() : 0);
                exchange.getResponseBody().write(bytes.getBytes());
            }
        });
        server.start();
        return server;
    }

    private static String raw(String path, String... headers) throws IOException {
        try (Socket socket = send(path, headers)) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Over a plain socket: an HTTP client would tidy the path up and refuse to send some headers. */
    private static Socket send(String path, String... headers) throws IOException {
        Socket socket = new Socket("127.0.0.1", gateway.port());
        socket.setSoTimeout(10_000);
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
