package dev.manabi.postmortem.tracker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a fake tracker listens with. It answers as its tracker does, until a test has something go wrong. */
public abstract class FakeServer implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile Function<Asked, @Nullable Trouble> trouble = _ -> null;

    /** A request as it came. */
    public record Asked(
            String method, String path, Map<String, String> query, JsonNode body, String authorization, Instant at) {

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    record Answer(int status, Object body) {}

    /** What goes wrong, before the tracker has done what it was asked to, or after. */
    public sealed interface Trouble {

        /** It answers that instead, and does nothing. */
        record Instead(int status, Map<String, String> headers, String body) implements Trouble {}

        /** It does what it was asked to, and its answer breaks off. */
        record BrokenOff() implements Trouble {}

        /** It never answers. */
        record Hanging() implements Trouble {}
    }

    /** @param port 0 for any */
    FakeServer(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new IllegalStateException("No tracker at " + port, e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What goes wrong with which request; null for nothing. */
    public void trouble(Function<Asked, @Nullable Trouble> what) {
        trouble = what;
    }

    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** How often that was asked of it. */
    public long asked(String method, String pathPattern) {
        return asked.stream()
                .filter(one -> one.method().equals(method) && one.path().matches(pathPattern))
                .count();
    }

    abstract Answer answer(Asked request);

    private void answer(HttpExchange exchange) throws IOException {
        Asked request = read(exchange);
        asked.add(request);
        Trouble what = trouble.apply(request);
        switch (what) {
            case Trouble.Instead instead -> {
                instead.headers().forEach(exchange.getResponseHeaders()::add);
                write(exchange, instead.status(), instead.body().getBytes(UTF_8));
            }
            case Trouble.BrokenOff _ -> {
                byte[] body = JSON.writeValueAsBytes(answer(request).body());
                exchange.sendResponseHeaders(200, body.length + 100L);
                exchange.getResponseBody().write(body, 0, body.length / 2);
                exchange.getResponseBody().flush();
                exchange.close();
            }
            case Trouble.Hanging _ -> {
                // the exchange stays open until the server is closed
            }
            case null -> {
                Answer answer = answer(request);
                write(exchange, answer.status(), JSON.writeValueAsBytes(answer.body()));
            }
        }
    }

    private static Asked read(HttpExchange exchange) throws IOException {
        String query = Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), "");
        byte[] body = exchange.getRequestBody().readAllBytes();
        return new Asked(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                Arrays.stream(query.split("&"))
                        .filter(one -> one.contains("="))
                        .map(one -> one.split("=", 2))
                        .collect(Collectors.toMap(one -> one[0], one -> URLDecoder.decode(one[1], UTF_8))),
                JSON.readTree(body.length == 0 ? "{}".getBytes(UTF_8) : body),
                String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                Instant.now());
    }

    private static void write(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            boolean empty = status == 204;
            exchange.sendResponseHeaders(status, empty ? -1 : body.length);
            if (!empty) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
