package dev.manabi.incident.past;

import com.fasterxml.jackson.core.JsonPointer;
import dev.manabi.eventsourcing.DomainException.InvalidValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which fields a line may have, and where they stand unless the import says otherwise. */
final class Fields {

    static final Set<String> NAMES = Stream.of(
                    "key",
                    "title",
                    "summary",
                    "severity",
                    "kind",
                    "services",
                    "servicesAtFault",
                    "team",
                    "zone",
                    "startedAt",
                    "detectedAt",
                    "acknowledgedAt",
                    "mitigatedAt",
                    "resolvedAt",
                    "detectedBy",
                    "roles.commander",
                    "roles.communications",
                    "roles.scribe",
                    "roles.responders",
                    "impact.userVisible",
                    "impact.downtimeMinutes",
                    "impact.degradedMinutes",
                    "impact.usersAffected",
                    "impact.dataLoss",
                    "impact.moneyAffected",
                    "impact.monitoringFailed",
                    "impact.onCallIntervened",
                    "impact.notes")
            .collect(Collectors.toCollection(TreeSet::new));

    private Fields() {}

    /**
     * Every field with its JSON pointer.
     *
     * @param told for instance {@code impact.dataLoss:/data_loss}
     */
    static Map<String, String> of(List<String> told) {
        Map<String, String> pointers = new LinkedHashMap<>();
        NAMES.forEach(name -> pointers.put(name, "/" + name.replace('.', '/')));
        for (String one : told) {
            int colon = one.indexOf(':');
            String name = colon < 0 ? one : one.substring(0, colon);
            String pointer = colon < 0 ? "" : one.substring(colon + 1);
            if (!NAMES.contains(name)) {
                throw new InvalidValue("field", "There is no field " + name + ". There are " + NAMES + ".");
            }
            if (!isPointer(pointer)) {
                throw new InvalidValue(
                        "field", "field is a name, a colon and a JSON pointer, such as title:/headline, not " + one);
            }
            pointers.put(name, pointer);
        }
        return pointers;
    }

    private static boolean isPointer(String text) {
        try {
            return text.startsWith("/") && text.length() <= 200 && JsonPointer.compile(text) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
