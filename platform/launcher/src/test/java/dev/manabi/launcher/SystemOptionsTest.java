package dev.manabi.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemOptionsTest {

    @TempDir
    Path folder;

    @Test
    void the_environment_moves_ports_and_the_state_folder() {
        SystemOptions options = SystemOptions.fromEnvironment(
                Path.of("/project"), Map.of("MANABI_PORT_GATEWAY", "9000", "MANABI_STATE_DIR", "/state"));
        assertThat(options.port(Part.GATEWAY)).isEqualTo(9000);
        assertThat(options.port(Part.KAFKA)).isEqualTo(19092);
        assertThat(options.publicUrl()).isEqualTo("http://localhost:9000");
        assertThat(options.log(Part.INCIDENT)).isEqualTo(Path.of("/state/logs/incident-service.log"));
        assertThat(options.durable()).isTrue();
        assertThat(SystemOptions.fromEnvironment(Path.of("/project"), Map.of()).state())
                .isEqualTo(Path.of("/project/.manabi"));
    }

    @Test
    void a_port_that_is_none_is_named() {
        for (String wrong : List.of("many", "0", "65536")) {
            assertThatThrownBy(() ->
                            SystemOptions.fromEnvironment(Path.of("/project"), Map.of("MANABI_PORT_KAFKA", wrong)))
                    .hasMessage("MANABI_PORT_KAFKA is not a port: " + wrong);
        }
    }

    @Test
    void a_taken_port_is_one_clear_message_and_nothing_is_started() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<Part, Integer> ports =
                    new EnumMap<>(SystemOptions.forTests(folder, folder).ports());
            ports.put(Part.REVIEW, taken.getLocalPort());
            SystemOptions options =
                    new SystemOptions(folder, folder.resolve("state"), ports, "http://localhost", false, Map.of());
            List<String> progress = new ArrayList<>();
            assertThatThrownBy(() -> LocalSystem.start(options, progress::add))
                    .isInstanceOf(StartFailed.class)
                    .hasMessageContaining("Port " + taken.getLocalPort() + " (review-service) is taken by process "
                            + ProcessHandle.current().pid())
                    .hasMessageContaining("MANABI_PORT_REVIEW=");
            assertThat(progress).isEmpty();
        }
    }

    @Test
    void a_service_that_is_not_built_is_named_before_anything_starts() {
        List<String> progress = new ArrayList<>();
        assertThatThrownBy(
                        () -> LocalSystem.start(SystemOptions.forTests(folder, folder.resolve("state")), progress::add))
                .isInstanceOf(StartFailed.class)
                .hasMessageContaining("incident-service is not built");
        assertThat(progress).isEmpty();
    }

    @Test
    void a_process_id_that_now_belongs_to_somebody_else_is_not_touched() throws Exception {
        Path file = folder.resolve("some.pid");
        Files.writeString(file, String.valueOf(ProcessHandle.current().pid()));
        assertThat(Processes.fromPidFile(file, "-Dmanabi.service=incident")).isEmpty();
        assertThat(Processes.fromPidFile(file, "surefire")).isPresent();
    }
}
