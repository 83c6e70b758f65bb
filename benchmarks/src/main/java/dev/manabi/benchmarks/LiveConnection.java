package dev.manabi.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.manabi.launcher.Service;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One connection to a postmortem that is written in, without an editor. */
final class LiveConnection implements WebSocket.Listener, AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();
    private @Nullable WebSocket socket;

    static String address(Ground ground, String id) {
        return ground.options().url(Service.POSTMORTEM.part()).replaceFirst("http", "ws") + "/api/v1/postmortems/" + id
                + "/live";
    }

    static LiveConnection to(Ground ground, String id, String token) {
        LiveConnection connection = new LiveConnection();
        connection.socket = HTTP.newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .connectTimeout(PATIENCE)
                .buildAsync(URI.create(address(ground, id)), connection)
                .join();
        connection.await("hello");
        return connection;
    }

    /** Asks for the text of the section and returns the answer. */
    JsonNode open() {
        say("{\"type\": \"open\", \"section\": \"%s\"}".formatted(Editors.SECTION));
        return await("opened");
    }

    /**
     * Pushes one change, and returns when it has come back.
     *
     * @param changes as CodeMirror writes them
     * @return what everybody was told
     */
    JsonNode push(int version, String client, String changes) {
        say("""
                {"type": "push", "section": "%s", "version": %d, "updates": [{"clientID": "%s", "changes": %s}]}
                """.formatted(Editors.SECTION, version, client, changes));
        return await("updates");
    }

    private void say(String message) {
        if (socket == null) {
            throw new IllegalStateException("Not connected");
        }
        socket.sendText(message, true).join();
    }

    private JsonNode await(String type) {
        List<String> passedOver = new ArrayList<>();
        try {
            while (true) {
                String text = received.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                if (text == null) {
                    throw new Failed("No message of type " + type + " within " + PATIENCE.toSeconds() + " s, only "
                            + passedOver);
                }
                JsonNode message = JSON.readTree(text);
                if (message.path("type").asText().equals(type)) {
                    return message;
                }
                passedOver.add(message.path("type").asText());
                if (message.path("type").asText().equals("refused")) {
                    throw new Failed("Refused: " + text);
                }
            }
        } catch (JsonProcessingException e) {
            throw new Failed("What was said is no JSON", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failed("Interrupted", e);
        }
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
        received.add("{\"type\": \"refused\", \"detail\": \"closed with %d\"}".formatted(code));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
    }
}
