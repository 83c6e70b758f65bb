package dev.manabi.postmortem.postmortem;

import dev.manabi.postmortem.tracker.Tracker.Issue;
import dev.manabi.postmortem.tracker.Tracker.State;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An action item's issue in a tracker, before it is made and after. Not made from events: what the tracker says can be
 * asked for again, and what follows from it is an event of the postmortem.
 */
@Entity
@Table(name = "tracker_issue")
public class TrackerIssue extends PanacheEntityBase {

    @Id
    public UUID actionItemId;

    @Version
    public long version;

    public UUID postmortemId;

    /** By its name in the settings. */
    public String tracker;

    /** What the tracker calls it; null until it is made. */
    public @Nullable String key;

    /** Where people read it. */
    public @Nullable String url;

    /** As the tracker last said; null until it has. */
    @Enumerated(EnumType.STRING)
    public @Nullable State seen;

    /** Whether it was closed when both sides last said the same. Whichever differs from it has changed since. */
    public boolean closed;

    public int attempts;

    /** Before the first attempt to make it: what was made and not remembered is looked for from then on. */
    public @Nullable Instant firstAttemptAt;

    public Instant nextAttemptAt;

    /** Trying again would lead to the same; somebody has to ask for it. */
    public boolean failed;

    public @Nullable String lastError;

    public Instant requestedAt;

    /** Those of these action items, by their ids. */
    static Map<UUID, TrackerIssue> of(Collection<ActionItemView> items) {
        if (items.isEmpty()) {
            return Map.of();
        }
        List<UUID> ids = items.stream().map(item -> item.id).toList();
        return TrackerIssue.<TrackerIssue>list("actionItemId in ?1", ids).stream()
                .collect(Collectors.toMap(issue -> issue.actionItemId, Function.identity()));
    }

    /** Whoever dies during the attempt leaves the next one behind. */
    void begin(Instant now, Duration pause) {
        attempts++;
        nextAttemptAt = now.plus(pause);
        if (firstAttemptAt == null) {
            firstAttemptAt = now;
        }
    }

    /** @param address where people read it */
    void found(Issue issue, String address, Instant now) {
        key = issue.key();
        url = address;
        seen(issue.state(), now);
    }

    void seen(State state, Instant now) {
        seen = state;
        retry(now);
    }

    /** Both sides say the same now. */
    void agreed(State state, Instant now) {
        closed = state != State.OPEN;
        seen(state, now);
    }

    void putOff(String error) {
        lastError = error;
    }

    void failed(String error) {
        failed = true;
        lastError = error;
    }

    /** What was tried before is still looked for. */
    void retry(Instant now) {
        attempts = 0;
        failed = false;
        lastError = null;
        nextAttemptAt = now;
    }
}
