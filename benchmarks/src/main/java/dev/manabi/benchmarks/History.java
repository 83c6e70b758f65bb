package dev.manabi.benchmarks;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Years of incidents, written as events: what the service shows of them it makes itself. Always the same ones. What they
 * say is put together from words of English and Japanese, the frequent ones more often, with hosts and numbers among
 * them; each incident has a topic, so that some words meet often and some never.
 */
final class History {

    static final int ENTRIES = 20;
    static final int LONG = 10_000;

    /** In every incident but a few; in three of ten each, and never together; in one of a hundred; in one. */
    static final String COMMON = "error";

    static final String FREQUENT = "acquirer";
    static final String NEVER_WITH_FREQUENT = "hypervisor";
    static final String SELDOM = "quarantine";
    static final String ONCE = "zanzibar";

    private static final Instant FIRST = Instant.parse("2021-01-04T00:00:00Z");
    private static final int BATCH = 2_000;
    private static final String[] TEAMS = {
        "storefront", "payments", "search", "platform", "data", "mobile", "logistics", "identity", "network", "support"
    };
    private static final String[] SERVICES = {
        "checkout", "billing", "catalog", "cluster", "warehouse", "app", "orders", "login", "edge", "helpdesk"
    };
    private static final String[] VERBS = {
        "restarted", "rolled back", "drained", "scaled", "checked", "compared", "paged", "failed over", "muted",
        "throttled", "patched", "rebooted", "isolated", "traced", "reverted", "flushed", "resized", "verified"
    };
    private static final String[] THINGS = {
        "the primary database",
        "the read replica",
        "the connection pool",
        "the load balancer",
        "the message queue",
        "the cache",
        "the certificate",
        "the feature flag",
        "the deployment",
        "the batch job",
        "the rate limit",
        "the thread dump",
        "the dashboard",
        "the alert rule",
        "the third-party API",
        "the garbage collector",
        "the disk of the node",
        "the retry policy",
        "the index",
        "the session store"
    };
    private static final String[] SIGNS = {
        "latency above two seconds",
        "error rate at five percent",
        "timeouts in the log",
        "requests queueing up",
        "memory growing",
        "no errors any more",
        "HTTP 502 from upstream",
        "a deadlock",
        "stale data on the page",
        "duplicate messages",
        "CPU at one hundred percent",
        "packets lost",
        "customers calling in"
    };
    private static final String[][] TOPICS = {
        {FREQUENT, "card", "決済が失敗した", "カード会社に連絡した"},
        {FREQUENT, "invoice", "請求書の発行が止まった", "決済代行の障害を確認した"},
        {FREQUENT, "refund", "返金処理が遅れている", "決済画面で例外が出た"},
        {NEVER_WITH_FREQUENT, "kernel", "仮想基盤の再起動を行った", "ホストを切り離した"},
        {NEVER_WITH_FREQUENT, "storage", "ストレージの遅延を検知した", "ディスクを交換した"},
        {NEVER_WITH_FREQUENT, "switch", "ネットワーク機器が故障した", "経路を切り替えた"},
        {"ranking", "crawler", "検索結果が空になった", "索引を作り直した"},
        {"login", "token", "認証基盤が応答しない", "ログインできない利用者が増えた"},
        {"parcel", "courier", "出荷の連携が止まった", "配送会社のシステムが停止した"},
        {"widget", "crash", "アプリが起動直後に落ちる", "旧版へ戻すよう案内した"},
    };
    private static final String[] JAPANESE = {
        "監視が異常を検知した",
        "担当者に電話で連絡した",
        "原因を調査中",
        "ログを確認したところ異常はなかった",
        "影響範囲を確認した",
        "お客様から問い合わせがあった",
        "サーバーを再起動した",
        "設定を元に戻した",
        "負荷が急に高くなった",
        "データベースの接続数が上限に達した",
        "応答時間が改善した",
        "復旧を確認した",
        "再発防止策を検討する",
        "関係部署に周知した",
        "一時的に機能を停止した",
        "タイムアウトが多発している",
        "キャッシュを削除した",
        "待機系へ切り替えた",
        "証明書の期限が切れていた",
        "手順書に従って対応した"
    };

    private final Random random = new Random(20_261_123);
    private final Connection connection;
    private final Rows rows = new Rows();
    private long written;

    private History(Connection connection) {
        this.connection = connection;
    }

    /** @return the id of the one incident with a very long timeline, the newest of all */
    static UUID fill(Connection connection, int incidents) throws SQLException {
        connection.setAutoCommit(false);
        History history = new History(connection);
        for (int n = 0; n < incidents; n++) {
            history.incident(n, incidents, ENTRIES);
        }
        UUID longOne = history.incident(incidents, incidents, LONG);
        history.flush();
        try (Statement statement = connection.createStatement()) {
            statement.execute("select setval('incident_number', " + (incidents + 1) + ")");
            statement.execute(
                    "insert into stream (id, kind, version) select stream_id, 'incident', max(version) from event"
                            + " group by stream_id");
        }
        connection.commit();
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("analyze event, stream");
        }
        return longOne;
    }

    private UUID incident(int n, int of, int entries) throws SQLException {
        int topic = n % TOPICS.length;
        Instant start = FIRST.plus(1_500L * 24 * 60 * Math.min(n, of - 1) / of, ChronoUnit.MINUTES);
        UUID id = id(start.plus(2, ChronoUnit.MINUTES));
        long version = 1;
        boolean open = entries == LONG || n % 500 == 3;
        add(id, version++, "incident-declared.v1", start, """
                {"incidentId":"%s","number":"INC-%d","title":"%s","summary":"%s","severity":"SEV%d",\
                "services":["%s","svc-%d"],"team":"%s","startedAt":"%s","detectedAt":"%s","detectedBy":"MONITORING",\
                "roles":{"commander":"mei","communications":null,"scribe":null,"responders":["alex"]},\
                "impact":{"userVisible":true,"downtimeMinutes":%d,"degradedMinutes":null,"usersAffected":null,\
                "dataLoss":null,"moneyAffected":null,"monitoringFailed":null,"onCallIntervened":null,"notes":null},\
                "declaredBy":"mei","declaredAt":"%s"}""".formatted(
                        id,
                        n + 1,
                        TOPICS[topic][1] + ": " + TOPICS[topic][2],
                        sentence(topic) + " " + TOPICS[topic][3] + "。" + words(n),
                        severity(),
                        SERVICES[topic],
                        random.nextInt(60),
                        TEAMS[topic],
                        start,
                        start.plus(1, ChronoUnit.MINUTES),
                        random.nextInt(200),
                        start.plus(2, ChronoUnit.MINUTES)));
        add(id, version++, "incident-acknowledged.v1", start, """
                {"incidentId":"%s","by":"alex","note":null,"acknowledgedAt":"%s","recordedAt":"%s"}""".formatted(
                        id, start.plus(3, ChronoUnit.MINUTES), start.plus(3, ChronoUnit.MINUTES)));
        int facts = entries - (open ? 2 : 4);
        for (int fact = 0; fact < facts; fact++) {
            Instant at = start.plus(4 + fact, ChronoUnit.MINUTES);
            String text = random.nextBoolean() ? sentence(topic) : japanese(topic);
            add(id, version++, "timeline-entry-added.v1", at, """
                    {"incidentId":"%s","entry":{"id":"%s","occurredAt":"%s","recordedAt":"%s","kind":"NOTE","text":"%s",\
                    "source":"person","author":"alex","evidence":[]}}""".formatted(id, id(at), at, at, text));
        }
        if (!open) {
            Instant end = start.plus(5 + facts, ChronoUnit.MINUTES);
            add(id, version++, "incident-resolved.v1", end, """
                    {"incidentId":"%s","by":"mei","note":"%s","resolvedAt":"%s","recordedAt":"%s"}""".formatted(id, sentence(topic), end, end));
            add(id, version, "incident-closed.v1", end, """
                    {"incidentId":"%s","by":"mei","note":null,"closedAt":"%s"}""".formatted(id, end));
        }
        return id;
    }

    private String words(int n) {
        return (n % 33 == 7 ? "" : " " + COMMON) + (n % 100 == 42 ? " " + SELDOM : "") + (n == 1_234 ? " " + ONCE : "");
    }

    private int severity() {
        int draw = random.nextInt(100);
        return draw < 2 ? 1 : draw < 10 ? 2 : draw < 40 ? 3 : draw < 80 ? 4 : 5;
    }

    private String sentence(int topic) {
        return "alex " + one(VERBS) + " " + one(THINGS) + " of " + TOPICS[topic][random.nextInt(2)] + " on "
                + SERVICES[topic] + "-" + random.nextInt(400) + "; " + one(SIGNS) + ", request "
                + Integer.toHexString(random.nextInt());
    }

    private String japanese(int topic) {
        return one(JAPANESE) + "。" + TOPICS[topic][2 + random.nextInt(2)] + "。" + one(JAPANESE) + "（" + SERVICES[topic]
                + "-" + random.nextInt(400) + "）";
    }

    /** Those at the beginning more often. */
    private String one(String[] words) {
        double draw = random.nextDouble();
        return words[(int) (draw * draw * words.length)];
    }

    /** A version 7 UUID of that moment. */
    private UUID id(Instant at) {
        long high = (at.toEpochMilli() << 16) | 0x7000L | (random.nextInt() & 0xfffL);
        return new UUID(high, (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L);
    }

    private void add(UUID stream, long version, String type, Instant at, String data) throws SQLException {
        rows.streams.add(stream);
        rows.versions.add(version);
        rows.ids.add(new UUID(random.nextLong(), random.nextLong()));
        rows.types.add(type);
        rows.data.add(data);
        rows.times.add(at.toString());
        written++;
        if (written % BATCH == 0) {
            flush();
        }
    }

    private void flush() throws SQLException {
        String sql = """
                insert into event (stream_id, version, id, kind, type, data, at, actor, correlation_id)
                select e.stream_id, e.version, e.id, 'incident', e.type, e.data::jsonb, e.at::timestamptz, 'mei', e.id
                  from unnest(?::uuid[], ?::bigint[], ?::uuid[], ?::text[], ?::text[], ?::text[])
                       as e (stream_id, version, id, type, data, at)
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, array("uuid", rows.streams));
            statement.setArray(2, array("bigint", rows.versions));
            statement.setArray(3, array("uuid", rows.ids));
            statement.setArray(4, array("text", rows.types));
            statement.setArray(5, array("text", rows.data));
            statement.setArray(6, array("text", rows.times));
            statement.executeUpdate();
        }
        rows.clear();
    }

    private Array array(String type, List<?> values) throws SQLException {
        return connection.createArrayOf(type, values.toArray());
    }

    private static final class Rows {
        private final List<UUID> streams = new ArrayList<>();
        private final List<Long> versions = new ArrayList<>();
        private final List<UUID> ids = new ArrayList<>();
        private final List<String> types = new ArrayList<>();
        private final List<String> data = new ArrayList<>();
        private final List<String> times = new ArrayList<>();

        void clear() {
            List.of(streams, versions, ids, types, data, times).forEach(List::clear);
        }
    }
}
