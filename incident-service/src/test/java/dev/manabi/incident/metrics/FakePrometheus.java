package dev.manabi.incident.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.eclipse.microprofile.config.ConfigProvider;

/** Answers range queries as Prometheus documents it, or as a test has it answer. Down until it is started. */
final class FakePrometheus implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Question> asked = new CopyOnWriteArrayList<>();

    /** @param authorization the header as it came */
    record Question(String query, long start, long end, long step, String authorization) {}

    record Answer(int status, Map<String, String> headers, String body) {

        static Answer of(int status, String body) {
            return new Answer(status, Map.of(), body);
        }

        static Answer matrix(String... series) {
            return of(200, """
                    {"status": "success", "data": {"resultType": "matrix", "result": [%s]}}
                    """.formatted(String.join(",", series)));
        }

        static Answer error(int status, String type, String error) {
            return of(status, """
                    {"status": "error", "errorType": "%s", "error": "%s"}
                    """.formatted(type, error));
        }
    }

    interface Behaviour {
        Answer answer(Question question) throws IOException, InterruptedException;
    }

    private FakePrometheus(HttpServer server) {
        this.server = server;
    }

    static FakePrometheus start(Behaviour behaviour) {
        URI url = URI.create(ConfigProvider.getConfig().getValue("manabi.prometheus.url", String.class));
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(url.getHost(), url.getPort()), 0);
            FakePrometheus prometheus = new FakePrometheus(server);
            server.setExecutor(prometheus.threads);
            server.createContext("/prom/api/v1/query_range", exchange -> prometheus.answer(exchange, behaviour));
            server.start();
            return prometheus;
        } catch (IOException e) {
            throw new IllegalStateException("No Prometheus at " + url, e);
        }
    }

    /** One series, the value at each point of the question being that of the pattern over and over again. */
    static String series(Question question, String labels, String... pattern) {
        List<Long> times = LongStream.iterate(
                        question.start(), time -> time <= question.end(), time -> time + question.step())
                .boxed()
                .toList();
        return "{\"metric\": {%s}, \"values\": [%s]}"
                .formatted(
                        labels,
                        times.stream()
                                .map(time ->
                                        "[%d, \"%s\"]".formatted(time, pattern[times.indexOf(time) % pattern.length]))
                                .collect(Collectors.joining(",")));
    }

    /** What was asked by that query, in order. */
    List<Question> asked(String query) {
        return asked.stream().filter(one -> one.query().equals(query)).toList();
    }

    private void answer(HttpExchange exchange, Behaviour behaviour) throws IOException {
        try (exchange) {
            Map<String, String> form = Arrays.stream(
                            new String(exchange.getRequestBody().readAllBytes(), UTF_8).split("&"))
                    .map(one -> one.split("=", 2))
                    .collect(Collectors.toMap(one -> one[0], one -> URLDecoder.decode(one[1], UTF_8)));
            Question question = new Question(
                    form.getOrDefault("query", ""),
                    Long.parseLong(form.getOrDefault("start", "0")),
                    Long.parseLong(form.getOrDefault("end", "0")),
                    Long.parseLong(form.getOrDefault("step", "1")),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            asked.add(question);
            Answer answer = behaviour.answer(question);
            answer.headers().forEach(exchange.getResponseHeaders()::add);
            byte[] body = answer.body().getBytes(UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
