package dev.manabi.postmortem.tracker;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;
import java.util.Random;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Where the tests' trackers will be, for all tests of the module: at ports that nobody listens on until a test does.
 * Below the ports that the system gives away by itself.
 */
public final class TrackerSettings implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return Map.ofEntries(
                Map.entry("manabi.trackers.timeout", "1s"),
                Map.entry("manabi.trackers.lease", "12s"),
                Map.entry("manabi.trackers.first-pause", "1s"),
                Map.entry("manabi.trackers.longest-pause", "2s"),
                Map.entry("manabi.trackers.hub.kind", "github"),
                Map.entry("manabi.trackers.hub.base-url", "http://127.0.0.1:" + freePort() + "/api/v3"),
                Map.entry("manabi.trackers.hub.repository", "acme/ops"),
                Map.entry("manabi.trackers.hub.token", FakeGitHub.TOKEN),
                Map.entry("manabi.trackers.board.kind", "jira"),
                Map.entry("manabi.trackers.board.base-url", "http://127.0.0.1:" + freePort()),
                Map.entry("manabi.trackers.board.project", "OPS"),
                Map.entry("manabi.trackers.board.token", FakeJira.TOKEN));
    }

    /** At its place in the settings, as if it had just come up. */
    public static FakeGitHub gitHub() {
        return new FakeGitHub(port("hub"));
    }

    public static FakeJira jira() {
        return new FakeJira(port("board"), false, "Bearer " + FakeJira.TOKEN);
    }

    private static int port(String tracker) {
        return URI.create(ConfigProvider.getConfig().getValue("manabi.trackers." + tracker + ".base-url", String.class))
                .getPort();
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
