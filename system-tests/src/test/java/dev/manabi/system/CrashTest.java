package dev.manabi.system;

import dev.manabi.launcher.Service;
import dev.manabi.launcher.ServiceProcess;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Each service is killed between any two steps of the story, again while it starts, and again in the middle of what then
 * comes in; every story comes to its end, and nothing is lost or done twice.
 *
 * <p>To be quick, one kill meets many stories: one of them stands in each gap between two steps. With
 * {@code -Dmanabi.crashes=each} every pair of service and gap has kills of its own.
 */
@ExtendWith(TestedSystem.Given.class)
class CrashTest {

    private static final boolean EACH = "each".equals(System.getProperty("manabi.crashes"));

    @TestFactory
    Stream<DynamicTest> every_story_outlives_the_death_of(TestedSystem system) {
        Faults faults = new Faults();
        MainStory story = system.newStory();
        List<Integer> gaps = IntStream.rangeClosed(1, story.gaps()).boxed().toList();
        return Service.all().flatMap(service -> {
            String name = service.part().title();
            return EACH
                    ? gaps.stream()
                            .map(gap -> DynamicTest.dynamicTest(
                                    name + " " + story.nameOfGap(gap),
                                    () -> killIn(system, faults, service, List.of(gap))))
                    : Stream.of(DynamicTest.dynamicTest(
                            name + " between any two steps", () -> killIn(system, faults, service, gaps)));
        });
    }

    private static void killIn(TestedSystem system, Faults faults, Service service, List<Integer> gaps) {
        ServiceProcess process = system.parts().service(service);
        List<MainStory> stories = system.storiesIn(gaps);

        faults.kill(process);
        try (Stories running = Stories.begin(stories, MainStory::playToTheEnd)) {
            faults.startAndKillAndStart(process);
            faults.killInTraffic(process, system.journal(), running);
            running.awaitEnd();
        }

        system.assertNothingIsViolated();
    }
}
