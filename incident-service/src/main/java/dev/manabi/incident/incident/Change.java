package dev.manabi.incident.incident;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.incident.incident.domain.Severity;
import dev.manabi.incident.incident.domain.Status;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * That something has happened to an incident; what, is asked of the incident.
 *
 * @param version of the incident with this change
 * @param type what happened, as in its history, without the version of the stored shape
 * @param status of the incident by now, which may be later than this change; so is the severity
 */
@Schema(name = "IncidentChange")
record Change(
        @JsonIgnore Place place,
        UUID incidentId,
        String number,
        long version,
        String type,
        Instant at,
        Status status,
        Severity severity) {

    /** Where in the log it stands. Nothing appears any more before a place that was told once. */
    record Place(long transaction, long position) implements Comparable<Place> {

        static final Place BEGIN = new Place(0, 0);
        private static final Comparator<Place> ORDER =
                Comparator.comparingLong(Place::transaction).thenComparingLong(Place::position);

        /** @param id as it was told */
        static Place of(String id) {
            String[] parts = id.split("-", -1);
            try {
                Place place = new Place(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
                if (parts.length == 2 && place.transaction >= 0 && place.position >= 0) {
                    return place;
                }
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                // said below
            }
            throw new InvalidValue("Last-Event-ID", "Last-Event-ID is the id of an earlier event.");
        }

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }

        boolean isAfter(Place other) {
            return compareTo(other) > 0;
        }

        @Override
        public String toString() {
            return transaction + "-" + position;
        }
    }
}
