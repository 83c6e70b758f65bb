package dev.manabi.postmortem.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.postmortem.policy.domain.Criterion;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One criterion of a policy.
 *
 * @param criterion user-visible-downtime, on-call-intervened, time-to-resolve, data-loss, money-affected,
 *     monitoring-failed or custom
 * @param downtimeMinutes of user-visible-downtime alone, as degradedMinutes
 * @param minutes of time-to-resolve alone
 * @param name of a custom one, stable, for programs
 * @param title of a custom one, for people
 * @param description of a custom one: why it is asked; may be absent
 * @param expression of a custom one: CEL over {@code incident}, answered with true or false
 */
@Schema(name = "PolicyCriterion")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CriterionDocument(
        @NotBlank @Size(max = 60) String criterion,
        @Nullable @Min(0) @Max(525_600) Integer downtimeMinutes,
        @Nullable @Min(0) @Max(525_600) Integer degradedMinutes,
        @Nullable @Min(0) @Max(525_600) Integer minutes,
        @Nullable @Size(max = 60) String name,
        @Nullable @Size(max = 200) String title,
        @Nullable @Size(max = 2_000) String description,
        @Nullable @Size(max = CelExpression.LONGEST) String expression) {

    static final String CUSTOM = "custom";
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,59}");

    static CriterionDocument of(Criterion criterion) {
        return switch (criterion) {
            case Criterion.UserVisibleDowntime c -> usual(c, c.downtimeMinutes(), c.degradedMinutes(), null);
            case Criterion.TimeToResolve c -> usual(c, null, null, c.minutes());
            case Criterion.OnCallIntervened c -> usual(c, null, null, null);
            case Criterion.DataLoss c -> usual(c, null, null, null);
            case Criterion.MoneyAffected c -> usual(c, null, null, null);
            case Criterion.MonitoringFailed c -> usual(c, null, null, null);
            case Criterion.Custom c ->
                new CriterionDocument(
                        CUSTOM,
                        null,
                        null,
                        null,
                        c.name(),
                        c.title(),
                        c.description(),
                        c.expression().text());
        };
    }

    private static CriterionDocument usual(
            Criterion criterion,
            @Nullable Integer downtimeMinutes,
            @Nullable Integer degradedMinutes,
            @Nullable Integer minutes) {
        return new CriterionDocument(
                criterion.name(), downtimeMinutes, degradedMinutes, minutes, null, null, null, null);
    }

    /**
     * @param path of this in what was sent
     * @throws InvalidValue where it is no criterion, lacks something or says more than there is to it
     */
    Criterion criterion(String path) {
        Criterion read =
                switch (criterion) {
                    case "user-visible-downtime" ->
                        new Criterion.UserVisibleDowntime(
                                needed(path, "downtimeMinutes", downtimeMinutes),
                                needed(path, "degradedMinutes", degradedMinutes));
                    case "on-call-intervened" -> new Criterion.OnCallIntervened();
                    case "time-to-resolve" -> new Criterion.TimeToResolve(needed(path, "minutes", minutes));
                    case "data-loss" -> new Criterion.DataLoss();
                    case "money-affected" -> new Criterion.MoneyAffected();
                    case "monitoring-failed" -> new Criterion.MonitoringFailed();
                    case CUSTOM -> custom(path);
                    default ->
                        throw new InvalidValue(
                                path + ".criterion", "There is no criterion \"" + criterion + "\" that can be chosen.");
                };
        if (!of(read).equals(this)) {
            throw new InvalidValue(path, "The criterion " + criterion + " has a field that says nothing about it.");
        }
        return read;
    }

    private Criterion custom(String path) {
        String stable = needed(path, "name", name);
        if (!NAME.matcher(stable).matches() || stable.equals(CUSTOM)) {
            throw new InvalidValue(
                    path + ".name", "A name has lower-case letters, digits and \"-\", and begins with a letter.");
        }
        String heading = needed(path, "title", title);
        if (heading.isBlank()) {
            throw new InvalidValue(path + ".title", "The criterion " + stable + " needs a title.");
        }
        try {
            return new Criterion.Custom(
                    stable, heading, description, CelExpression.read(needed(path, "expression", expression)));
        } catch (CelExpression.Wrong e) {
            throw new InvalidValue(
                    path + ".expression", "The expression of " + stable + " is wrong at " + e.getMessage() + ".");
        }
    }

    private <T> T needed(String path, String field, @Nullable T value) {
        if (value == null) {
            throw new InvalidValue(path + "." + field, "The criterion " + criterion + " needs " + field + ".");
        }
        return value;
    }
}
