package dev.manabi.incident.chat;

import dev.manabi.incident.catalog.Person;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Who people in a chat are, as the catalog knows them: by chat handle, mail, id or name. */
final class Authors {

    private final Map<String, String> ids = new HashMap<>();

    private Authors() {}

    /** One query for all of them. */
    static Authors of(List<Said> messages) {
        TreeSet<String> names = new TreeSet<>();
        messages.forEach(message -> message.names().forEach(name -> names.add(name.toLowerCase(Locale.ROOT))));
        Authors authors = new Authors();
        if (names.isEmpty()) {
            return authors;
        }
        Person.<Person>list(
                        "lower(id) in ?1 or lower(email) in ?1 or lower(chatHandle) in ?1 or lower(name) in ?1", names)
                .forEach(authors::know);
        return authors;
    }

    /** The surest first; two people of one name are nobody. */
    private void know(Person person) {
        for (String name : new String[] {person.name, person.email, person.chatHandle, person.id}) {
            if (name != null) {
                ids.merge(name.toLowerCase(Locale.ROOT), person.id, (one, other) -> one.equals(other) ? one : "");
            }
        }
    }

    @Nullable
    String idOf(Said message) {
        return message.names().stream()
                .map(name -> ids.getOrDefault(name.toLowerCase(Locale.ROOT), ""))
                .filter(id -> !id.isEmpty())
                .findFirst()
                .orElse(null);
    }
}
