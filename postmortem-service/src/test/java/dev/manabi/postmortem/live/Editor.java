package dev.manabi.postmortem.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.testkit.Tokens;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One connection of somebody who writes, as a test holds it. */
public final class Editor implements WebSocket.Listener, AutoCloseable {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder part = new StringBuilder();
    private final List<JsonPath> passedOver = new ArrayList<>();
    private @Nullable WebSocket socket;

    /** @param path of the postmortem */
    public static Editor enter(String path, String person) {
        return enter(path, Tokens.of(person), null);
    }

    static Editor enter(String path, @Nullable String token, @Nullable String origin) {
        Editor editor = new Editor();
        WebSocket.Builder builder = CLIENT.newWebSocketBuilder().connectTimeout(PATIENCE);
        if (token != null) {
            builder.header("Authorization", "Bearer " + token);
        }
        if (origin != null) {
            builder.header("Origin", origin);
        }
        editor.socket = builder.buildAsync(address(path), editor).join();
        return editor;
    }

    static Editor enterAsBrowser(String path, String token) {
        Editor editor = new Editor();
        editor.socket = CLIENT.newWebSocketBuilder()
                .subprotocols(
                        "manabi-live.v1",
                        URLEncoder.encode("quarkus-http-upgrade#Authorization#Bearer " + token, StandardCharsets.UTF_8)
                                .replace("+", "%20"))
                .buildAsync(address(path), editor)
                .join();
        assertThat(editor.socket.getSubprotocol()).isEqualTo("manabi-live.v1");
        return editor;
    }

    /** The HTTP status with which a connection is refused. */
    static int refusal(String path, @Nullable String token, @Nullable String origin) {
        try (Editor _ = enter(path, token, origin)) {
            return 101;
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
    }

    private static URI address(String path) {
        return URI.create("ws://127.0.0.1:" + RestAssured.port + path + "/live");
    }

    public Editor send(String json) {
        socket().sendText(json, true).join();
        return this;
    }

    public Editor open(String section) {
        return send("{\"type\": \"open\", \"section\": \"" + section + "\"}");
    }

    /** @param changes as CodeMirror writes them */
    public Editor push(String section, int version, String clientId, String changes) {
        return send("""
                {"type": "push", "section": "%s", "version": %d, "updates": [{"clientID": "%s", "changes": %s}]}
                """.formatted(section, version, clientId, changes));
    }

    /** The next message of that type; others are passed over. */
    public JsonPath await(String type) {
        try {
            while (true) {
                String message = received.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                assertThat(message)
                        .as("a message of type %s after %s", type, shown())
                        .isNotNull();
                JsonPath json = JsonPath.from(message);
                if (json.getString("type").equals(type)) {
                    return json;
                }
                passedOver.add(json);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> shown() {
        return passedOver.stream().map(JsonPath::prettify).toList();
    }

    /** That nothing of that type comes before the answer to a ping. */
    void expectNone(String type) {
        send("{\"type\": \"ping\"}");
        await("pong");
        assertThat(passedOver).extracting(one -> one.getString("type")).doesNotContain(type);
    }

    int awaitClose() {
        return closed.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            received.add(part.toString());
            part.setLength(0);
        }
        from.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        closed.complete(1006);
    }

    private WebSocket socket() {
        return Objects.requireNonNull(socket);
    }

    /** As when the connection is lost. */
    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
    }
}
