package dev.manabi.notification.outgoing;

import dev.manabi.notification.channel.Sending;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
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
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
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
        guarded.close();
        trusted.close();
    }

    /** @param deadline for everything together: looking up, connecting, writing, and the answer to its last byte */
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
        AtomicBoolean late = new AtomicBoolean();
        ScheduledFuture<?> end = deadlines.schedule(
                () -> {
                    late.set(true);
                    request.abort();
                },
                deadline.toMillis(),
                TimeUnit.MILLISECONDS);
        CloseableHttpClient client = target.trusted() ? trusted : guarded;
        try {
            ClassicHttpResponse answer = client.executeOpen(RoutingSupport.determineHost(request), request, null);
            Sending outcome = outcome(answer, patience);
            readToItsEnd(answer);
            return outcome;
        } catch (TargetGuard.Forbidden e) {
            return new Sending.Refused("The target's address is not allowed.");
        } catch (UnknownHostException e) {
            return new Sending.Failed("The target's host cannot be found.", null);
        } catch (SSLException e) {
            return late.get() ? tooLate() : new Sending.Failed("No secure connection can be made.", null);
        } catch (java.io.InterruptedIOException e) {
            return tooLate();
        } catch (IOException | HttpException | IllegalStateException e) {
            if (late.get()) {
                return tooLate();
            }
            LOG.debugf("Outgoing: %s", e.getClass().getSimpleName());
            return new Sending.Failed("The webhook cannot be reached.", null);
        } finally {
            end.cancel(false);
        }
    }

    private static Sending tooLate() {
        return new Sending.Failed("The webhook did not answer in time.", null);
    }

    /** Where the answer is there the thing is said: that its body does not end properly changes nothing. */
    private static void readToItsEnd(ClassicHttpResponse answer) {
        try (answer) {
            HttpEntity entity = answer.getEntity();
            InputStream body = entity == null ? null : entity.getContent();
            if (body != null) {
                body.readNBytes(MOST_READ);
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
}
