package dev.manabi.postmortem.policy.domain;

import dev.manabi.postmortem.policy.domain.IncidentFacts.NoticedBy;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One reason for which a postmortem is due (METHOD D2), with its threshold. A criterion that the incident does not say
 * enough about is neither met nor unmet.
 */
public sealed interface Criterion {

    /** Stable, for programs; also how the policy's data names it. */
    String name();

    /** For people; null where any "yes" suffices. */
    @Nullable
    String threshold();

    Judgement judge(IncidentFacts incident);

    /** Users could not work, or worked badly, for at least so many minutes. */
    record UserVisibleDowntime(int downtimeMinutes, int degradedMinutes) implements Criterion {
        @Override
        public String name() {
            return "user-visible-downtime";
        }

        @Override
        public String threshold() {
            return "at least %d min of downtime or %d min of degradation".formatted(downtimeMinutes, degradedMinutes);
        }

        @Override
        public Judgement judge(IncidentFacts incident) {
            String saw = "visible to users: %s; downtime: %s; degradation: %s"
                    .formatted(
                            yesNo(incident.userVisible()),
                            minutes(incident.downtimeMinutes()),
                            minutes(incident.degradedMinutes()));
            return new Judgement(name(), met(incident), saw, threshold());
        }

        /** A figure alone speaks of users; only an explicit "not visible" makes it irrelevant. */
        private @Nullable Boolean met(IncidentFacts incident) {
            if (Boolean.FALSE.equals(incident.userVisible())) {
                return false;
            }
            return Unknown.or(
                    Unknown.atLeast(incident.downtimeMinutes(), downtimeMinutes),
                    Unknown.atLeast(incident.degradedMinutes(), degradedMinutes));
        }
    }

    /** Somebody on call had to step in: a rollback, traffic moved elsewhere, a restart. */
    record OnCallIntervened() implements Criterion {
        @Override
        public String name() {
            return "on-call-intervened";
        }

        @Override
        public @Nullable String threshold() {
            return null;
        }

        @Override
        public Judgement judge(IncidentFacts incident) {
            return new Judgement(name(), incident.onCallIntervened(), yesNo(incident.onCallIntervened()), null);
        }
    }

    /** It took more than so many minutes from the start until it was resolved. */
    record TimeToResolve(int minutes) implements Criterion {
        @Override
        public String name() {
            return "time-to-resolve";
        }

        @Override
        public String threshold() {
            return "more than %d min".formatted(minutes);
        }

        @Override
        public Judgement judge(IncidentFacts incident) {
            if (incident.startedAt() == null) {
                return new Judgement(name(), null, "unknown: nobody said when it began", threshold());
            }
            if (incident.resolvedAt() == null) {
                return new Judgement(name(), null, "unknown: nobody said when it was resolved", threshold());
            }
            Duration took = Duration.between(incident.startedAt(), incident.resolvedAt());
            if (took.isNegative()) {
                return new Judgement(name(), null, "unknown: resolved before it started", threshold());
            }
            return new Judgement(name(), took.compareTo(Duration.ofMinutes(minutes)) > 0, spelled(took), threshold());
        }

        private static String spelled(Duration took) {
            String seconds = took.toSecondsPart() == 0 ? "" : " %d s".formatted(took.toSecondsPart());
            return took.toMinutes() + " min" + seconds;
        }
    }

    /** Data was lost, of whatever kind. */
    record DataLoss() implements Criterion {
        @Override
        public String name() {
            return "data-loss";
        }

        @Override
        public @Nullable String threshold() {
            return null;
        }

        @Override
        public Judgement judge(IncidentFacts incident) {
            return new Judgement(name(), incident.dataLoss(), yesNo(incident.dataLoss()), null);
        }
    }

    /** Money was involved: payments, billing. */
    record MoneyAffected() implements Criterion {
        @Override
        public String name() {
            return "money-affected";
        }

        @Override
        public @Nullable String threshold() {
            return null;
        }

        @Override
        public Judgement judge(IncidentFacts incident) {
            return new Judgement(name(), incident.moneyAffected(), yesNo(incident.moneyAffected()), null);
        }
    }

    /** The monitoring failed, or somebody noticed before it did. */
    record MonitoringFailed() implements Criterion {
        @Override
        public String name() {
            return "monitoring-failed";
        }

        @Override
        public @Nullable String threshold() {
            return null;
        }

        @Override
        public Judgement judge(IncidentFacts incident) {
            NoticedBy noticedBy = incident.noticedBy();
            String saw = "monitoring failed: %s; noticed first by: %s"
                    .formatted(
                            yesNo(incident.monitoringFailed()),
                            noticedBy == null ? "unknown" : noticedBy.name().toLowerCase(Locale.ROOT));
            return new Judgement(name(), Unknown.or(incident.monitoringFailed(), noticedFirst(noticedBy)), saw, null);
        }

        /** Whether a person was faster than the monitoring. */
        private static @Nullable Boolean noticedFirst(@Nullable NoticedBy noticedBy) {
            if (noticedBy == null) {
                return null;
            }
            return switch (noticedBy) {
                case MONITORING -> false;
                case PERSON, CUSTOMER -> true;
            };
        }
    }

    /**
     * What an organisation asks beyond that, as an expression over the incident.
     *
     * @param title for people
     * @param description why it is asked, or null
     */
    record Custom(String name, String title, @Nullable String description, Expression expression) implements Criterion {
        @Override
        public String threshold() {
            return title;
        }

        @Override
        public Judgement judge(IncidentFacts incident) {
            Expression.Finding finding = expression.on(incident);
            return new Judgement(name, finding.met(), finding.saw(), title);
        }
    }

    private static String yesNo(@Nullable Boolean value) {
        if (value == null) {
            return "unknown";
        }
        return value ? "yes" : "no";
    }

    private static String minutes(@Nullable Integer value) {
        return value == null ? "unknown" : value + " min";
    }
}
