package dev.manabi.incident.incident.domain;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An incident as its events have made it. */
public sealed interface Incident {

    /** Nobody has declared it. */
    record Undeclared() implements Incident {}

    /**
     * @param peakSeverity the worst that it ever had; a later downgrade does not undo it
     * @param closedAt null while it is open, and where it was over before this system knew of it
     * @param mergedInto null where it is no duplicate
     * @param imported null where it was declared here
     */
    record Declared(
            UUID id,
            String number,
            Instant declaredAt,
            Description description,
            Severity severity,
            Severity peakSeverity,
            Status status,
            Times times,
            @Nullable Instant closedAt,
            @Nullable MergedInto mergedInto,
            @Nullable Imported imported,
            Roles roles,
            Impact impact,
            Facts facts)
            implements Incident {

        public String title() {
            return description.title();
        }

        public List<String> services() {
            return description.services();
        }

        /** The best that is known of when it was. */
        public Instant happenedAt() {
            return Objects.requireNonNullElse(times.earliestKnown(), declaredAt);
        }

        public @Nullable Instant startedAt() {
            return times.startedAt();
        }

        public @Nullable Instant detectedAt() {
            return times.detectedAt();
        }

        public @Nullable Instant acknowledgedAt() {
            return times.acknowledgedAt();
        }

        public @Nullable Instant mitigatedAt() {
            return times.mitigatedAt();
        }

        public @Nullable Instant resolvedAt() {
            return times.resolvedAt();
        }

        /** The earliest first; of the same moment, in the order of being written down. */
        public List<TimelineEntry> timeline() {
            return facts.timeline();
        }

        /** The last that was said of each occurrence. */
        public List<Alert> alerts() {
            return facts.alerts();
        }

        public List<Correction> corrections() {
            return facts.corrections();
        }

        Declared acknowledged(Instant at) {
            return step(Status.ACKNOWLEDGED, times.withAcknowledged(at), null, null);
        }

        Declared mitigated(Instant at) {
            return step(Status.MITIGATED, times.withMitigated(at), null, null);
        }

        Declared resolved(Instant at) {
            return step(Status.RESOLVED, times.withResolved(at), null, null);
        }

        Declared closed(Instant at) {
            return step(Status.CLOSED, times, at, null);
        }

        Declared merged(MergedInto into, Instant at) {
            return step(Status.CLOSED, times, at, into);
        }

        /** Being worked on again: what had ended has not. */
        Declared reopened() {
            Status next = times.acknowledgedAt() == null ? Status.OPEN : Status.ACKNOWLEDGED;
            return step(next, times.withResolved(null), null, null);
        }

        Declared withTimes(Times next) {
            return step(status, next, closedAt, mergedInto);
        }

        Declared withDescription(Description next) {
            return copy(next, severity, peakSeverity, roles, impact, facts);
        }

        Declared withSeverity(Severity next) {
            return copy(description, next, peakSeverity.peak(next), roles, impact, facts);
        }

        Declared withRoles(Roles next) {
            return copy(description, severity, peakSeverity, next, impact, facts);
        }

        Declared withImpact(Impact next) {
            return copy(description, severity, peakSeverity, roles, next, facts);
        }

        Declared withFacts(Facts next) {
            return copy(description, severity, peakSeverity, roles, impact, next);
        }

        private Declared step(
                Status nextStatus,
                Times nextTimes,
                @Nullable Instant nextClosedAt,
                @Nullable MergedInto nextMergedInto) {
            return new Declared(
                    id,
                    number,
                    declaredAt,
                    description,
                    severity,
                    peakSeverity,
                    nextStatus,
                    nextTimes,
                    nextClosedAt,
                    nextMergedInto,
                    imported,
                    roles,
                    impact,
                    facts);
        }

        private Declared copy(
                Description nextDescription,
                Severity nextSeverity,
                Severity nextPeak,
                Roles nextRoles,
                Impact nextImpact,
                Facts nextFacts) {
            return new Declared(
                    id,
                    number,
                    declaredAt,
                    nextDescription,
                    nextSeverity,
                    nextPeak,
                    status,
                    times,
                    closedAt,
                    mergedInto,
                    imported,
                    nextRoles,
                    nextImpact,
                    nextFacts);
        }
    }
}
