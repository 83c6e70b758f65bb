package dev.manabi.eventsourcing;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.NameBasedGenerator;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import java.util.UUID;

/** Identifiers of everything that is stored. */
public final class Ids {

    private static final TimeBasedEpochRandomGenerator TIME_ORDERED = Generators.timeBasedEpochRandomGenerator();
    private static final NameBasedGenerator NAMED =
            Generators.nameBasedGenerator(UUID.fromString("6d616e61-6269-8000-8000-000000000000"));

    private Ids() {}

    /** A new UUIDv7: neighbours in time are neighbours in an index. */
    public static UUID next() {
        return TIME_ORDERED.generate();
    }

    /** A UUIDv5: the same name gives the same id, always and everywhere. */
    public static UUID named(String name) {
        return NAMED.generate(name);
    }
}
