package dev.manabi.incident;

import dev.manabi.testkit.ArchitectureSpec;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void the_service_keeps_the_rules_of_the_house() {
        ArchitectureSpec.check("dev.manabi.incident");
    }
}
