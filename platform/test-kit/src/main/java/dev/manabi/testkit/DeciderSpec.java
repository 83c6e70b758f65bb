package dev.manabi.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.manabi.eventsourcing.Decider;
import dev.manabi.eventsourcing.DomainException;
import dev.manabi.eventsourcing.Rule;
import java.util.Arrays;
import java.util.List;

/** Given what has happened, when somebody asks, then this happens. */
public final class DeciderSpec<C, E, S> {

    private final Decider<C, E, S> decider;
    private final S state;

    private DeciderSpec(Decider<C, E, S> decider, S state) {
        this.decider = decider;
        this.state = state;
    }

    @SafeVarargs
    public static <C, E, S> DeciderSpec<C, E, S> given(Decider<C, E, S> decider, E... events) {
        return new DeciderSpec<>(decider, decider.fold(Arrays.stream(events).toList()));
    }

    public Outcome when(C command) {
        return new Outcome(command);
    }

    /** What the command led to. */
    public final class Outcome {
        private final C command;

        private Outcome(C command) {
            this.command = command;
        }

        @SafeVarargs
        public final void then(E... expected) {
            assertThat(events())
                    .containsExactlyElementsOf(Arrays.stream(expected).toList());
        }

        public void thenNothing() {
            assertThat(events()).isEmpty();
        }

        public List<E> events() {
            return decider.decide(command, state);
        }

        /** The state after the events of the command. */
        public S state() {
            S after = state;
            for (E event : events()) {
                after = decider.evolve(after, event);
            }
            return after;
        }

        public void thenRejected(Rule rule) {
            Throwable thrown = catchThrowable(this::events);
            assertThat(thrown).isInstanceOf(DomainException.RuleBroken.class);
            assertThat(((DomainException.RuleBroken) thrown).rule()).isEqualTo(rule);
        }

        public void thenRefused(Class<? extends DomainException> kind) {
            assertThat(catchThrowable(this::events)).isInstanceOf(kind);
        }
    }
}
