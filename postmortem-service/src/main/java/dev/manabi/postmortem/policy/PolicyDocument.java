package dev.manabi.postmortem.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.postmortem.policy.domain.BusinessCalendar;
import dev.manabi.postmortem.policy.domain.Calendars;
import dev.manabi.postmortem.policy.domain.Criteria;
import dev.manabi.postmortem.policy.domain.Criterion;
import dev.manabi.postmortem.policy.domain.Deadlines;
import dev.manabi.postmortem.policy.domain.OwnerSource;
import dev.manabi.postmortem.policy.domain.Policy;
import dev.manabi.postmortem.policy.domain.ReviewRule;
import dev.manabi.postmortem.policy.domain.Span;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A policy as it is sent, stored and answered. What is absent is as it was before a policy could say it.
 *
 * @param deadlines for each of SEV1 to SEV5
 * @param calendar for every team that has chosen none
 * @param calendars others, by name
 * @param teamCalendars which of those a team has chosen, by the team's id
 * @param ownerSuggestion where an owner is looked for, in this order
 * @param reviewRule who has to have reviewed it
 */
@Schema(name = "PolicyDocument")
public record PolicyDocument(
        @NotBlank @Size(max = 100) String name,
        @NotNull @Size(min = 1, max = 50) List<@NotNull @Valid CriterionDocument> criteria,
        @NotNull Map<String, @NotNull @Valid DeadlinesDocument> deadlines,
        @NotNull @Valid CalendarDocument calendar,
        @Nullable @Size(max = 100) Map<String, @NotNull @Valid CalendarDocument> calendars,
        @Nullable @Size(max = 1_000) Map<String, @NotNull String> teamCalendars,
        @Nullable @Size(min = 1, max = 4) List<@NotNull OwnerSource> ownerSuggestion,
        @Nullable @Valid ReviewRuleDocument reviewRule) {

    /** For the description of the API. */
    public static final String EXAMPLE = """
    {
      "name": "ours",
      "criteria": [
        {"criterion": "user-visible-downtime", "downtimeMinutes": 5, "degradedMinutes": 15},
        {"criterion": "data-loss"},
        {"criterion": "custom", "name": "many-customers", "title": "More than 500 customers, or SEV1 at its peak",
         "description": "They have a contract about it.",
         "expression": "incident.impact.usersAffected > 500 || incident.peakSeverity == 'SEV1'"}
      ],
      "deadlines": {
        "SEV1": {
          "draft": {"days": 3, "counting": "CALENDAR"}, "review": {"days": 2, "counting": "BUSINESS"},
          "publication": {"days": 7, "counting": "CALENDAR"}, "actionItem": {"days": 15, "counting": "CALENDAR"}
        },
        "SEV2": {
          "draft": {"days": 5, "counting": "BUSINESS"}, "review": {"days": 2, "counting": "BUSINESS"},
          "publication": {"days": 7, "counting": "CALENDAR"}, "actionItem": {"days": 30, "counting": "CALENDAR"}
        },
        "SEV3": {
          "draft": {"days": 5, "counting": "BUSINESS"}, "review": {"days": 2, "counting": "BUSINESS"},
          "publication": {"days": 21, "counting": "CALENDAR"}, "actionItem": {"days": 30, "counting": "CALENDAR"}
        },
        "SEV4": {
          "draft": {"days": 5, "counting": "BUSINESS"}, "review": {"days": 2, "counting": "BUSINESS"},
          "publication": {"days": 21, "counting": "CALENDAR"}, "actionItem": {"days": 30, "counting": "CALENDAR"}
        },
        "SEV5": {
          "draft": {"days": 5, "counting": "BUSINESS"}, "review": {"days": 2, "counting": "BUSINESS"},
          "publication": {"days": 21, "counting": "CALENDAR"}, "actionItem": {"days": 30, "counting": "CALENDAR"}
        }
      },
      "calendar": {"timeZone": "UTC", "weekend": ["SATURDAY", "SUNDAY"], "holidays": []},
      "calendars": {
        "tokyo": {"timeZone": "Asia/Tokyo", "weekend": ["SATURDAY", "SUNDAY"], "holidays": ["2027-05-03"]}
      },
      "teamCalendars": {"storefront": "tokyo"},
      "ownerSuggestion": ["COMMANDER", "FIRST_RESPONDER", "PRIMARY_ON_CALL"],
      "reviewRule": {"reviewers": 2, "seniors": 1, "otherTeamFrom": "SEV2"}
    }
    """;

    private static final List<String> SEVERITIES = List.of("SEV1", "SEV2", "SEV3", "SEV4", "SEV5");

    /** By when things are due after an incident of one severity. */
    @Schema(name = "Deadlines")
    public record DeadlinesDocument(
            @NotNull @Valid SpanDocument draft,
            @NotNull @Valid SpanDocument review,
            @NotNull @Valid SpanDocument publication,
            @NotNull @Valid SpanDocument actionItem) {

        private Deadlines deadlines() {
            return new Deadlines(draft.span(), review.span(), publication.span(), actionItem.span());
        }
    }

    @Schema(name = "Span")
    public record SpanDocument(@Min(1) @Max(366) int days, Span.@NotNull Counting counting) {

        private Span span() {
            return new Span(days, counting);
        }

        private static SpanDocument of(Span span) {
            return new SpanDocument(span.days(), span.counting());
        }
    }

    /** @param timeZone of the IANA database, {@code Asia/Tokyo} */
    @Schema(name = "BusinessCalendar")
    public record CalendarDocument(
            @NotBlank @Size(max = 100) @Schema(examples = "Asia/Tokyo")
            String timeZone,

            @NotNull @Size(max = 6) List<@NotNull DayOfWeek> weekend,
            @NotNull @Size(max = 1_000) List<@NotNull LocalDate> holidays) {

        private BusinessCalendar calendar(String path) {
            try {
                return new BusinessCalendar(
                        ZoneId.of(timeZone),
                        weekend.isEmpty() ? Set.of() : EnumSet.copyOf(weekend),
                        new HashSet<>(holidays));
            } catch (DateTimeException _) {
                throw new InvalidValue(path + ".timeZone", "There is no time zone " + timeZone + ".");
            } catch (IllegalArgumentException _) {
                throw new InvalidValue(path + ".weekend", "A week needs a business day.");
            }
        }

        private static CalendarDocument of(BusinessCalendar calendar) {
            return new CalendarDocument(
                    calendar.timeZone().getId(),
                    List.copyOf(new TreeSet<>(calendar.weekend())),
                    List.copyOf(new TreeSet<>(calendar.holidays())));
        }
    }

    /**
     * @param reviewers how many in all
     * @param seniors how many of them are senior and have not written in it
     * @param otherTeamFrom the mildest severity from which one of them is of another team; null for never
     */
    @Schema(name = "ReviewRule")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ReviewRuleDocument(
            @Min(1) @Max(10) int reviewers,
            @Min(1) @Max(10) int seniors,
            @Nullable String otherTeamFrom) {

        private ReviewRule rule() {
            if (seniors > reviewers) {
                throw new InvalidValue("reviewRule.seniors", "There are no more seniors than reviewers.");
            }
            if (otherTeamFrom != null && !SEVERITIES.contains(otherTeamFrom)) {
                throw new InvalidValue("reviewRule.otherTeamFrom", "A severity is one of " + SEVERITIES + ".");
            }
            return new ReviewRule(reviewers, seniors, otherTeamFrom);
        }

        private static ReviewRuleDocument of(ReviewRule rule) {
            return new ReviewRuleDocument(rule.reviewers(), rule.seniors(), rule.otherTeamFrom());
        }
    }

    /** With everything in it that the policy says, also where it was not written down. */
    static PolicyDocument of(Policy policy) {
        Map<String, DeadlinesDocument> deadlines = new TreeMap<>();
        policy.deadlines()
                .forEach((severity, spans) -> deadlines.put(
                        severity,
                        new DeadlinesDocument(
                                SpanDocument.of(spans.draft()),
                                SpanDocument.of(spans.review()),
                                SpanDocument.of(spans.publication()),
                                SpanDocument.of(spans.actionItem()))));
        Map<String, CalendarDocument> calendars = new TreeMap<>();
        policy.calendars().named().forEach((name, calendar) -> calendars.put(name, CalendarDocument.of(calendar)));
        return new PolicyDocument(
                policy.name(),
                policy.criteria().all().stream().map(CriterionDocument::of).toList(),
                deadlines,
                CalendarDocument.of(policy.calendars().usual()),
                calendars,
                new TreeMap<>(policy.calendars().ofTeams()),
                policy.ownerSuggestion(),
                ReviewRuleDocument.of(policy.reviewRule()));
    }

    /** @throws InvalidValue where it cannot be used as it is; names the first field that is wrong */
    Policy policy(int version, Instant inForceFrom) {
        return new Policy(
                name,
                version,
                inForceFrom,
                new Criteria(readCriteria()),
                readDeadlines(),
                readCalendars(),
                readOwnerSuggestion(),
                reviewRule == null ? ReviewRule.USUAL : reviewRule.rule());
    }

    private List<Criterion> readCriteria() {
        List<Criterion> read = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int at = 0; at < criteria.size(); at++) {
            String path = "criteria[" + at + "]";
            Criterion criterion = criteria.get(at).criterion(path);
            if (!names.add(criterion.name())) {
                throw new InvalidValue(path, "There are two criteria with the name " + criterion.name() + ".");
            }
            read.add(criterion);
        }
        return read;
    }

    private Map<String, Deadlines> readDeadlines() {
        if (!deadlines.keySet().equals(Set.copyOf(SEVERITIES))) {
            throw new InvalidValue("deadlines", "There are deadlines for each of " + SEVERITIES + " and nothing else.");
        }
        return deadlines.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().deadlines()));
    }

    private Calendars readCalendars() {
        Map<String, BusinessCalendar> named = new TreeMap<>();
        if (calendars != null) {
            calendars.forEach((name, document) -> named.put(name, document.calendar("calendars." + name)));
        }
        Map<String, String> ofTeams = teamCalendars == null ? Map.of() : teamCalendars;
        ofTeams.forEach((team, chosen) -> {
            if (!named.containsKey(chosen)) {
                throw new InvalidValue("teamCalendars." + team, "There is no calendar " + chosen + ".");
            }
        });
        return new Calendars(calendar.calendar("calendar"), named, ofTeams);
    }

    private List<OwnerSource> readOwnerSuggestion() {
        if (ownerSuggestion == null) {
            return Policy.USUAL_OWNERS;
        }
        if (new HashSet<>(ownerSuggestion).size() < ownerSuggestion.size()) {
            throw new InvalidValue("ownerSuggestion", "An owner is looked for in each place once.");
        }
        return ownerSuggestion;
    }
}
