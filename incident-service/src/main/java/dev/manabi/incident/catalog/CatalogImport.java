package dev.manabi.incident.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.incident.catalog.CatalogImportResource.EntityAnswer;
import dev.manabi.incident.catalog.CatalogImportResource.Outcome;
import dev.manabi.incident.catalog.PersonResource.NewPerson;
import dev.manabi.incident.catalog.ServiceResource.NewService;
import dev.manabi.incident.catalog.TeamResource.NewTeam;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Validator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Brings the catalog to what a file says. What the file does not tell stays as it is, and so does every entry that it
 * does not name.
 */
@ApplicationScoped
public class CatalogImport {

    private final Catalog catalog;
    private final Validator rules;
    private final ObjectMapper json;

    CatalogImport(Catalog catalog, Validator rules, ObjectMapper json) {
        this.catalog = catalog;
        this.rules = rules;
        this.json = json;
    }

    /** Runs in the caller's transaction, which has not written yet; one answer for each document. */
    List<EntityAnswer> bring(List<Descriptor> file, boolean dryRun, Cause cause) {
        List<Described> described = file.stream().map(CatalogImport::described).toList();
        Run run = new Run(described, cause);
        List<EntityAnswer> answers = IntStream.range(0, file.size())
                .mapToObj(at -> run.answer(file.get(at), described.get(at)))
                .toList();
        if (!dryRun) {
            run.write();
        }
        return answers;
    }

    private static Described described(Descriptor descriptor) {
        return descriptor.fault() == null
                ? Backstage.read(descriptor.content())
                : new Described.Rejected(descriptor.fault());
    }

    /** Entries that a file names. Backstage does not tell names apart by the case of their letters. */
    private static final class Known<T extends CatalogEntry> {
        private final Map<String, T> entries = new HashMap<>();
        private final Map<String, String> spellings = new HashMap<>();

        Known(List<T> present) {
            for (T entry : present) {
                entries.put(entry.id(), entry);
                spellings.putIfAbsent(lower(entry.id()), entry.id());
            }
        }

        /** The id as it is in the catalog, or as it is given where it is in the file alone. */
        String spelled(String id) {
            return entries.containsKey(id) ? id : spellings.computeIfAbsent(lower(id), _ -> id);
        }

        @Nullable
        T find(String id) {
            return entries.get(id);
        }
    }

    /**
     * One import. Every entry is read before the first is written, and they are written in the order of their keys:
     * two imports at once do not wait for each other in a circle.
     */
    private final class Run {
        private final Cause cause;
        private final Known<Team> teams;
        private final Known<Person> people;
        private final Known<Service> services;
        private final Map<String, String> teamByMember = new HashMap<>();
        private final Map<String, Integer> documents = new HashMap<>();
        private final Map<String, Runnable> writes = new TreeMap<>();

        Run(List<Described> file, Cause cause) {
            this.cause = cause;
            this.teams = known(Team.class, file.stream().flatMap(Run::teamsOf));
            this.people = known(Person.class, ids(file, Described.OfPerson.class));
            this.services = known(Service.class, ids(file, Described.OfService.class));
            for (Described one : file) {
                if (one instanceof Described.OfTeam team) {
                    teams.spelled(team.id());
                    team.members().forEach(member -> teamByMember.putIfAbsent(lower(member), team.id()));
                }
            }
        }

        private static Stream<String> ids(List<Described> file, Class<? extends Described.Entry> kind) {
            return file.stream()
                    .filter(kind::isInstance)
                    .map(one -> kind.cast(one).id());
        }

        private static Stream<String> teamsOf(Described one) {
            return switch (one) {
                case Described.OfTeam team -> Stream.of(team.id());
                case Described.OfPerson person -> person.teams().stream();
                case Described.OfService service -> Stream.ofNullable(service.team());
                case Described.Ignored _, Described.Rejected _ -> Stream.of();
            };
        }

        private <T extends PanacheEntityBase & CatalogEntry> Known<T> known(Class<T> type, Stream<String> ids) {
            return new Known<>(catalog.named(type, ids.map(CatalogImport::lower).collect(Collectors.toSet())));
        }

        EntityAnswer answer(Descriptor from, Described described) {
            return switch (described) {
                case Described.OfTeam team -> team(from, team);
                case Described.OfPerson person -> person(from, person);
                case Described.OfService service -> service(from, service);
                case Described.Ignored ignored ->
                    EntityAnswer.of(from, null, Outcome.IGNORED, List.of(), ignored.reason());
                case Described.Rejected rejected -> rejected(from, null, rejected.reason());
            };
        }

        void write() {
            writes.values().forEach(Runnable::run);
        }

        private EntityAnswer team(Descriptor from, Described.OfTeam told) {
            String id = teams.spelled(told.id());
            Team team = teams.find(id);
            NewTeam present = team == null ? new NewTeam(id, "", null, null) : NewTeam.of(team);
            NewTeam wanted = new NewTeam(id, told.name(), present.lead(), present.manager());
            return decide(
                    from,
                    Team.class,
                    id,
                    team,
                    present,
                    wanted,
                    wanted::team,
                    one -> TeamResource.fill(one, wanted.change()));
        }

        private EntityAnswer person(Descriptor from, Described.OfPerson told) {
            String id = people.spelled(told.id());
            Person person = people.find(id);
            NewPerson present = person == null
                    ? new NewPerson(id, "", null, null, false, false, false, null, null)
                    : NewPerson.of(person);
            NewPerson wanted = new NewPerson(
                    id,
                    told.name(),
                    told.email() == null ? present.email() : told.email(),
                    teamOf(told, present.team()),
                    present.senior(),
                    present.manager(),
                    present.away(),
                    present.awayUntil(),
                    present.chatHandle());
            return decide(
                    from,
                    Person.class,
                    id,
                    person,
                    present,
                    wanted,
                    wanted::person,
                    one -> PersonResource.fill(one, wanted.change()));
        }

        /** A person has one team here: the present one where the file knows it too, else the first that it names. */
        private @Nullable String teamOf(Described.OfPerson told, @Nullable String present) {
            List<String> named = told.teams().stream().map(teams::spelled).toList();
            if (named.isEmpty()) {
                String listing = teamByMember.get(lower(told.id()));
                return listing == null ? present : teams.spelled(listing);
            }
            return present != null && named.contains(present) ? present : named.getFirst();
        }

        private EntityAnswer service(Descriptor from, Described.OfService told) {
            String id = services.spelled(told.id());
            Service service = services.find(id);
            NewService present =
                    service == null ? new NewService(id, "", null, null, List.of()) : NewService.of(service);
            NewService wanted = new NewService(
                    id,
                    told.name(),
                    told.team() == null ? present.team() : teams.spelled(told.team()),
                    present.primaryOnCall(),
                    aliases(present, told));
            return decide(
                    from,
                    Service.class,
                    id,
                    service,
                    present,
                    wanted,
                    wanted::service,
                    one -> ServiceResource.fill(one, wanted.change()));
        }

        /** Whoever gave it an alias here knows an alert that the file does not: aliases are added and never taken. */
        private static List<String> aliases(NewService present, Described.OfService told) {
            List<String> known = present.aliases() == null ? List.of() : present.aliases();
            return Stream.concat(known.stream(), told.aliases().stream())
                    .filter(alias -> !alias.equals(present.id()) || known.contains(alias))
                    .distinct()
                    .toList();
        }

        /**
         * @param present what the entry says now, as a request to register it
         * @param wanted what it is to say
         */
        private <T extends PanacheEntityBase & CatalogEntry> EntityAnswer decide(
                Descriptor from,
                Class<T> type,
                String id,
                @Nullable T entry,
                Object present,
                Object wanted,
                Supplier<T> make,
                Consumer<T> fill) {
            String key = type.getSimpleName() + " " + id;
            Integer before = documents.putIfAbsent(key, from.document());
            if (before != null) {
                return rejected(from, id, "It is described in document " + before + " already.");
            }
            String broken = brokenRules(wanted);
            if (broken != null) {
                return rejected(from, id, broken);
            }
            if (entry == null) {
                writes.put(key, () -> catalog.insert(make.get(), cause));
                return EntityAnswer.of(from, id, Outcome.CREATED, List.of(), null);
            }
            List<String> changes = changes(present, wanted);
            if (changes.isEmpty()) {
                return EntityAnswer.of(from, id, Outcome.UNCHANGED, changes, null);
            }
            writes.put(key, () -> catalog.update(entry, Expected.any(), fill, cause));
            return EntityAnswer.of(from, id, Outcome.UPDATED, changes, null);
        }
    }

    private static EntityAnswer rejected(Descriptor from, @Nullable String id, String reason) {
        return EntityAnswer.of(from, id, Outcome.REJECTED, List.of(), reason);
    }

    /** The rules are those of a request that registers it. */
    private @Nullable String brokenRules(Object wanted) {
        String broken = rules.validate(wanted).stream()
                .map(violation -> violation.getPropertyPath() + " " + violation.getMessage())
                .sorted()
                .collect(Collectors.joining("; "));
        return broken.isEmpty() ? null : broken;
    }

    private List<String> changes(Object present, Object wanted) {
        JsonNode before = json.valueToTree(present);
        JsonNode after = json.valueToTree(wanted);
        return after.propertyStream()
                .filter(field -> !field.getValue().equals(before.path(field.getKey())))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static String lower(String id) {
        return id.toLowerCase(Locale.ROOT);
    }
}
