package dev.manabi.incident.metrics;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Random;

/**
 * Where the tests' Prometheus will be, for all tests of the module: at a port that nobody listens on until a test does.
 * Below the ports that the system gives away by itself.
 */
public final class PrometheusSettings implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return Map.of(
                "manabi.prometheus.url", "http://127.0.0.1:" + freePort() + "/prom/",
                "manabi.prometheus.username", "manabi",
                "manabi.prometheus.password", "a-secret-of-the-test",
                "manabi.prometheus.timeout", "2s",
                "manabi.prometheus.lease", "4s",
                "manabi.prometheus.first-pause", "1s",
                "manabi.prometheus.longest-pause", "2s");
    }

    @Override
    public void stop() {
        // nothing was started
    }

    private static int freePort() {
        Random random = new Random();
        while (true) {
            int port = 20_000 + random.nextInt(10_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // somebody has it; another one then
            }
        }
    }
}
