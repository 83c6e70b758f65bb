package dev.manabi.postmortem;

import dev.manabi.testkit.SecuritySpec;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SecurityMatrixTest {

    @Test
    void every_operation_asks_for_its_role() {
        SecuritySpec.every_operation_asks_for_its_role();
    }

    @Test
    void no_operation_takes_a_token_that_is_not_ours() {
        SecuritySpec.no_operation_takes_a_token_that_is_not_ours();
    }

    @Test
    void a_malformed_token_learns_nothing() {
        SecuritySpec.a_malformed_token_learns_nothing();
    }

    @Test
    void no_way_of_writing_an_address_leads_past_the_guard() {
        SecuritySpec.no_way_of_writing_an_address_leads_past_the_guard();
    }
}
