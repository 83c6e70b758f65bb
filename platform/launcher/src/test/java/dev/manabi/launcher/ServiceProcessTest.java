package dev.manabi.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceProcessTest {

    @TempDir
    Path folder;

    @Test
    void a_service_that_dies_at_start_is_named_with_the_end_of_its_log() throws Exception {
        SystemOptions options = SystemOptions.forTests(folder, folder.resolve("state"));
        Path jar = Service.REVIEW.jar(folder);
        Files.createDirectories(jar.getParent());
        Files.writeString(jar, "no jar at all");
        Files.createDirectories(options.log(Part.REVIEW).getParent());
        Files.writeString(options.log(Part.REVIEW), "from an earlier run\n");
        ServiceProcess service = ServiceProcess.of(Service.REVIEW, options);

        assertThatThrownBy(service::start)
                .isInstanceOf(StartFailed.class)
                .hasMessageContaining("review-service ended while it was starting (exit code 1)")
                .hasMessageContaining(options.log(Part.REVIEW).toString())
                .hasMessageContaining("corrupt jarfile")
                .hasMessageNotContaining("earlier run");

        assertThat(service.isAlive()).isFalse();
        Status.Row seen = Status.of(options).stream()
                .filter(row -> row.part() == Part.REVIEW)
                .findFirst()
                .orElseThrow();
        assertThat(seen.state()).isEqualTo(Status.State.DIED);
        assertThat(Status.table(Status.of(options)))
                .contains("died, see " + options.log(Part.REVIEW))
                .contains("incident-service");
        service.stop();
        assertThat(options.pidFile(Part.REVIEW)).doesNotExist();
    }
}
