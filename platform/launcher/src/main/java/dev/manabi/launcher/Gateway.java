package dev.manabi.launcher;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyOptions;
import io.vertx.httpproxy.ProxyResponse;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The one origin in front of the four services. {@code /api/v1/<resource>} goes to the service that owns the resource,
 * {@code /openapi/<service>} to its OpenAPI document; bodies are streamed and WebSocket upgrades carried through, both
 * with back pressure.
 *
 * <p>What it answers itself: the console, and what runs where at {@code /about}; 404 for a path nobody owns; 503 with {@code Retry-After} while the
 * service is down; 502 when the service ended before it answered, 504 when it did not answer in time (in both cases the
 * request may have been carried out). All of these are problem+json.
 */
public final class Gateway implements AutoCloseable {

    private static final Pattern API = Pattern.compile("/api/v1/([a-z.-]+)(/.*)?");
    private static final Pattern OPENAPI = Pattern.compile("/openapi/([a-z]+)");
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
    private static final int CONNECTIONS_PER_SERVICE = 512;

    private final Vertx vertx;
    private final HttpClient client;
    private final Map<Service, HttpProxy> proxies = new EnumMap<>(Service.class);
    private final Options options;
    private final HttpServer server;

    /**
     * @param port on 127.0.0.1, 0 for a free one
     * @param services the port of each service on 127.0.0.1
     * @param page what is shown at {@code /about}, and at {@code /} where there is no console
     * @param console what people see in a browser
     */
    record Options(int port, Map<Service, Integer> services, String page, ConsoleFiles console) {

        Options {
            services = Map.copyOf(services);
        }

        /** Without a console. */
        Options(int port, Map<Service, Integer> services, String page) {
            this(port, services, page, ConsoleFiles.NONE);
        }
    }

    private record Target(Service service, String uri) {}

    private Gateway(Options options) {
        this.options = options;
        vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(2)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) CONNECT_LIMIT.toMillis())
                .setMaxPoolSize(CONNECTIONS_PER_SERVICE)
                .setKeepAliveTimeout(30));
        for (Service service : options.services().keySet()) {
            proxies.put(service, proxy(service));
        }
        server = vertx.createHttpServer(new HttpServerOptions()
                .setHost("127.0.0.1")
                // Otherwise a caller with a large body waits a second before sending it.
                .setHandle100ContinueAutomatically(true));
    }

    /**
     * Starts the gateway.
     *
     * @throws StartFailed when it cannot listen on its port
     */
    public static Gateway start(Options options) {
        Gateway gateway = new Gateway(options);
        try {
            await(gateway.server.requestHandler(gateway::route).listen(options.port()));
            return gateway;
        } catch (ExecutionException | TimeoutException e) {
            gateway.close();
            throw new StartFailed("The gateway cannot listen on port " + options.port() + ": " + e.getMessage(), e);
        }
    }

    public int port() {
        return server.actualPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    @Override
    public void close() {
        try {
            await(vertx.close());
        } catch (ExecutionException | TimeoutException e) {
            // Nothing of it outlives this process.
        }
    }

    private void route(HttpServerRequest request) {
        String path = Optional.ofNullable(request.path()).orElse("");
        boolean about =
                path.equals("/about") || (path.equals("/") && options.console().isEmpty());
        if (about && (request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD)) {
            request.response()
                    .putHeader("Content-Type", "text/html; charset=utf-8")
                    .end(options.page());
            return;
        }
        Optional<Target> target = target(path, request.query());
        if (target.isEmpty() && options.console().answer(request, path)) {
            return;
        }
        if (target.isEmpty()) {
            answer(request, Problem.UNKNOWN_RESOURCE, "No service owns the path " + path);
            return;
        }
        Service service = target.get().service();
        if (isWebSocketUpgrade(request)) {
            tunnel(request, target.get());
            return;
        }
        HttpProxy proxy = proxies.get(service);
        if (proxy == null) {
            answer(request, Problem.SERVICE_UNAVAILABLE, service.part().title() + " is not part of this system");
            return;
        }
        proxy.handle(request);
    }

    /** Where a path leads; none for dot segments, encoded or not: a service would see another resource than we did. */
    private static Optional<Target> target(String path, String query) {
        if (hasDotSegment(path)) {
            return Optional.empty();
        }
        String suffix = query == null ? "" : "?" + query;
        var api = API.matcher(path);
        if (api.matches()) {
            return Service.owning(api.group(1)).map(service -> new Target(service, path + suffix));
        }
        var openApi = OPENAPI.matcher(path);
        if (openApi.matches()) {
            return Service.named(openApi.group(1)).map(service -> new Target(service, "/q/openapi" + suffix));
        }
        return Optional.empty();
    }

    private static boolean hasDotSegment(String path) {
        String decoded = path.toLowerCase(Locale.ROOT)
                .replace("%2e", ".")
                .replace("%2f", "/")
                .replace("%5c", "/")
                .replace('\\', '/');
        return Stream.of(decoded.split("/"))
                // What follows a semicolon is a parameter of the segment, which some servers cut off.
                .map(segment -> segment.split(";", 2)[0])
                .anyMatch(List.of(".", "..")::contains);
    }

    private HttpProxy proxy(Service service) {
        ProxyOptions proxyOptions = new ProxyOptions().setSupportWebSocket(false);
        return HttpProxy.reverseProxy(proxyOptions, client)
                .origin(context -> client.request(new RequestOptions()
                        .setHost("127.0.0.1")
                        .setPort(portOf(service))
                        .setIdleTimeout(ANSWER_LIMIT.toMillis())))
                .addInterceptor(new ProxyInterceptor() {
                    @Override
                    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
                        return forward(context, service);
                    }
                });
    }

    private Future<ProxyResponse> forward(ProxyContext context, Service service) {
        HttpServerRequest original = context.request().proxiedRequest();
        target(original.path(), original.query())
                .ifPresent(target -> context.request().setURI(target.uri()));
        context.request().headers().remove("Expect");
        var authority = original.authority();
        if (authority != null) {
            // The service builds its Location from the address the caller knows.
            context.request().setAuthority(authority);
        }
        return context.sendRequest().recover(failure -> {
            Problem problem = problemOf(failure);
            ProxyResponse response = context.request().release().response().setStatusCode(problem.status());
            response.putHeader("Content-Type", Problem.CONTENT_TYPE);
            if (problem == Problem.SERVICE_UNAVAILABLE) {
                response.putHeader("Retry-After", "1");
            }
            response.setBody(Body.body(Buffer.buffer(problem.json(detail(problem, service)))));
            return Future.succeededFuture(response);
        });
    }

    private static Problem problemOf(Throwable failure) {
        return switch (failure) {
            // Vert.x reports a refused connection and one that was not made in time as subclasses of this.
            case ConnectException _, NoRouteToHostException _ -> Problem.SERVICE_UNAVAILABLE;
            case TimeoutException _ -> Problem.SERVICE_TOO_SLOW;
            default -> Problem.SERVICE_GAVE_NO_ANSWER;
        };
    }

    private static String detail(Problem problem, Service service) {
        String name = service.part().title();
        return switch (problem) {
            case UNKNOWN_RESOURCE -> "No service owns this path";
            case SERVICE_UNAVAILABLE -> name + " is not running at the moment; nothing was done";
            case SERVICE_GAVE_NO_ANSWER ->
                name + " ended the connection before it answered; repeat the request with the same Idempotency-Key";
            case SERVICE_TOO_SLOW -> name + " did not answer in time; repeat the request with the same Idempotency-Key";
        };
    }

    private static boolean isWebSocketUpgrade(HttpServerRequest request) {
        return request.method() == HttpMethod.GET && "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
    }

    /**
     * Carries a WebSocket through as plain bytes. The proxy library can too, but writes on to a slow reader without
     * bound; a pipe pauses the fast side.
     */
    private void tunnel(HttpServerRequest request, Target target) {
        request.pause();
        client.request(new RequestOptions()
                        .setHost("127.0.0.1")
                        .setPort(portOf(target.service()))
                        .setURI(target.uri()))
                .compose(outgoing -> handshake(request, outgoing))
                .onSuccess(response -> {
                    if (response.statusCode() == 101) {
                        join(request, response);
                        return;
                    }
                    refuse(request, response);
                })
                .onFailure(failure -> {
                    Problem problem = problemOf(failure);
                    answer(request, problem, detail(problem, target.service()));
                });
    }

    private static Future<HttpClientResponse> handshake(HttpServerRequest request, HttpClientRequest outgoing) {
        request.headers().forEach(header -> {
            if (!header.getKey().equalsIgnoreCase("Host") && !header.getKey().equalsIgnoreCase("Connection")) {
                outgoing.headers().add(header.getKey(), header.getValue());
            }
        });
        // Some browsers say "keep-alive, Upgrade", which not every server reads as an upgrade.
        outgoing.putHeader("Connection", "Upgrade");
        var authority = request.authority();
        if (authority != null) {
            outgoing.authority(authority);
        }
        return outgoing.connect();
    }

    private static void join(HttpServerRequest request, HttpClientResponse accepted) {
        request.response().setStatusCode(101).headers().addAll(accepted.headers());
        NetSocket behind = accepted.netSocket();
        behind.pause();
        request.toNetSocket()
                .onSuccess(front -> {
                    // Ending one direction closes the other socket, which ends the other direction too.
                    front.pipeTo(behind).onComplete(done -> behind.close());
                    behind.pipeTo(front).onComplete(done -> front.close());
                })
                .onFailure(failure -> behind.close());
    }

    private static void refuse(HttpServerRequest request, HttpClientResponse refusal) {
        request.resume();
        var response = request.response().setStatusCode(refusal.statusCode());
        String type = refusal.getHeader("Content-Type");
        if (type != null) {
            response.putHeader("Content-Type", type);
        }
        refusal.body().onSuccess(response::end).onFailure(failure -> response.end());
    }

    private static void answer(HttpServerRequest request, Problem problem, String detail) {
        request.resume();
        var response =
                request.response().setStatusCode(problem.status()).putHeader("Content-Type", Problem.CONTENT_TYPE);
        if (problem == Problem.SERVICE_UNAVAILABLE) {
            response.putHeader("Retry-After", "1");
        }
        response.end(problem.json(detail));
    }

    private int portOf(Service service) {
        Integer port = options.services().get(service);
        if (port == null) {
            throw new IllegalStateException("no port for " + service);
        }
        return port;
    }

    private static void await(Future<?> future) throws ExecutionException, TimeoutException {
        try {
            future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
