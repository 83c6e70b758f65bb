package dev.manabi.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.launcher.LocalSystem;
import dev.manabi.launcher.SystemOptions;
import dev.manabi.testkit.NodePackages;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The console in Chromium, by clicking and typing; the scripts in {@code src/test/browser} say what is looked at. On a
 * system of its own, since nobody keeps a journal of what is clicked.
 */
class ConsoleTest {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    @TempDir
    private static Path folder;

    private static LocalSystem system;

    @BeforeAll
    static void start() {
        system = LocalSystem.start(SystemOptions.forTests(TestedSystem.PROJECT, folder), System.out::println);
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @Test
    void from_declaring_an_incident_to_the_published_page_and_axe_finds_nothing() {
        List<String> told = run("story.mjs");
        assertThat(told.getLast()).startsWith("published PM-");
        String number = told.getLast().substring("published ".length());

        List<String> looked = run("accessibility.mjs", number);
        assertThat(looked).anyMatch(line -> line.startsWith("axe found nothing"));
    }

    @Test
    void two_write_in_one_section_one_reads_in_japanese_and_a_stranger_is_told_so() {
        assertThat(run("together.mjs")).hasSize(3);
    }

    @Test
    void a_policy_is_tried_on_the_past_and_an_incident_is_put_right() {
        assertThat(run("settings.mjs")).hasSize(3);
    }

    @Test
    void what_people_type_is_never_run() {
        assertThat(run("hostile.mjs")).hasSize(1);
    }

    private static List<String> run(String script, String... arguments) {
        NodePackages node = NodePackages.install(Path.of("src/test/browser"));
        String[] all = new String[arguments.length + 1];
        all[0] = system.url();
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        List<String> said = node.run(LIMIT, script, all);
        said.forEach(System.out::println);
        return said;
    }
}
