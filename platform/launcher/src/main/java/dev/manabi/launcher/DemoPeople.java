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

    public static Optional<Person> find(String id) {
        return all().filter(person -> person.id().equals(id)).findFirst();
    }
}
