package dev.manabi.notification;

import dev.manabi.testkit.ArchitectureSpec;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void the_service_keeps_to_the_rules_of_the_house() {
        ArchitectureSpec.check("dev.manabi.notification");
    }
}
