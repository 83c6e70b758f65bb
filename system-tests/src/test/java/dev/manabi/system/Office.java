package dev.manabi.system;

import static dev.manabi.system.Client.newPost;
import static dev.manabi.system.Client.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** An organisation of three teams, and what its people do from day to day: most of them their part, some of them nothing. */
final class Office {

    private static final List<String> TEAMS = List.of("payments", "delivery", "accounts");
    private static final String TEXT = "The connection pool of the client was smaller than the load at noon.";
    private static final int AT_ONCE = 6;

    private final Client admin;
    private final Client client;

    Office(TestedSystem system) {
        this.admin = system.client();
        this.client = system.clientFor(
                person -> system.parts().identity().token(person, roles(person).toArray(String[]::new)));
    }

    /** Two seniors, three others and a manager for each team; the manager never does anything. */
    void hire() {
        for (String team : TEAMS) {
            admin.send(newPost("hana", "/api/v1/teams", object().put("id", team).put("name", name(team))));
            people(team).forEach(person -> admin.send(newPost("hana", "/api/v1/people", card(person, team))));
            ObjectNode led =
                    object().put("name", name(team)).put("lead", team + "-lead").put("manager", team + "-manager");
            admin.put("hana", "/api/v1/teams/" + team, "/api/v1/teams/" + team, led);
            admin.send(newPost(
                    "hana",
                    "/api/v1/services",
                    object().put("id", team + "-api")
                            .put("name", name(team))
                            .put("team", team)
                            .put("primaryOnCall", team + "-one")));
        }
    }

    /** So many incidents, from their beginning to their end. */
    void respond(int incidents, int step) {
        atOnce(
                IntStream.range(0, incidents)
                        .mapToObj(i -> new Random(step * 1_000L + i))
                        .toList(),
                this::respond);
    }

    private void respond(Random random) {
        String team = TEAMS.get(random.nextInt(TEAMS.size()));
        String commander = team + (random.nextBoolean() ? "-one" : "-two");
        ObjectNode declared =
                object().put("title", name(team) + " answers slowly").put("severity", "SEV" + (1 + random.nextInt(4)));
        declared.putArray("services").add(team + "-api");
        String incident = client.send(newPost(commander, "/api/v1/incidents", declared))
                .json()
                .path("id")
                .asText();
        String path = "/api/v1/incidents/" + incident;
        ObjectNode roles = object().put("commander", commander);
        roles.putArray("responders").add(commander);
        client.put(commander, path + "/roles", path, roles);
        boolean harmless = random.nextInt(3) == 0;
        ObjectNode impact = object().put("userVisible", !harmless)
                .put("downtimeMinutes", harmless ? 0 : 24)
                .put("degradedMinutes", 0)
                .put("usersAffected", harmless ? 0 : 1_200)
                .put("dataLoss", false)
                .put("moneyAffected", false)
                .put("monitoringFailed", false)
                .put("onCallIntervened", false);
        client.put(commander, path + "/impact", path, impact);
        client.send(newPost(commander, path + "/resolve", object()));
        client.send(newPost(commander, path + "/close", object()));
    }

    void work(int step) {
        comeAndGo(step);
        waive(step);
        atOnce(all("/api/v1/postmortems?status=DRAFT"), this::write);
        atOnce(all("/api/v1/postmortems?status=CHANGES_REQUESTED"), this::write);
        atOnce(all("/api/v1/reviews?status=WAITING"), review -> review(review, step));
        atOnce(all("/api/v1/postmortems?status=APPROVED"), this::publish);
    }

    /** Somebody is always away, seniors among them. */
    private void comeAndGo(int step) {
        List<String> everybody = TEAMS.stream().flatMap(Office::people).toList();
        for (String person : everybody) {
            boolean away = Math.floorMod(person.hashCode() + step / 2, 6) == 0;
            boolean wasAway = step > 0 && Math.floorMod(person.hashCode() + (step - 1) / 2, 6) == 0;
            if (away != wasAway) {
                String path = "/api/v1/people/" + person;
                admin.put("hana", path + "/absence", path, object().put("away", away));
            }
        }
    }

    /** Now and then it is decided that what is due will not be done. */
    private void waive(int step) {
        if (step % 3 != 2) {
            return;
        }
        all("/api/v1/decisions?outcome=DUE").stream()
                .filter(decision -> lot(decision.path("incidentNumber").asText()) == 7)
                .limit(10)
                .forEach(decision -> {
                    ObjectNode waiver = object().put("reason", "The service was shut down.")
                            .put(
                                    "expiresAt",
                                    Instant.parse(decision.path("decidedAt").asText())
                                            .plus(Duration.ofDays(60))
                                            .toString());
                    admin.trySend(newPost(
                            "hana", "/api/v1/decisions/" + decision.path("id").asText() + "/waive", waiver));
                });
    }

    /** One of ten is never written. */
    private void write(JsonNode postmortem) {
        String number = postmortem.path("number").asText();
        String owner = postmortem.path("owner").asText();
        if (lot(number) == 0) {
            return;
        }
        String path = "/api/v1/postmortems/" + number;
        boolean again = postmortem.path("status").asText().equals("CHANGES_REQUESTED");
        JsonNode draft = client.get(owner, path).json();
        for (JsonNode section : draft.path("sections")) {
            boolean empty = section.path("required").asBoolean()
                    && section.path("text").asText().isBlank();
            boolean deeper = again && section.path("key").asText().equals("root-cause");
            if (empty || deeper) {
                String text = deeper ? section.path("text").asText() + " Its size was set before the load grew." : TEXT;
                client.put(owner, path + "/sections/" + section.path("key").asText(), path, object().put("text", text));
            }
        }
        if (!again) {
            ObjectNode codes = object().put("trigger", "configuration-push");
            codes.putArray("causes").add("software");
            client.put(owner, path + "/classification", path, codes);
            client.send(newPost(
                    owner,
                    path + "/action-items",
                    object().put("title", "Refuse a release whose pool is smaller than the load test needs")
                            .put("kind", "PREVENT")
                            .put("priority", "P1")
                            .put("owner", owner)
                            .put("dueAt", "2099-01-01T00:00:00Z")
                            .put("endState", "The check fails for a pool of one.")));
        }
        client.trySend(newPost(owner, path + "/submit", object()));
    }

    /** Three of ten people do nothing about a review; one of ten says so; one of ten reviews asks for changes first. */
    private void review(JsonNode review, int step) {
        String path = "/api/v1/reviews/" + review.path("id").asText();
        String number = review.path("number").asText();
        for (JsonNode reviewer : review.path("reviewers")) {
            String person = reviewer.path("person").asText();
            int lot = lot(number + person);
            if (lot < 3 || person.endsWith("-manager")) {
                continue;
            }
            if (lot == 3 && review.path("round").asInt() == 1) {
                client.trySend(newPost(person, path + "/decline", object().put("reason", "I am on call this week.")));
                continue;
            }
            if (lot(number + "changes") == 0 && review.path("round").asInt() == 1) {
                client.trySend(newPost(
                        person, path + "/request-changes", object().put("reason", "Why was the pool so small?")));
                return;
            }
            for (JsonNode criterion : review.path("criteria")) {
                client.tryPut(person, path + "/verdicts/" + criterion.asText(), path, object().put("verdict", "PASS"));
            }
            client.trySend(newPost(
                    person,
                    path + "/accept",
                    object().put("contentHash", review.path("contentHash").asText())));
        }
    }

    private void publish(JsonNode postmortem) {
        String owner = postmortem.path("owner").asText();
        client.trySend(newPost(
                owner, "/api/v1/postmortems/" + postmortem.path("number").asText() + "/publish", object()));
    }

    /** Every item of a list, as an administrator sees it. */
    private List<JsonNode> all(String path) {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page =
                    admin.get("hana", path + "&limit=200&cursor=" + cursor).json();
            stream(page.path("items")).forEach(items::add);
            cursor = page.path("next").asText("");
        } while (!cursor.isEmpty() && !cursor.equals("null"));
        return items;
    }

    /** From 0 to 9, the same for the same name. */
    private static int lot(String name) {
        return Math.floorMod(name.hashCode() * 31 + 17, 10);
    }

    private static <T> void atOnce(List<T> things, Consumer<T> doing) {
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> all = new ArrayList<>();
            things.forEach(thing -> all.add(threads.submit(() -> doing.accept(thing))));
            for (Future<?> one : all) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError("somebody was refused", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Stream<String> people(String team) {
        return Stream.of("-lead", "-senior", "-one", "-two", "-three", "-manager")
                .map(team::concat);
    }

    private static List<String> roles(String person) {
        if (person.endsWith("-manager")) {
            return List.of("member", "manager");
        }
        return isSenior(person)
                ? List.of("member", "responder", "reviewer", "senior")
                : List.of("member", "responder", "reviewer");
    }

    private static boolean isSenior(String person) {
        return person.endsWith("-lead") || person.endsWith("-senior");
    }

    private static ObjectNode card(String person, String team) {
        return object().put("id", person)
                .put("name", name(person))
                .put("email", person + "@manabi.example")
                .put("team", team)
                .put("senior", isSenior(person))
                .put("manager", person.endsWith("-manager"));
    }

    private static String name(String id) {
        return id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1).replace('-', ' ');
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
