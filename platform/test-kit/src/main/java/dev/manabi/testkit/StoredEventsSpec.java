package dev.manabi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.manabi.eventsourcing.EventTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Every shape that may stand in a store has a golden file {@code src/test/resources/stored-events/<name>.json}, and can
 * still be read. A golden file is never edited; a new shape gets a new one.
 */
public final class StoredEventsSpec {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path GOLDEN = Path.of("src/test/resources/stored-events");

    private StoredEventsSpec() {}

    /** @param sealed the sealed interface of the aggregate's events */
    public static <E> void check(EventTypes<E> types, Class<E> sealed) {
        assertThat(types.shapes())
                .as("every event of %s has a stored name", sealed.getSimpleName())
                .isEqualTo(Set.of(sealed.getPermittedSubclasses()));
        for (String name : types.storedNames()) {
            String golden = golden(name);
            E event = types.read(name, golden);
            String present = types.nameOf(event);
            if (present.equals(name)) {
                assertThat(tree(types.write(event)))
                        .as("%s is written as its golden file says", name)
                        .isEqualTo(tree(golden));
            }
        }
    }

    /** Golden files that no stored name stands for: a name was lost. */
    public static void checkNoneIsLost(EventTypes<?>... all) {
        Set<String> names = Arrays.stream(all)
                .flatMap(types -> types.storedNames().stream())
                .collect(Collectors.toSet());
        try (var files = Files.list(GOLDEN)) {
            Set<String> golden = files.map(file -> file.getFileName().toString().replaceFirst("\\.json$", ""))
                    .collect(Collectors.toSet());
            assertThat(golden).isEqualTo(names);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String golden(String name) {
        Path file = GOLDEN.resolve(name + ".json");
        assertThat(file).as("the golden file of stored event %s", name).exists();
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
