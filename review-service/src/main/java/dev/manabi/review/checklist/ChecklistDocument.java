package dev.manabi.review.checklist;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.review.checklist.Checklist.Criterion;
import dev.manabi.review.checklist.Checklist.LocalText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A checklist as it is stored: everything but the version. */
record ChecklistDocument(String key, LocalText title, List<Criterion> criteria, List<String> teams) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    ChecklistDocument {
        criteria = List.copyOf(criteria);
        teams = List.copyOf(teams);
    }

    static ChecklistDocument read(String json) {
        try {
            return JSON.readValue(json, ChecklistDocument.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A checklist cannot be read: " + e.getMessage(), e);
        }
    }

    String write() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A checklist cannot be written", e);
        }
    }

    /**
     * That nothing is in it twice, and that somebody looks at blame: whatever else a team judges, a postmortem is free
     * of it (METHOD R2), and a checklist that does not ask would let it through unseen.
     *
     * @throws InvalidValue where it cannot be used as it is
     */
    void check() {
        Set<String> keys = new HashSet<>();
        for (int at = 0; at < criteria.size(); at++) {
            if (!keys.add(criteria.get(at).key())) {
                throw new InvalidValue(
                        "criteria[" + at + "].key",
                        "There are two criteria " + criteria.get(at).key() + ".");
            }
        }
        if (new HashSet<>(teams).size() < teams.size()) {
            throw new InvalidValue("teams", "A team is named twice.");
        }
        if (criteria.stream().noneMatch(criterion -> criterion.hints().contains(HintKind.LANGUAGE))) {
            throw new InvalidValue(
                    "criteria",
                    "One criterion has to ask whether the text is free of needless blame: give it the hint LANGUAGE.");
        }
    }

    Checklist inVersion(int version) {
        return new Checklist(key, version, title, criteria, teams);
    }
}
