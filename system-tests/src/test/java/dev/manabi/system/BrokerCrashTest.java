package dev.manabi.system;

import dev.manabi.launcher.LocalKafka;
import dev.manabi.launcher.ServiceProcess;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Kafka dies and comes back. Commands are accepted all the while; what they lead to elsewhere catches up. */
@ExtendWith(TestedSystem.Given.class)
class BrokerCrashTest {

    @Test
    void commands_are_accepted_while_kafka_is_away_and_every_story_comes_to_its_end(TestedSystem system) {
        LocalKafka kafka = system.parts().kafka();
        MainStory during = system.newStory();
        List<MainStory> stories =
                system.storiesIn(IntStream.rangeClosed(1, during.gaps()).boxed().toList());

        kafka.kill();
        try (Stories running = Stories.begin(stories, MainStory::playToTheEnd)) {
            during.playTo(during.gapBefore("it is decided that a postmortem is due"));
            kafka.restart();
            running.awaitEnd();
        }
        during.playToTheEnd();

        system.assertNothingIsViolated();
    }

    @Test
    void a_service_that_starts_while_kafka_is_away_does_its_work_and_tells_of_it_later(TestedSystem system) {
        LocalKafka kafka = system.parts().kafka();
        MainStory during = system.newStory();

        kafka.kill();
        system.parts().services().forEach(ServiceProcess::kill);
        system.parts().services().forEach(ServiceProcess::launch);
        system.parts().services().forEach(ServiceProcess::awaitReady);
        during.playTo(during.gapBefore("it is decided that a postmortem is due"));
        kafka.restart();
        during.playToTheEnd();

        system.assertNothingIsViolated();
    }

    @Test
    void kafka_dies_in_the_middle_of_many_stories(TestedSystem system) {
        LocalKafka kafka = system.parts().kafka();
        Faults faults = new Faults();
        List<MainStory> stories =
                IntStream.range(0, 10).mapToObj(i -> system.newStory()).toList();

        try (Stories running = Stories.begin(stories, MainStory::playToTheEnd)) {
            for (int kill = 0; kill < 3; kill++) {
                faults.awaitTraffic(system.journal(), running);
                kafka.kill();
                kafka.restart();
            }
            running.awaitEnd();
        }

        system.assertNothingIsViolated();
    }
}
