package dev.manabi.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Years of postmortems, written as events: what the service shows of them it makes itself. Always the same ones. Two of
 * three are English, the others Japanese; the words of both are as unequally frequent as those of a language are (the
 * n-th most frequent 1/n as often as the first).
 */
final class Documents {

    private static final Instant FIRST = Instant.parse("2021-01-04T00:00:00Z");
    private static final int ENGLISH = 30_000;
    private static final int JAPANESE = 8_000;
    private static final int WORDS = 90;
    private static final int PHRASES = 45;
    private static final int BATCH = 500;
    private static final String[] SECTIONS = {"summary", "impact", "root-cause", "trigger", "response", "lessons"};
    private static final String[] TEAMS = {"storefront", "payments", "search", "platform", "data", "mobile"};
    private static final String[] PARTICLES = {"が", "を", "に", "で", "の", "は", "した。", "から", "による", "して、"};
    private static final String[] SYLLABLES = {
        "ba", "co", "de", "fi", "gu", "ha", "jo", "ke", "li", "mo", "nu", "pa", "qui", "re", "so", "ta", "ve", "wi",
        "xa", "zo", "ster", "tion", "ment", "er"
    };

    private final Random random = new Random(20_261_123);
    private final double[] english = cumulative(ENGLISH);
    private final double[] japanese = cumulative(JAPANESE);
    private final List<UUID> streams = new ArrayList<>();
    private final List<String> data = new ArrayList<>();
    private final List<String> times = new ArrayList<>();
    private final Connection connection;

    private Documents(Connection connection) {
        this.connection = connection;
    }

    /** The English word of that frequency: 0 is the most frequent one. */
    static String english(int rank) {
        StringBuilder word = new StringBuilder();
        for (int rest = rank + SYLLABLES.length; rest > 0; rest /= SYLLABLES.length) {
            word.append(SYLLABLES[rest % SYLLABLES.length]);
        }
        return word.toString();
    }

    /** The Japanese word of that frequency, two characters or three. */
    static String japanese(int rank) {
        int mixed = (int) (rank * 7_919L % 640_000);
        String word = Character.toString(0x4e00 + mixed % 800) + Character.toString(0x5200 + mixed / 800);
        return rank % 3 == 0 ? word + Character.toString(0x6000 + rank % 500) : word;
    }

    static void fill(Connection connection, int documents) throws SQLException {
        connection.setAutoCommit(false);
        Documents all = new Documents(connection);
        for (int n = 0; n < documents; n++) {
            all.document(n, documents);
        }
        all.flush();
        try (Statement statement = connection.createStatement()) {
            statement.execute("select setval('postmortem_number', " + documents + ")");
            statement.execute("insert into stream (id, kind, version) select stream_id, 'postmortem', max(version)"
                    + " from event where kind = 'postmortem' group by stream_id");
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    private void document(int n, int of) throws SQLException {
        Instant at = FIRST.plus(Duration.ofDays(1_500).dividedBy(of).multipliedBy(n));
        UUID id = new UUID((at.toEpochMilli() << 16) | 0x7000L | (n & 0xfff), 0x8000000000000000L | n);
        boolean inEnglish = n % 3 != 0;
        StringBuilder sections = new StringBuilder();
        for (String section : SECTIONS) {
            sections.append(sections.isEmpty() ? "" : ",")
                    .append("{\"key\":\"%s\",\"title\":\"%s\",\"required\":true,\"text\":\"%s\"}"
                            .formatted(section, section, inEnglish ? english() : japanese()));
        }
        streams.add(id);
        times.add(at.toString());
        data.add("""
                {"postmortemId":"%s","number":"PM-%d","incidentId":"%s","incidentNumber":"INC-%d","title":"%s",\
                "severity":"SEV%d","team":"%s","services":["svc-%d"],"owner":"mei","collaborators":["alex"],\
                "language":"%s","template":"default","templateVersion":1,"policyVersion":1,"sections":[%s],\
                "revision":1,"contentHash":"%s","draftDueAt":"9999-01-01T00:00:00Z","dueAt":"9999-01-01T00:00:00Z",\
                "restricted":%b,"at":"%s"}""".formatted(
                        id,
                        n + 1,
                        new UUID(id.getMostSignificantBits(), 0xa000000000000000L | n),
                        n + 1,
                        inEnglish ? english(word(english)) + " " + english(word(english)) : japanese(word(japanese)),
                        1 + random.nextInt(5),
                        TEAMS[random.nextInt(TEAMS.length)],
                        random.nextInt(60),
                        inEnglish ? "en" : "ja",
                        sections,
                        "0".repeat(64),
                        n % 200 == 7,
                        at));
        if (data.size() == BATCH) {
            flush();
        }
    }

    private String english() {
        StringBuilder text = new StringBuilder();
        for (int n = 0; n < WORDS; n++) {
            text.append(english(word(english))).append(n % 12 == 11 ? ". " : " ");
        }
        return text.toString();
    }

    private String japanese() {
        StringBuilder text = new StringBuilder();
        for (int n = 0; n < PHRASES; n++) {
            text.append(japanese(word(japanese))).append(PARTICLES[random.nextInt(PARTICLES.length)]);
        }
        return text.toString();
    }

    private int word(double[] cumulative) {
        int at = Arrays.binarySearch(cumulative, random.nextDouble() * cumulative[cumulative.length - 1]);
        return at < 0 ? -at - 1 : at;
    }

    private static double[] cumulative(int words) {
        double[] cumulative = new double[words];
        double sum = 0;
        for (int rank = 0; rank < words; rank++) {
            sum += 1.0 / (rank + 1);
            cumulative[rank] = sum;
        }
        return cumulative;
    }

    private void flush() throws SQLException {
        String sql = """
                insert into event (stream_id, version, id, kind, type, data, at, actor, correlation_id)
                select e.stream_id, 1, gen_random_uuid(), 'postmortem', 'postmortem-drafted.v1', e.data::jsonb,
                       e.at::timestamptz, 'system:postmortem-service', e.stream_id
                  from unnest(?::uuid[], ?::text[], ?::text[]) as e (stream_id, data, at)
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("uuid", streams.toArray()));
            statement.setArray(2, connection.createArrayOf("text", data.toArray()));
            statement.setArray(3, connection.createArrayOf("text", times.toArray()));
            statement.executeUpdate();
        }
        List.of(streams, data, times).forEach(List::clear);
    }
}
