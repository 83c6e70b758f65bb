package dev.manabi.incident.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a document of an imported file comes to. */
sealed interface Described {

    /** Something that the catalog holds, by its id there. */
    sealed interface Entry extends Described {
        String id();
    }

    record OfTeam(String id, String name, List<String> members) implements Entry {}

    /** @param teams of which the person is a member, in the order of the file */
    record OfPerson(String id, String name, @Nullable String email, List<String> teams) implements Entry {}

    /** @param aliases by which alerts may call it */
    record OfService(String id, String name, @Nullable String team, List<String> aliases) implements Entry {}

    /** Right, and nothing that this catalog holds. */
    record Ignored(String reason) implements Described {}

    /** Wrong. */
    record Rejected(String reason) implements Described {}
}
