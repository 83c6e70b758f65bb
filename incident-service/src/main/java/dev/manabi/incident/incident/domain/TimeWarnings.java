package dev.manabi.incident.incident.domain;

import dev.manabi.incident.incident.domain.Incident.Declared;
import dev.manabi.incident.incident.domain.TimeWarning.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What looks wrong about an incident's times. Each rule was made for mistakes that real timelines hold. */
public final class TimeWarnings {

    private static final Duration MONTH = Duration.ofDays(31);
    private static final Duration YEAR = Duration.ofDays(365).plusHours(6);
    private static final Duration ABOUT_A_YEAR = Duration.ofDays(2);
    private static final Duration TWELVE_HOURS = Duration.ofHours(12);
    private static final Duration ABOUT_TWELVE_HOURS = Duration.ofMinutes(5);
    private static final Duration WRITTEN_TOGETHER = Duration.ofHours(1);

    private static final int LOOKED_AT = 300;

    private final Declared incident;
    private final List<TimeWarning> warnings = new ArrayList<>();

    private TimeWarnings(Declared incident) {
        this.incident = incident;
    }

    public static List<TimeWarning> of(Declared incident) {
        TimeWarnings all = new TimeWarnings(incident);
        all.ofSteps();
        all.ofTexts();
        all.ofFacts();
        all.ofOrder();
        return List.copyOf(all.warnings);
    }

    private record Step(String name, @Nullable Instant at) {}

    private void ofSteps() {
        Step started = new Step("startedAt", incident.startedAt());
        Step detected = new Step("detectedAt", incident.detectedAt());
        Step acknowledged = new Step("acknowledgedAt", incident.acknowledgedAt());
        Step mitigated = new Step("mitigatedAt", incident.mitigatedAt());
        Step resolved = new Step("resolvedAt", incident.resolvedAt());
        ofPair(started, detected);
        ofPair(detected, acknowledged);
        ofPair(started, mitigated);
        ofPair(started, resolved);
        ofPair(detected, resolved);
        ofPair(mitigated, resolved);
        if (resolved.at() == null) {
            return;
        }
        if (started.at() != null && resolved.at().isAfter(started.at().plus(MONTH))) {
            add(Rule.VERY_LONG, "It lasted for " + days(started.at(), resolved.at()) + " days.");
        }
        boolean declaredSoonAfter = incident.declaredAt().isAfter(resolved.at())
                && incident.declaredAt().isBefore(resolved.at().plus(TWELVE_HOURS));
        if (incident.imported() == null && declaredSoonAfter) {
            add(Rule.DECLARED_AFTER_END, "It was declared after it was over.");
        }
    }

    private void ofPair(Step first, Step then) {
        if (first.at() == null || then.at() == null) {
            return;
        }
        Duration between = Duration.between(first.at(), then.at());
        if (between.isNegative()) {
            add(Rule.CONTRADICTION, then.name() + " lies before " + first.name() + ".");
        }
        if (isAboutYears(between)) {
            add(Rule.WRONG_YEAR, first.name() + " and " + then.name() + " differ by about a year.");
        }
        if (isAbout(between, TWELVE_HOURS, ABOUT_TWELVE_HOURS)) {
            add(Rule.TWELVE_HOURS, first.name() + " and " + then.name() + " differ by twelve hours.");
        }
    }

    private void ofTexts() {
        String title = incident.title();
        String summary = Objects.requireNonNullElse(incident.description().summary(), "");
        TimeWords.wrongWeekday(title).ifPresent(found -> add(Rule.WRONG_WEEKDAY, found));
        TimeWords.wrongWeekday(summary).ifPresent(found -> add(Rule.WRONG_WEEKDAY, found));
        TimeWords.notFilledIn(title + "\n" + summary).ifPresent(found -> add(Rule.NOT_FILLED_IN, found));
        TimeWords.otherDate(title, incident.happenedAt()).ifPresent(found -> add(Rule.TEXT_DISAGREES, found));
    }

    private void ofFacts() {
        Instant began = incident.happenedAt();
        Instant ended = Objects.requireNonNullElse(incident.resolvedAt(), incident.declaredAt());
        Instant end = ended.isBefore(began) ? began : ended;
        for (TimelineEntry entry : incident.timeline()) {
            UUID id = entry.id();
            if (entry.kind() == EntryKind.STATUS) {
                continue;
            }
            if (isAboutYears(Duration.between(began, entry.occurredAt()))) {
                add(Rule.WRONG_YEAR, id, "This is about a year away from the incident.");
            } else if (entry.occurredAt().isBefore(began.minus(MONTH))
                    || entry.occurredAt().isAfter(end.plus(MONTH))) {
                add(Rule.FAR_AWAY, id, "This is more than a month away from the incident.");
            }
            String text = begin(entry.text());
            if (!TimeWords.speaksOfTime(text)) {
                continue;
            }
            TimeWords.notFilledIn(text).ifPresent(found -> add(Rule.NOT_FILLED_IN, id, found));
            TimeWords.approximate(text).ifPresent(found -> add(Rule.APPROXIMATE, id, found));
            TimeWords.wrongWeekday(text).ifPresent(found -> add(Rule.WRONG_WEEKDAY, id, found));
            TimeWords.otherTime(text, entry.occurredAt()).ifPresent(found -> add(Rule.TEXT_DISAGREES, id, found));
        }
    }

    /** Whoever writes one fact after the other writes them in their order, but for a slip. */
    private void ofOrder() {
        List<TimelineEntry> written = incident.timeline().stream()
                .filter(TimelineEntry::writtenByAPerson)
                .sorted(Comparator.comparing(TimelineEntry::recordedAt))
                .toList();
        for (int i = 1; i + 1 < written.size(); i++) {
            TimelineEntry before = written.get(i - 1);
            TimelineEntry entry = written.get(i);
            TimelineEntry after = written.get(i + 1);
            boolean together = Objects.equals(before.author(), entry.author())
                    && Objects.equals(entry.author(), after.author())
                    && after.recordedAt().isBefore(before.recordedAt().plus(WRITTEN_TOGETHER));
            boolean backwards = entry.occurredAt().isBefore(before.occurredAt())
                    && !after.occurredAt().isBefore(before.occurredAt());
            if (together && backwards) {
                add(Rule.OUT_OF_ORDER, entry.id(), "This lies before what was written down just before and after it.");
            }
        }
    }

    /** Times stand near the beginning, and texts may be long. */
    private static String begin(String text) {
        return text.substring(0, Math.min(text.length(), LOOKED_AT));
    }

    private static boolean isAboutYears(Duration between) {
        long years = Math.round((double) between.abs().toHours() / YEAR.toHours());
        return years > 0 && isAbout(between, YEAR.multipliedBy(years), ABOUT_A_YEAR);
    }

    private static boolean isAbout(Duration between, Duration length, Duration leeway) {
        return between.abs().minus(length).abs().compareTo(leeway) <= 0;
    }

    private static long days(Instant from, Instant to) {
        return Duration.between(from, to).toDays();
    }

    private void add(Rule rule, String message) {
        warnings.add(new TimeWarning(rule, null, message));
    }

    private void add(Rule rule, UUID entry, String message) {
        warnings.add(new TimeWarning(rule, entry, message));
    }
}
