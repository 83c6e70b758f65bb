package dev.manabi.postmortem.policy.domain;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The calendars by which an organisation counts its days.
 *
 * @param usual for whoever has chosen none
 * @param named the others, by name
 * @param ofTeams which of those a team has chosen, by the team's id
 */
public record Calendars(BusinessCalendar usual, Map<String, BusinessCalendar> named, Map<String, String> ofTeams) {

    public Calendars {
        named = Map.copyOf(named);
        ofTeams = Map.copyOf(ofTeams);
        for (String chosen : ofTeams.values()) {
            if (!named.containsKey(chosen)) {
                throw new IllegalArgumentException("There is no calendar " + chosen);
            }
        }
    }

    public static Calendars only(BusinessCalendar usual) {
        return new Calendars(usual, Map.of(), Map.of());
    }

    /** @param team id, or null where the incident has none */
    public BusinessCalendar of(@Nullable String team) {
        String chosen = team == null ? null : ofTeams.get(team);
        BusinessCalendar calendar = chosen == null ? null : named.get(chosen);
        return calendar == null ? usual : calendar;
    }
}
