package dev.manabi.launcher;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The people of the local system, with the roles their tokens carry. */
public final class DemoPeople {

    /**
     * @param id the token's subject and the person's id in the catalog
     * @param roles of {@code member responder reviewer senior manager admin}
     */
    public record Person(String id, String name, List<String> roles) {

        public String email() {
            return id + "@manabi.example";
        }

        public boolean senior() {
            return roles.contains("senior");
        }

        public boolean manager() {
            return roles.contains("manager");
        }
    }

    /** Not a person: the sender of alerts, with a token of its own. */
    private static final Person ALERTMANAGER =
            new Person("alertmanager", "Alertmanager", List.of("member", "responder"));

    private static final List<Person> ALL = List.of(
            new Person("hana", "Hana Sato", List.of("member", "manager", "admin")),
            new Person("ken", "Ken Mori", List.of("member", "senior", "reviewer")),
            new Person("mei", "Mei Tanaka", List.of("member", "responder", "reviewer")),
            new Person("alex", "Alex Rivera", List.of("member", "responder", "reviewer")),
            new Person("sam", "Sam Okafor", List.of("member")));

    private DemoPeople() {}

    public static Stream<Person> all() {
        return ALL.stream();
    }

    /** A person of the demo, or the sender of alerts. */
    public static Optional<Person> find(String id) {
        return Stream.concat(all(), Stream.of(ALERTMANAGER))
                .filter(person -> person.id().equals(id))
                .findFirst();
    }
}
