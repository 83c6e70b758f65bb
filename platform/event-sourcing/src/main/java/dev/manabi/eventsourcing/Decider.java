package dev.manabi.eventsourcing;

import java.util.List;

/**
 * The rules of one aggregate as two pure functions. Time and ids arrive in the command; neither function reads a clock,
 * draws a random number or touches anything outside its arguments.
 *
 * @param <C> commands, sealed
 * @param <E> events, sealed
 * @param <S> state, sealed or a record
 */
public interface Decider<C, E, S> {

    /** The state of a stream without events. */
    S initial();

    /**
     * What happens when the command meets the state.
     *
     * @return the events to append; empty where the command asks for what already is
     * @throws DomainException where a rule forbids it
     */
    List<E> decide(C command, S state);

    /** The state after the event. Never refuses: what has been stored has happened. */
    S evolve(S state, E event);

    /** The state after a whole history. */
    default S fold(Iterable<? extends E> events) {
        S state = initial();
        for (E event : events) {
            state = evolve(state, event);
        }
        return state;
    }
}
