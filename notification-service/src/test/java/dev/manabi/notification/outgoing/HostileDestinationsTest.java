package dev.manabi.notification.outgoing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.manabi.notification.channel.Sending;
import dev.manabi.notification.outgoing.OutgoingHttp.Patience;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the other side does or claims to be: the sender is free at the deadline, and inside nothing is reached. */
@Timeout(30)
class HostileDestinationsTest {

    private static final Networks LOOPBACK = Networks.of("127.0.0.0/8");
    private static final Duration DEADLINE = Duration.ofSeconds(1);

    /** Long before whatever would come after the deadline, were it not kept. */
    private static final Duration SOON = Duration.ofSeconds(3);

    private static final Sending TOO_LATE = new Sending.Failed("The webhook did not answer in time.", null);

    private final List<AutoCloseable> open = new ArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);

    @AfterEach
    void close() throws Exception {
        over.countDown();
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    private interface Talk {
        void to(Socket socket) throws IOException;
    }

    /** A server that does the same with everybody. */
    private int serving(Talk talk) throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        open.add(server);
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    Thread.ofVirtual().start(() -> talk(talk, socket));
                } catch (IOException e) {
                    return; // the test is over
                }
            }
        });
        return server.getLocalPort();
    }

    private static void talk(Talk talk, Socket socket) {
        try (socket) {
            talk.to(socket);
        } catch (IOException e) {
            // we have hung up, as we should
        }
    }

    private static void answer(Socket socket, String answer) throws IOException {
        InputStream request = socket.getInputStream();
        assertThat(request.read(new byte[4_096])).isPositive();
        socket.getOutputStream().write(answer.getBytes(US_ASCII));
    }

    private OutgoingHttp http(TargetGuard guard) {
        OutgoingHttp http = new OutgoingHttp(guard, Clock.systemUTC());
        open.add(http::close);
        return http;
    }

    private static Sending post(OutgoingHttp http, String address) {
        return http.post(
                new Target(URI.create(address), false),
                Map.of("Content-Type", "application/json"),
                "{}".getBytes(US_ASCII),
                DEADLINE,
                Patience.WITH_EVERY_ANSWER);
    }

    private Sending post(String address) {
        return post(http(new TargetGuard(LOOPBACK, InetAddress::getAllByName)), address);
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private void untilOver() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_body_without_end_is_cut_off_and_not_fetched() throws Exception {
        AtomicLong written = new AtomicLong();
        CompletableFuture<Void> cutOff = new CompletableFuture<>();
        byte[] chunk = ("1000\r\n" + "x".repeat(4_096) + "\r\n").getBytes(US_ASCII);
        int port = serving(socket -> {
            answer(socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            OutputStream body = socket.getOutputStream();
            try {
                while (true) {
                    body.write(chunk);
                    written.addAndGet(chunk.length);
                }
            } finally {
                cutOff.complete(null);
            }
        });
        assertThat(post("http://127.0.0.1:" + port + "/")).isEqualTo(new Sending.Done());
        cutOff.get(10, TimeUnit.SECONDS);
        assertThat(written.get())
                .as("bytes, most of them in buffers on the way")
                .isLessThan(32L << 20);
    }

    @Test
    void whoever_has_answered_is_not_waited_for_while_the_body_drips() throws IOException {
        int port = serving(socket -> {
            answer(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nx");
            untilOver();
        });
        OutgoingHttp http = http(new TargetGuard(LOOPBACK, InetAddress::getAllByName));
        long before = System.nanoTime();
        assertThat(http.post(
                        new Target(URI.create("http://127.0.0.1:" + port + "/"), false),
                        Map.of(),
                        new byte[0],
                        Duration.ofSeconds(20),
                        Patience.WITH_EVERY_ANSWER))
                .isEqualTo(new Sending.Done());
        assertThat(since(before)).isLessThan(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void whoever_accepts_and_says_nothing_is_not_waited_for(String scheme) throws IOException {
        int port = serving(_ -> untilOver());
        long before = System.nanoTime();
        assertThat(post(scheme + "://127.0.0.1:" + port + "/")).isEqualTo(TOO_LATE);
        assertThat(since(before)).isLessThan(SOON);
    }

    @Test
    void preliminary_answers_without_end_are_no_answer() throws IOException {
        int port = serving(socket -> {
            while (true) {
                answer(socket, "HTTP/1.1 103 Early Hints\r\n\r\n".repeat(100));
            }
        });
        assertThat(post("http://127.0.0.1:" + port + "/")).isEqualTo(TOO_LATE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\n|A: b\r\n", "HTTP/1.1 200 |AAAAAAAA", "|not HTTP at all\r\n"})
    void what_is_no_answer_or_has_no_end_is_a_failure_at_once(String endless) throws IOException {
        String[] parts = endless.split("\\|");
        int port = serving(socket -> {
            answer(socket, parts[0]);
            while (true) {
                socket.getOutputStream().write(parts[1].repeat(100).getBytes(US_ASCII));
            }
        });
        assertThat(post("http://127.0.0.1:" + port + "/"))
                .isEqualTo(new Sending.Failed("The webhook cannot be reached.", null));
    }

    /** A look-up cannot be ended: it must hold up neither the sender nor the few threads that carry virtual ones. */
    @Test
    void a_name_server_that_does_not_answer_holds_up_nobody() throws Exception {
        CompletableFuture<Boolean> virtual = new CompletableFuture<>();
        OutgoingHttp http = http(new TargetGuard(LOOPBACK, _ -> {
            virtual.complete(Thread.currentThread().isVirtual());
            untilOver();
            throw new UnknownHostException();
        }));
        CompletableFuture<Sending> told = new CompletableFuture<>();
        long before = System.nanoTime();
        Thread.ofVirtual().start(() -> told.complete(post(http, "https://slow.example/")));
        assertThat(told.get(10, TimeUnit.SECONDS)).isEqualTo(TOO_LATE);
        assertThat(since(before)).isLessThan(SOON);
        assertThat(virtual.get(1, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void a_name_with_many_dead_addresses_holds_nobody_longer_than_the_deadline() throws IOException {
        ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"));
        open.add(full);
        assumeTrue(isFilled(full), "this system always takes one more connection");
        OutgoingHttp http = http(new TargetGuard(LOOPBACK, _ -> new InetAddress[] {
            InetAddress.getByName("127.0.0.2"), InetAddress.getByName("127.0.0.3"), InetAddress.getByName("127.0.0.4")
        }));
        long before = System.nanoTime();
        assertThat(post(http, "http://many.example:" + full.getLocalPort() + "/"))
                .isEqualTo(TOO_LATE);
        assertThat(since(before)).isLessThan(SOON);
    }

    /** Nobody accepts: once the queue is full, whoever connects hears nothing. */
    private boolean isFilled(ServerSocket server) throws IOException {
        for (int i = 0; i < 20; i++) {
            Socket waiting = new Socket();
            open.add(waiting);
            try {
                waiting.connect(new InetSocketAddress("127.0.0.1", server.getLocalPort()), 300);
            } catch (SocketTimeoutException e) {
                return true;
            }
        }
        return false;
    }

    @Test
    void a_sender_who_is_interrupted_stops_waiting() throws Exception {
        int port = serving(_ -> untilOver());
        OutgoingHttp http = http(new TargetGuard(LOOPBACK, InetAddress::getAllByName));
        CompletableFuture<Sending> told = new CompletableFuture<>();
        Thread sender = Thread.ofVirtual()
                .start(() -> told.complete(http.post(
                        new Target(URI.create("http://127.0.0.1:" + port + "/"), false),
                        Map.of(),
                        new byte[0],
                        Duration.ofSeconds(20),
                        Patience.WITH_EVERY_ANSWER)));
        sender.interrupt();
        assertThat(told.get(10, TimeUnit.SECONDS)).isEqualTo(new Sending.Failed("The sending was interrupted.", null));
    }

    /** What the guard is asked is what the client makes of an address, not what we think it makes of it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.1",
                "127.0.1",
                "2130706433",
                "0x7f000001",
                "0x7F.0.0.1",
                "0x7f.1",
                "0177.0.0.1",
                "017700000001",
                "0",
                "00",
                "0.0.0.0",
                "4294967296",
                "127.0.0.256",
                "127.0.0.1.",
                "127.0.0.1..",
                "localhost",
                "LOCALHOST",
                "localhost.",
                "hooks.localhost",
                "inside.example",
                "both.example",
                "[::1]",
                "[::]",
                "[::1%25lo]",
                "[0:0:0:0:0:0:0:1]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[0:0:0:0:0:ffff:7f00:0001]",
                "[::127.0.0.1]",
                "[64:ff9b::7f00:1]",
                "%31%32%37.0.0.1",
                "127.0.0.1%00.example",
                "①②⑦.0.0.1",
                "１２７.０.０.１",
                "127。0。0。1",
                "ⓛocalhost",
                "hooks.example@127.0.0.1"
            })
    void inside_is_not_reached_however_it_is_written(String host) throws IOException {
        List<Socket> reached = new CopyOnWriteArrayList<>();
        int port = serving(socket -> {
            reached.add(socket);
            answer(socket, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        });
        TargetGuard strict = new TargetGuard(Networks.of(), name -> switch (name) {
            case "inside.example" -> new InetAddress[] {InetAddress.getByName("127.0.0.1")};
            case "both.example" ->
                new InetAddress[] {InetAddress.getByName("127.0.0.1"), InetAddress.getByName("93.184.215.14")};
            default -> InetAddress.getAllByName(name);
        });
        URI address = URI.create("http://" + host + ":" + port + "/");
        assertThat(strict.whyNot(address)).isPresent();
        assertThat(post(http(strict), address.toString()))
                .isIn(
                        new Sending.Refused("The target's address is not allowed."),
                        new Sending.Failed("The target's host cannot be found.", null),
                        new Sending.Failed("The webhook cannot be reached.", null));
        assertThat(reached).isEmpty();
        // and it is there to be reached
        assertThat(post("http://127.0.0.1:" + port + "/")).isEqualTo(new Sending.Done());
        assertThat(reached).hasSize(1);
    }

    /** Both are read where a connection is made; in between nothing else in this test connects. */
    @ParameterizedTest
    @ValueSource(strings = {"http.proxy", "socksProxy"})
    void no_proxy_of_the_machine_is_used(String kind) throws IOException {
        List<Socket> proxied = new CopyOnWriteArrayList<>();
        int proxy = serving(proxied::add);
        int port = serving(socket -> answer(socket, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
        OutgoingHttp http =
                http(new TargetGuard(LOOPBACK, _ -> new InetAddress[] {InetAddress.getByName("127.0.0.1")}));
        Map<String, String> settings = Map.of(
                kind + "Host",
                "127.0.0.1",
                kind + "Port",
                Integer.toString(proxy),
                "http.nonProxyHosts",
                "none.example",
                "socksNonProxyHosts",
                "none.example");
        settings.forEach(System::setProperty);
        try {
            assertThat(post(http, "http://hooks.example:" + port + "/")).isEqualTo(new Sending.Done());
        } finally {
            settings.keySet().forEach(System::clearProperty);
        }
        assertThat(proxied).isEmpty();
    }

    @Test
    void a_certificate_that_nobody_vouches_for_is_not_taken(@TempDir Path folder) throws Exception {
        List<String> reached = new CopyOnWriteArrayList<>();
        int port = securely(certificate(folder), reached);
        assertThat(post(http(loopback()), "https://hooks.example:" + port + "/secret"))
                .isEqualTo(new Sending.Failed("No secure connection can be made.", null));
        assertThat(reached).isEmpty();
    }

    @Test
    void a_certificate_counts_for_its_own_name_alone(@TempDir Path folder) throws Exception {
        Path certificate = certificate(folder);
        List<String> reached = new CopyOnWriteArrayList<>();
        int port = securely(certificate, reached);
        OutgoingHttp http = http(loopback(), certificate);
        assertThat(post(http, "https://hooks.example:" + port + "/right")).isEqualTo(new Sending.Done());
        assertThat(post(http, "https://other.example:" + port + "/wrong"))
                .isEqualTo(new Sending.Failed("No secure connection can be made.", null));
        assertThat(reached).containsExactly("/right");
    }

    /** Every name leads here. */
    private static TargetGuard loopback() {
        return new TargetGuard(LOOPBACK, _ -> new InetAddress[] {InetAddress.getByName("127.0.0.1")});
    }

    /** As in a JVM that was started to trust that certificate. */
    private OutgoingHttp http(TargetGuard guard, Path certificate) {
        Map<String, String> settings = Map.of(
                "javax.net.ssl.trustStore",
                certificate.toString(),
                "javax.net.ssl.trustStorePassword",
                "changeit",
                "javax.net.ssl.trustStoreType",
                "PKCS12");
        settings.forEach(System::setProperty);
        try {
            return http(guard);
        } finally {
            settings.keySet().forEach(System::clearProperty);
        }
    }

    /** Signed by itself, for hooks.example. */
    private static Path certificate(Path folder) throws IOException, InterruptedException {
        Path store = folder.resolve("hooks.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "hooks",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=hooks.example",
                        "-ext",
                        "san=dns:hooks.example",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor())
                .as(() -> "keytool: " + folder.resolve("keytool.log"))
                .isZero();
        return store;
    }

    private int securely(Path certificate, List<String> reached) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream stream = Files.newInputStream(certificate)) {
            keys.load(stream, "changeit".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 5);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/", exchange -> {
            reached.add(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        open.add(() -> server.stop(0));
        return server.getAddress().getPort();
    }
}
