package dev.manabi.incident.ingest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.manabi.incident.incident.domain.EntryKind;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Slack's Events API. A message that names an incident, {@code INC-12}, goes to the timeline of that incident. */
final class Slack implements Vendor {

    /** What is older could be an old request that somebody has recorded and sends again. */
    private static final Duration FRESH = Duration.ofMinutes(5);

    private static final Pattern NUMBER = Pattern.compile("\\bINC-(\\d{1,15})\\b", Pattern.CASE_INSENSITIVE);

    @Override
    public String kind() {
        return "slack";
    }

    @Override
    public boolean isAuthentic(Delivery delivery, String secret) {
        String time = delivery.header("x-slack-request-timestamp");
        String shown = delivery.header("x-slack-signature");
        if (time == null || shown == null || !time.matches("\\d{1,12}")) {
            return false;
        }
        Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), delivery.receivedAt());
        if (age.abs().truncatedTo(ChronoUnit.SECONDS).compareTo(FRESH) > 0) {
            return false;
        }
        byte[] begin = ("v0:" + time + ":").getBytes(StandardCharsets.UTF_8);
        return Signature.same(shown, "v0=" + Signature.of(secret, begin, delivery.body()));
    }

    @Override
    public Told read(Delivery delivery) {
        String type = delivery.line("/type");
        if (type == null) {
            throw new NotUnderstood("There is no type: this is no event of Slack.");
        }
        if (type.equals("url_verification")) {
            String challenge = delivery.id("/challenge");
            return new Told.Reply(JsonNodeFactory.instance.objectNode().put("challenge", challenge));
        }
        if (!"message".equals(delivery.line("/event/type")) || delivery.line("/event/subtype") != null) {
            return new Told.Nothing("Only new messages are looked at.");
        }
        String text = Objects.requireNonNullElse(Delivery.text(delivery.at("/event/text")), "");
        Matcher number = NUMBER.matcher(text);
        if (!number.find()) {
            return new Told.Nothing("The message names no incident.");
        }
        String channel = delivery.id("/event/channel");
        String ts = delivery.id("/event/ts");
        return new Told.Facts(List.of(new Told.Fact(
                channel + "/" + ts, "INC-" + number.group(1), null, time(ts), EntryKind.CHAT, text, null)));
    }

    private static Instant time(String ts) {
        try {
            BigDecimal seconds = new BigDecimal(ts);
            return Instant.EPOCH.plus(seconds.movePointRight(6).longValueExact(), ChronoUnit.MICROS);
        } catch (NumberFormatException | ArithmeticException e) {
            throw new NotUnderstood("The time stamp of the message cannot be read.");
        }
    }
}
