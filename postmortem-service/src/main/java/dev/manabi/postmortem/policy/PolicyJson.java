package dev.manabi.postmortem.policy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.manabi.postmortem.policy.domain.BusinessCalendar;
import dev.manabi.postmortem.policy.domain.Criteria;
import dev.manabi.postmortem.policy.domain.Criterion;
import dev.manabi.postmortem.policy.domain.Deadlines;
import dev.manabi.postmortem.policy.domain.Policy;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A policy as data: a criterion is named by its {@code criterion}, and its thresholds stand beside the name. */
final class PolicyJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addMixIn(Criterion.class, ByName.class)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    private PolicyJson() {}

    /** What is written in the data; version and date come from where it is kept. */
    private record Document(
            String name, List<Criterion> criteria, Map<String, Deadlines> deadlines, BusinessCalendar calendar) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "criterion")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Criterion.UserVisibleDowntime.class, name = "user-visible-downtime"),
        @JsonSubTypes.Type(value = Criterion.OnCallIntervened.class, name = "on-call-intervened"),
        @JsonSubTypes.Type(value = Criterion.TimeToResolve.class, name = "time-to-resolve"),
        @JsonSubTypes.Type(value = Criterion.DataLoss.class, name = "data-loss"),
        @JsonSubTypes.Type(value = Criterion.MoneyAffected.class, name = "money-affected"),
        @JsonSubTypes.Type(value = Criterion.MonitoringFailed.class, name = "monitoring-failed")
    })
    private interface ByName {}

    /** @throws IllegalStateException where it is no policy: an unknown criterion, a missing threshold */
    static Policy read(String json, int version, Instant inForceFrom) {
        try {
            Document document = MAPPER.readValue(json, Document.class);
            return new Policy(
                    document.name(),
                    version,
                    inForceFrom,
                    new Criteria(document.criteria()),
                    document.deadlines(),
                    document.calendar());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Policy version " + version + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Whether both say the same, whatever the white space. */
    static boolean same(String one, String other) {
        try {
            return MAPPER.readTree(one).equals(MAPPER.readTree(other));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A policy is no JSON", e);
        }
    }
}
