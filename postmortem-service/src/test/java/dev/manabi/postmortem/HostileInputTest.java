package dev.manabi.postmortem;

import dev.manabi.testkit.HostileInputSpec;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HostileInputTest {

    @Test
    void no_text_that_cannot_be_stored_is_taken() {
        HostileInputSpec.no_text_that_cannot_be_stored_is_taken();
    }

    @Test
    void no_text_is_too_long_for_an_orderly_answer() {
        HostileInputSpec.no_text_is_too_long_for_an_orderly_answer();
    }

    @Test
    void no_address_causes_an_accident() {
        HostileInputSpec.no_address_causes_an_accident();
    }

    @Test
    void no_header_causes_an_accident() {
        HostileInputSpec.no_header_causes_an_accident();
    }
}
