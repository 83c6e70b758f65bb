package dev.manabi.notification.outgoing;

import dev.manabi.notification.channel.Sending;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.Proxy;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Everything that leaves by HTTP. Redirects are not followed; of the answer nothing but the status and {@code
 * Retry-After} is kept; whatever the other side says, none of it is passed on. No address and no secret is ever in an
 * error or in the log.
 */
@ApplicationScoped
public class OutgoingHttp {

    private static final Logger LOG = Logger.getLogger(OutgoingHttp.class);

    /** So much of an answer is read at most, so that the connection can be used again; the rest is cut off. */
    private static final int MOST_READ = 8_192;

    private static final Duration LONGEST_PAUSE = Duration.ofHours(24);
    private static final int REQUEST_TIMEOUT = 408;
    private static final int GONE = 410;
    private static final int TOO_MANY_REQUESTS = 429;

    private final CloseableHttpClient guarded;
    private final CloseableHttpClient trusted;
    private final Clock clock;
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("deadlines").factory());

    /** Not virtual: Java looks names up in native code, and few that hang there would hold up everything virtual. */
    private final ExecutorService exchanges = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("outgoing-", 1).factory());

    /** With what it is worth trying again. */
    public enum Patience {
        /** 408, 429, 5xx and whatever happens on the way; any other answer but success is final. */
        WITH_PASSING_TROUBLE,

        /** Every answer but success and 410, as Standard Webhooks says. */
        WITH_EVERY_ANSWER
    }

    @Inject
    OutgoingHttp(TargetGuard guard, Clock clock) {
        this.guarded = client(guard);
        this.trusted = client(SystemDefaultDnsResolver.INSTANCE);
        this.clock = clock;
    }

    private static CloseableHttpClient client(DnsResolver resolver) {
        return HttpClients.custom()
                .setConnectionManager(new Direct()
                        .setDnsResolver(resolver)
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(Http1Config.custom()
                                        .setMaxLineLength(MOST_READ)
                                        .setMaxHeaderCount(100)
                                        .build())
                                .build())
                        // The lanes limit how many there are: many rooms are at one host, and one of them may hang.
                        .setMaxConnPerRoute(Integer.MAX_VALUE)
                        .setMaxConnTotal(Integer.MAX_VALUE)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.ofSeconds(10))
                                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                                .setTimeToLive(TimeValue.ofMinutes(1))
                                .build())
                        .build())
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableAutomaticRetries()
                .disableContentCompression()
                .setUserAgent("manabi")
                .build();
    }

    @PreDestroy
    void close() throws IOException {
        deadlines.shutdownNow();
        exchanges.shutdownNow();
        guarded.close();
        trusted.close();
    }

    /**
     * @param deadline for everything together: looking up, connecting, writing, and the answer; whoever calls waits no
     *     longer, whatever the other side does
     */
    public Sending post(Target target, Map<String, String> headers, byte[] body, Duration deadline, Patience patience) {
        HttpPost request = new HttpPost(target.address());
        headers.forEach((name, value) -> {
            if (!name.equalsIgnoreCase("Content-Type")) {
                request.setHeader(name, value);
            }
        });
        request.setEntity(new ByteArrayEntity(body, ContentType.parse(headers.get("Content-Type"))));
        request.setConfig(RequestConfig.custom()
                .setResponseTimeout(Timeout.of(deadline))
                .setConnectionRequestTimeout(Timeout.of(deadline))
                .build());
        CompletableFuture<Sending> told = new CompletableFuture<>();
        ScheduledFuture<?> end = deadlines.schedule(
                () -> {
                    told.complete(tooLate());
                    request.abort();
                },
                deadline.toMillis(),
                TimeUnit.MILLISECONDS);
        exchanges.execute(() -> {
            try {
                exchange(target.trusted() ? trusted : guarded, request, patience, told);
            } catch (RuntimeException | Error e) {
                told.completeExceptionally(e);
                throw e;
            } finally {
                end.cancel(false);
            }
        });
        try {
            return told.get();
        } catch (InterruptedException e) {
            request.abort();
            Thread.currentThread().interrupt();
            return new Sending.Failed("The sending was interrupted.", null);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Sending failed", e.getCause());
        }
    }

    /** Tells how it went as soon as that is known; what is told after the deadline is too late by then. */
    private void exchange(
            CloseableHttpClient client, HttpPost request, Patience patience, CompletableFuture<Sending> told) {
        try {
            ClassicHttpResponse answer = client.executeOpen(RoutingSupport.determineHost(request), request, null);
            told.complete(outcome(answer, patience));
            readToItsEnd(request, answer);
        } catch (TargetGuard.Forbidden e) {
            told.complete(new Sending.Refused("The target's address is not allowed."));
        } catch (UnknownHostException e) {
            told.complete(new Sending.Failed("The target's host cannot be found.", null));
        } catch (SSLException e) {
            told.complete(new Sending.Failed("No secure connection can be made.", null));
        } catch (InterruptedIOException e) {
            told.complete(tooLate());
        } catch (IOException | HttpException | IllegalStateException e) {
            LOG.debugf("Outgoing: %s", e.getClass().getSimpleName());
            told.complete(new Sending.Failed("The webhook cannot be reached.", null));
        }
    }

    private static Sending tooLate() {
        return new Sending.Failed("The webhook did not answer in time.", null);
    }

    /** Where the answer is there the thing is said: that its body does not end properly changes nothing. */
    private static void readToItsEnd(HttpPost request, ClassicHttpResponse answer) {
        try (answer) {
            HttpEntity entity = answer.getEntity();
            InputStream body = entity == null ? null : entity.getContent();
            if (body != null && body.readNBytes(MOST_READ).length == MOST_READ) {
                request.abort(); // to close it politely is to read it to its end
            }
        } catch (IOException | IllegalStateException e) {
            LOG.tracef("An answer does not end: %s", e.getClass().getSimpleName());
        }
    }

    private Sending outcome(ClassicHttpResponse answer, Patience patience) {
        int status = answer.getCode();
        String error = "The webhook answered " + status + ".";
        if (status >= 200 && status < 300) {
            return new Sending.Done();
        }
        if (status == GONE) {
            return new Sending.Gone(error);
        }
        boolean passing = status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT || status >= 500;
        if (passing || patience == Patience.WITH_EVERY_ANSWER) {
            Header after = answer.getFirstHeader("Retry-After");
            return new Sending.Failed(error, after == null ? null : retryAfter(after.getValue()));
        }
        return new Sending.Refused(error);
    }

    /** Seconds or a date (RFC 9110); what is neither does not bind us, and nobody sends us away for longer than a day. */
    private @Nullable Duration retryAfter(@Nullable String value) {
        if (value == null) {
            return null;
        }
        try {
            Duration pause = value.strip().matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(value.strip()))
                    : Duration.between(
                            clock.instant(), Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value.strip())));
            if (pause.isNegative()) {
                return Duration.ZERO;
            }
            return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Takes no proxy that the JVM was started with: plain sockets would go through a SOCKS proxy. */
    private static final class Direct extends PoolingHttpClientConnectionManagerBuilder {
        @Override
        protected HttpClientConnectionOperator createConnectionOperator(
                SchemePortResolver ports, DnsResolver resolver, TlsSocketStrategy tls) {
            return new DefaultHttpClientConnectionOperator(
                    _ -> new Socket(Proxy.NO_PROXY),
                    ports,
                    resolver,
                    RegistryBuilder.<TlsSocketStrategy>create()
                            .register(URIScheme.HTTPS.id, tls)
                            .build());
        }
    }
}
