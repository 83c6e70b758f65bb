package dev.manabi.launcher;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The console as it was built: a few files, kept in memory. What has no file of its own is a page of the console, which
 * finds out in the browser what to show.
 */
final class ConsoleFiles {

    /** Nothing: the console is not built. */
    static final ConsoleFiles NONE = new ConsoleFiles(Map.of(), "");

    private static final String INDEX = "/index.html";
    private static final String ZIPPED = ".gz";
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "json", "application/json",
            "webmanifest", "application/manifest+json",
            "png", "image/png",
            "woff2", "font/woff2");

    private final Map<String, Content> contents;
    private final String policy;

    private record Content(
            String type, Buffer bytes, @Nullable Buffer zipped) {}

    private ConsoleFiles(Map<String, Content> contents, String policy) {
        this.contents = Map.copyOf(contents);
        this.policy = policy;
    }

    /**
     * @param folder what the build of the console has made; it may be missing
     * @param issuer the OpenID Connect provider that people sign in with
     * @param clientId what the console is called there
     */
    static ConsoleFiles load(Path folder, String issuer, String clientId) {
        if (!Files.isRegularFile(folder.resolve("index.html"))) {
            return NONE;
        }
        Map<String, Content> contents = new HashMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String path = "/" + folder.relativize(file).toString().replace('\\', '/');
                if (!path.endsWith(ZIPPED)) {
                    contents.put(path, read(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the console cannot be read: " + e.getMessage(), e);
        }
        contents.put(
                "/console.json",
                new Content(
                        "application/json",
                        Buffer.buffer("{\"issuer\":\"%s\",\"clientId\":\"%s\"}".formatted(issuer, clientId)),
                        null));
        URI provider = URI.create(issuer);
        return new ConsoleFiles(contents, policy(provider.getScheme() + "://" + provider.getRawAuthority()));
    }

    /** The styles of the component library are written into the page, its scripts never are. */
    private static String policy(String provider) {
        return "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
                + "connect-src 'self' " + provider + "; object-src 'none'; base-uri 'none'; form-action 'self'; "
                + "frame-ancestors 'none'";
    }

    private static Content read(Path file) throws IOException {
        String name = file.getFileName().toString();
        String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
        Path zipped = file.resolveSibling(name + ZIPPED);
        return new Content(
                type,
                Buffer.buffer(Files.readAllBytes(file)),
                Files.exists(zipped) ? Buffer.buffer(Files.readAllBytes(zipped)) : null);
    }

    boolean isEmpty() {
        return contents.isEmpty();
    }

    /** @return whether it was a file or a page of the console */
    boolean answer(HttpServerRequest request, String path) {
        boolean asks = request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
        if (!asks || isEmpty()) {
            return false;
        }
        Content file = contents.get(path);
        if (file == null && isPage(request, path)) {
            file = contents.get(INDEX);
        }
        if (file == null) {
            return false;
        }
        send(request, file, path.startsWith("/assets/"));
        return true;
    }

    private static boolean isPage(HttpServerRequest request, String path) {
        boolean machines = path.startsWith("/api/") || path.startsWith("/openapi/") || path.startsWith("/assets/");
        return !machines
                && Optional.ofNullable(request.getHeader("Accept")).orElse("").contains("text/html");
    }

    private void send(HttpServerRequest request, Content file, boolean named) {
        HttpServerResponse response = request.response()
                .putHeader("Content-Type", file.type())
                .putHeader("Content-Security-Policy", policy)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "same-origin")
                .putHeader("Vary", "Accept-Encoding")
                // The name of an asset changes with what is in it.
                .putHeader("Cache-Control", named ? "public, max-age=31536000, immutable" : "no-cache");
        Buffer body = file.bytes();
        Buffer zipped = file.zipped();
        if (zipped != null
                && Optional.ofNullable(request.getHeader("Accept-Encoding"))
                        .orElse("")
                        .contains("gzip")) {
            response.putHeader("Content-Encoding", "gzip");
            body = zipped;
        }
        if (request.method() == HttpMethod.HEAD) {
            response.putHeader("Content-Length", Integer.toString(body.length()))
                    .end();
        } else {
            response.end(body);
        }
    }
}
