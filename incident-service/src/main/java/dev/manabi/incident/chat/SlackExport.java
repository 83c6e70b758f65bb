package dev.manabi.incident.chat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.manabi.incident.ingest.Incoming;
import dev.manabi.kit.Storable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * An export of Slack: a zip with {@code users.json} and a folder of days for each channel, or the JSON of one day, or
 * {@code {"users": [...], "messages": [...]}}.
 */
final class SlackExport {

    private static final long LARGEST_UNPACKED = 50_000_000;
    private static final int MOST_FILES = 5_000;
    private static final int MOST_MESSAGES = 20_000;
    private static final int LONGEST_TEXT = 10_000;
    private static final int LONGEST_NAME = 100;
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    /** What the chat says by itself. */
    private static final Set<String> HOUSEKEEPING = Set.of(
            "channel_join",
            "channel_leave",
            "channel_topic",
            "channel_purpose",
            "channel_name",
            "channel_archive",
            "channel_unarchive",
            "group_join",
            "group_leave",
            "group_topic",
            "group_purpose",
            "pinned_item",
            "unpinned_item",
            "bot_add",
            "bot_remove",
            "reminder_add",
            "tombstone",
            "message_deleted");

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(100)
                            .maxNumberLength(100)
                            .build())
                    .build())
            .build();

    private final Map<String, User> users = new HashMap<>();
    private final Map<String, List<JsonNode>> channels = new TreeMap<>();

    private record User(String name, List<String> names) {}

    private SlackExport() {}

    /** @param channel which one; null where there is one only */
    static Transcript ofZip(byte[] zip, @Nullable String channel) {
        SlackExport export = new SlackExport();
        export.unpack(zip);
        return export.transcript(channel);
    }

    static Transcript ofJson(byte[] json) {
        SlackExport export = new SlackExport();
        JsonNode root = parse("The body", json);
        if (root.isObject()) {
            export.readUsers(root.path("users"));
            root = root.path("messages");
        }
        if (!root.isArray()) {
            throw new NotReadable("This is neither a list of Slack's messages nor an object with users and messages.");
        }
        export.add("", root);
        return export.transcript(null);
    }

    /** Names in a zip are only compared, never used as paths. */
    private void unpack(byte[] zip) {
        long unpacked = 0;
        int files = 0;
        Map<String, JsonNode> days = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files++;
                if (files > MOST_FILES) {
                    throw new NotReadable("The zip holds more than " + MOST_FILES + " files.");
                }
                boolean wanted = !entry.isDirectory() && entry.getName().endsWith(".json");
                byte[] content = in.readNBytes((int) (LARGEST_UNPACKED - unpacked + 1));
                unpacked += content.length;
                if (unpacked > LARGEST_UNPACKED) {
                    throw new NotReadable("Unpacked, the zip has more than " + LARGEST_UNPACKED / 1_000_000 + " MB.");
                }
                if (wanted) {
                    days.put(entry.getName(), parse("A file of the zip", content));
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new NotReadable("This is no zip that can be read.");
        }
        days.forEach(this::file);
        if (channels.isEmpty()) {
            throw new NotReadable("The zip holds no channel: a folder with a JSON file for each day.");
        }
    }

    private void file(String path, JsonNode content) {
        String[] steps = path.split("/");
        String name = steps[steps.length - 1];
        if (name.equals("users.json")) {
            readUsers(content);
        } else if (steps.length > 1 && name.matches("\\d{4}-\\d{2}-\\d{2}\\.json") && content.isArray()) {
            add(steps[steps.length - 2], content);
        }
    }

    private static JsonNode parse(String what, byte[] bytes) {
        try {
            JsonNode root = JSON.readTree(bytes);
            if (root == null || root.isMissingNode()) {
                throw new NotReadable(what + " is empty.");
            }
            return root;
        } catch (IOException e) {
            throw new NotReadable(what + " is no JSON.");
        }
    }

    private void readUsers(JsonNode all) {
        for (JsonNode user : all) {
            JsonNode profile = user.path("profile");
            String id = user.path("id").asText("");
            List<String> names = Stream.of(
                            id,
                            user.path("name").asText(""),
                            "@" + user.path("name").asText(""),
                            profile.path("email").asText(""),
                            profile.path("display_name").asText(""),
                            user.path("real_name").asText(""),
                            profile.path("real_name").asText(""))
                    .filter(one -> isName(one) && !one.equals("@"))
                    .distinct()
                    .toList();
            String shown = Stream.of(
                            profile.path("display_name").asText(""),
                            user.path("real_name").asText(""),
                            user.path("name").asText(""))
                    .filter(SlackExport::isName)
                    .findFirst()
                    .orElse(id);
            users.put(id, new User(cut(shown), names));
        }
    }

    private void add(String channel, JsonNode messages) {
        List<JsonNode> all = channels.computeIfAbsent(channel, _ -> new ArrayList<>());
        messages.forEach(all::add);
        if (all.size() > MOST_MESSAGES) {
            throw new NotReadable("A channel has more than " + MOST_MESSAGES + " messages. Export fewer days.");
        }
    }

    private Transcript transcript(@Nullable String channel) {
        if (channel == null && channels.size() > 1) {
            throw new NotReadable("The export holds several channels; say which: " + channels.keySet() + ".");
        }
        String name = Objects.requireNonNullElseGet(
                channel, () -> channels.keySet().iterator().next());
        List<JsonNode> messages = channels.get(name);
        if (messages == null) {
            throw new NotReadable("The export holds no channel " + name + ", but " + channels.keySet() + ".");
        }
        Map<String, Said> said = new TreeMap<>();
        int notUnderstood = 0;
        for (JsonNode message : messages) {
            Said one = said(message);
            if (one == null) {
                notUnderstood++;
            } else {
                said.put(one.id(), one);
            }
        }
        List<Said> inOrder = said.values().stream()
                .sorted(Comparator.comparing(Said::at).thenComparing(Said::id))
                .toList();
        return new Transcript(Storable.is(name) ? name : "", inOrder, notUnderstood);
    }

    private @Nullable Said said(JsonNode message) {
        String id = message.path("ts").asText("");
        Instant at = time(id);
        if (at == null || !message.path("type").asText("message").equals("message")) {
            return null;
        }
        String subtype = message.path("subtype").asText("");
        String user = message.path("user").asText("");
        boolean bot = message.hasNonNull("bot_id") || subtype.equals("bot_message");
        User known = users.get(user);
        String shown = Stream.of(
                        known == null ? "" : known.name(),
                        message.at("/user_profile/real_name").asText(""),
                        message.path("username").asText(""),
                        message.at("/bot_profile/name").asText(""),
                        user)
                .filter(SlackExport::isName)
                .findFirst()
                .orElse("unknown");
        String thread = message.path("thread_ts").asText("");
        return new Said(
                id,
                at,
                bot
                        ? List.of()
                        : known == null
                                ? List.of(user).stream()
                                        .filter(SlackExport::isName)
                                        .toList()
                                : known.names(),
                cut(shown),
                bot,
                text(message),
                thread.equals(id) || time(thread) == null ? null : thread,
                time(message.at("/edited/ts").asText("")),
                reactions(message),
                !message.path("pinned_to").isEmpty(),
                HOUSEKEEPING.contains(subtype));
    }

    /** Bots often say everything in attachments. */
    private String text(JsonNode message) {
        Map<String, String> names = new HashMap<>();
        users.forEach((id, user) -> names.put(id, user.name()));
        Set<String> texts = new LinkedHashSet<>();
        texts.add(message.path("text").asText(""));
        for (JsonNode attachment : message.path("attachments")) {
            List<String> said = Stream.of("pretext", "title", "text")
                    .map(field -> attachment.path(field).asText(""))
                    .filter(text -> !text.isBlank())
                    .toList();
            texts.addAll(said.isEmpty() ? List.of(attachment.path("fallback").asText("")) : said);
        }
        for (JsonNode file : message.path("files")) {
            texts.add("[" + file.path("name").asText("file") + "]");
        }
        texts.removeIf(String::isBlank);
        String readable = SlackText.readable(String.join("\n", texts), names);
        String storable = Storable.is(readable) ? readable : readable.replaceAll("[\\x00\\p{Cs}]", "\uFFFD");
        return Incoming.cut(storable, LONGEST_TEXT);
    }

    private static List<String> reactions(JsonNode message) {
        Set<String> names = new TreeSet<>();
        for (JsonNode reaction : message.path("reactions")) {
            String name = reaction.path("name").asText("");
            if (name.matches("[a-z0-9_+'-]{1,80}(::skin-tone-\\d)?")) {
                names.add(name.replaceFirst("::.*", ""));
            }
        }
        return names.stream().limit(50).toList();
    }

    /** Seconds since 1970 with a fraction; null where it is no time. */
    private static @Nullable Instant time(String ts) {
        if (!ts.matches("\\d{1,12}(\\.\\d{1,9})?")) {
            return null;
        }
        BigDecimal seconds = new BigDecimal(ts);
        Instant at = Instant.ofEpochSecond(
                seconds.longValue(),
                seconds.remainder(BigDecimal.ONE).movePointRight(6).longValue() * 1_000);
        return at.isAfter(LAST) ? null : at;
    }

    private static boolean isName(String text) {
        return !text.isBlank() && Storable.is(text);
    }

    private static String cut(String name) {
        return Incoming.cut(name, LONGEST_NAME);
    }
}
