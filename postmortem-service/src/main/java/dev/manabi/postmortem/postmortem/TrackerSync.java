package dev.manabi.postmortem.postmortem;

import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.DomainException.ConcurrentChange;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.kit.Inbox;
import dev.manabi.kit.KitConfig;
import dev.manabi.postmortem.postmortem.TrackerTurns.Turn;
import dev.manabi.postmortem.postmortem.domain.ActionItem.ActionStatus;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ChangeActionItemStatus;
import dev.manabi.postmortem.tracker.Tracker;
import dev.manabi.postmortem.tracker.Tracker.Changes;
import dev.manabi.postmortem.tracker.Tracker.Issue;
import dev.manabi.postmortem.tracker.Tracker.NewIssue;
import dev.manabi.postmortem.tracker.Tracker.State;
import dev.manabi.postmortem.tracker.TrackerConfig;
import dev.manabi.postmortem.tracker.TrackerFailure.Away;
import dev.manabi.postmortem.tracker.TrackerFailure.Refused;
import dev.manabi.postmortem.tracker.Trackers;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps action items and their issues of one mind. Each side is open or closed, and what both last agreed on is
 * remembered: whichever differs from it has changed, and the other follows. So nothing goes round in circles, and whatever
 * is interrupted is found as it was left. Talks to trackers while no transaction is open.
 */
@ApplicationScoped
class TrackerSync {

    private static final Logger LOG = Logger.getLogger(TrackerSync.class);

    /** How much is written to one tracker in one round: trackers slow down whoever writes more. */
    private static final int AT_ONCE = 20;

    /** Clocks differ, ours and a tracker's. */
    private static final Duration SKEW = Duration.ofHours(1);

    /**
     * What there is to make, and where either side has changed. What was dropped there waits for somebody to decline it
     * here; what was removed here is closed there.
     */
    private static final String NEXT = """
            select t.action_item_id
              from tracker_issue t
              left join action_item_view i on i.id = t.action_item_id
             where t.tracker = :tracker and not t.failed and t.next_attempt_at <= :now
               and (t.seen is null
                    or i.id is null
                    or (i.status in ('DONE', 'DECLINED')) <> t.closed
                    or (t.seen <> 'OPEN') <> t.closed)
               and not coalesce(t.seen = 'DROPPED' and not t.closed and i.status in ('OPEN', 'IN_PROGRESS'), false)
             order by t.next_attempt_at, t.action_item_id
             limit 1
            """;

    private final Trackers trackers;
    private final TrackerConfig config;
    private final TrackerTurns turns;
    private final PostmortemCommands postmortems;
    private final EntityManager entities;
    private final Inbox inbox;
    private final String publicUrl;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Set<String> away = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    TrackerSync(
            Trackers trackers,
            TrackerConfig config,
            TrackerTurns turns,
            PostmortemCommands postmortems,
            EntityManager entities,
            Inbox inbox,
            KitConfig kit,
            Clock clock,
            MeterRegistry meters) {
        this.trackers = trackers;
        this.config = config;
        this.turns = turns;
        this.postmortems = postmortems;
        this.entities = entities;
        this.inbox = inbox;
        this.publicUrl = kit.publicUrl().toString().replaceFirst("/+$", "");
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * One thing to do, as it stood when it was begun.
     *
     * @param triedSince when it was first tried to make the issue, null where it was not yet
     * @param item null where it has been removed
     */
    private record Errand(
            TrackerIssue issue,
            @Nullable Instant triedSince,
            @Nullable ActionItemView item,
            PostmortemView postmortem) {

        boolean isSettled() {
            return item == null || item.status.settled();
        }

        /** What the item's status means there. */
        State wanted() {
            if (item == null) {
                return State.DROPPED;
            }
            return switch (item.status) {
                case OPEN, IN_PROGRESS -> State.OPEN;
                case DONE -> State.DONE;
                case DECLINED -> State.DROPPED;
            };
        }
    }

    void start(@Observes StartupEvent event) {
        meters.gauge("manabi.trackers.failing", away, Set::size);
        meters.gauge("manabi.trackers.waiting", this, _ -> count("seen is null and failed = false"));
        meters.gauge("manabi.trackers.failed", this, _ -> count("failed = true"));
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    private static long count(String condition) {
        return QuarkusTransaction.requiringNew().call(() -> TrackerIssue.count(condition));
    }

    @Scheduled(every = "{manabi.trackers.every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        trackers.all().forEach((name, tracker) -> {
            try {
                turns.take(name, config.lease()).ifPresent(turn -> use(turn, tracker));
            } catch (RuntimeException e) {
                // The database is away, for instance. What was begun is begun anew after its pause.
                LOG.warnf("Tracker %s must wait: %s", name, e.toString());
                LOG.debug("Why a tracker must wait", e);
            }
        });
    }

    /** Where it is away, one question in each round finds that out, and everything else waits. */
    private void use(Turn turn, Tracker tracker) {
        Duration pause = Duration.ZERO;
        try {
            for (int done = 0; done < AT_ONCE && !stopping && turns.renew(turn, config.lease()); done++) {
                Optional<Errand> errand = begin(turn.tracker());
                if (errand.isEmpty()) {
                    break;
                }
                run(errand.get(), tracker);
            }
            if (turns.renew(turn, config.lease())) {
                poll(turn, tracker);
            }
            if (away.remove(turn.tracker())) {
                LOG.infof("Tracker %s answers again", turn.tracker());
            }
        } catch (Away e) {
            pause = Objects.requireNonNullElse(e.retryAfter(), Duration.ZERO);
            if (away.add(turn.tracker())) {
                LOG.warnf("Tracker %s must wait. %s", turn.tracker(), e.reason());
            }
        } finally {
            turns.giveBack(turn, pause);
        }
    }

    private Optional<Errand> begin(String tracker) {
        return QuarkusTransaction.requiringNew().call(() -> {
            Instant now = clock.instant();
            List<?> next = entities.createNativeQuery(NEXT, UUID.class)
                    .setParameter("tracker", tracker)
                    .setParameter("now", now)
                    .getResultList();
            if (next.isEmpty()) {
                return Optional.empty();
            }
            TrackerIssue issue = TrackerIssue.findById(next.getFirst());
            Instant triedSince = issue.firstAttemptAt;
            issue.begin(now, pause(issue.attempts + 1));
            ActionItemView item = ActionItemView.findById(issue.actionItemId);
            PostmortemView postmortem = PostmortemView.findById(issue.postmortemId);
            return Optional.of(new Errand(issue, triedSince, item, postmortem));
        });
    }

    private Duration pause(int attempts) {
        Duration pause = config.firstPause();
        for (int i = 1; i < attempts && pause.compareTo(config.longestPause()) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(config.longestPause()) > 0 ? config.longestPause() : pause;
    }

    /** @throws Away where the tracker is, so that the others need not find out too */
    private void run(Errand errand, Tracker tracker) {
        try {
            State seen = errand.issue().seen;
            if (seen == null) {
                make(errand, tracker);
                return;
            }
            settle(errand, tracker, Objects.requireNonNull(errand.issue().key, "what was seen has a key"), seen);
        } catch (Away e) {
            update(errand, issue -> issue.putOff(e.reason()));
            throw e;
        } catch (Refused e) {
            update(errand, issue -> issue.failed(e.reason()));
            LOG.warnf("Action item %s: %s", errand.issue().actionItemId, e.reason());
        } catch (ConcurrentChange e) {
            LOG.debugf("%s changed meanwhile and is looked at again later", errand.issue().postmortemId);
        }
    }

    private void make(Errand errand, Tracker tracker) {
        String key = errand.issue().key;
        if (key != null) {
            Issue adopted = tracker.adopt(key);
            update(errand, issue -> issue.found(adopted, tracker.address(adopted.key()), clock.instant()));
            return;
        }
        Instant triedSince = errand.triedSince();
        Optional<Issue> forgotten = triedSince == null
                ? Optional.empty()
                : tracker.find(errand.issue().actionItemId, triedSince.minus(SKEW));
        ActionItemView item = errand.item();
        if (forgotten.isEmpty() && item == null) {
            update(errand, TrackerIssue::delete);
            return;
        }
        Issue made = forgotten.orElseGet(() -> create(errand.postmortem(), Objects.requireNonNull(item), tracker));
        update(errand, issue -> issue.found(made, tracker.address(made.key()), clock.instant()));
    }

    private Issue create(PostmortemView postmortem, ActionItemView item, Tracker tracker) {
        if (postmortem.restricted) {
            throw new Refused("The postmortem is private: nothing of it is written elsewhere.");
        }
        return tracker.create(new NewIssue(item.id, item.title, TrackerWords.text(item, postmortem, publicUrl)));
    }

    private void settle(Errand errand, Tracker tracker, String key, State seen) {
        boolean theirsClosed = seen != State.OPEN;
        if (errand.isSettled() == theirsClosed) {
            agree(errand, seen);
            return;
        }
        boolean theyChanged = theirsClosed != errand.issue().closed && errand.item() != null;
        if (theyChanged) {
            follow(errand, tracker, key, seen);
            return;
        }
        State wanted = errand.wanted();
        tracker.move(key, wanted, TrackerWords.comment(wanted, errand.postmortem(), reason(errand)));
        agree(errand, wanted);
    }

    private static @Nullable String reason(Errand errand) {
        ActionItemView item = errand.item();
        return item == null || errand.postmortem().restricted ? null : item.statusReason;
    }

    private void agree(Errand errand, State state) {
        update(errand, issue -> {
            issue.agreed(state, clock.instant());
            if (errand.item() == null) {
                issue.delete();
            }
        });
    }

    /** A list of changes may be older than what was written since: the issue itself is not. */
    private void follow(Errand errand, Tracker tracker, String key, State seen) {
        State present = tracker.read(key).state();
        if (present != seen) {
            update(errand, issue -> issue.seen(present, clock.instant()));
            return;
        }
        String address = tracker.address(key);
        Cause cause = inbox.ownCause();
        QuarkusTransaction.requiringNew().run(() -> {
            // The stream first: it is loaded before anything is written, and its head is what is written first.
            postmortems.handle(
                    new ChangeActionItemStatus(
                            errand.issue().postmortemId,
                            errand.issue().actionItemId,
                            seen == State.OPEN ? ActionStatus.OPEN : ActionStatus.DONE,
                            seen == State.OPEN ? address + " was reopened" : address + " was closed",
                            address,
                            cause.actor(),
                            false,
                            cause.at()),
                    Expected.any(),
                    cause);
            present(errand).ifPresent(issue -> issue.agreed(seen, cause.at()));
        });
    }

    private void poll(Turn turn, Tracker tracker) {
        Optional<Instant> since = QuarkusTransaction.requiringNew().call(() -> begin(turn));
        if (since.isEmpty()) {
            return;
        }
        Changes changes = tracker.changedSince(since.get());
        Map<String, State> states =
                changes.issues().stream().collect(Collectors.toMap(Issue::key, Issue::state, (_, latest) -> latest));
        QuarkusTransaction.requiringNew().run(() -> {
            if (!states.isEmpty()) {
                TrackerIssue.<TrackerIssue>list("tracker = ?1 and key in ?2", turn.tracker(), states.keySet()).stream()
                        .filter(issue -> issue.seen != null && issue.seen != states.get(issue.key))
                        .forEach(issue -> issue.seen(Objects.requireNonNull(states.get(issue.key)), clock.instant()));
            }
            turns.polled(turn, changes.until());
        });
    }

    /** Empty where there is nothing to ask for. */
    private static Optional<Instant> begin(Turn turn) {
        Instant polledUntil = turn.polledUntil();
        return TrackerIssue.<TrackerIssue>find("tracker = ?1 and seen is not null order by requestedAt", turn.tracker())
                .range(0, 0)
                .firstResultOptional()
                .map(oldest -> polledUntil == null ? oldest.requestedAt.minus(SKEW) : polledUntil);
    }

    private static void update(Errand errand, Consumer<TrackerIssue> how) {
        QuarkusTransaction.requiringNew().run(() -> present(errand).ifPresent(how));
    }

    /** Empty where somebody has taken it back meanwhile, or asked for another one. */
    private static Optional<TrackerIssue> present(Errand errand) {
        return TrackerIssue.<TrackerIssue>findByIdOptional(errand.issue().actionItemId)
                .filter(issue -> issue.requestedAt.equals(errand.issue().requestedAt));
    }
}
