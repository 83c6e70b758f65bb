package dev.manabi.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.testkit.NodePackages;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The console in Chromium, by clicking and typing; the scripts in {@code src/test/browser} say what is looked at. */
@ExtendWith(TestedSystem.Given.class)
class ConsoleTest {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    @Test
    void from_declaring_an_incident_to_the_published_page_and_axe_finds_nothing(TestedSystem system) {
        List<String> told = run(system, "story.mjs");
        assertThat(told.getLast()).startsWith("published PM-");
        String number = told.getLast().substring("published ".length());

        List<String> looked = run(system, "accessibility.mjs", number);
        assertThat(looked).anyMatch(line -> line.startsWith("axe found nothing"));
    }

    @Test
    void two_write_in_one_section_one_reads_in_japanese_and_a_stranger_is_told_so(TestedSystem system) {
        assertThat(run(system, "together.mjs")).hasSize(3);
    }

    @Test
    void what_people_type_is_never_run(TestedSystem system) {
        assertThat(run(system, "hostile.mjs")).hasSize(1);
    }

    private static List<String> run(TestedSystem system, String script, String... arguments) {
        NodePackages node = NodePackages.install(Path.of("src/test/browser"));
        String[] all = new String[arguments.length + 1];
        all[0] = system.parts().url();
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        List<String> said = node.run(LIMIT, script, all);
        said.forEach(System.out::println);
        return said;
    }
}
