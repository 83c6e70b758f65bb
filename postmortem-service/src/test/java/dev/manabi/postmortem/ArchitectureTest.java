package dev.manabi.postmortem;

import dev.manabi.testkit.ArchitectureSpec;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void the_rules_of_the_house_hold() {
        ArchitectureSpec.check("dev.manabi.postmortem");
    }
}
