package dev.manabi.review.meeting;

import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.kit.Caller;
import dev.manabi.review.review.ReviewView;
import jakarta.enterprise.context.RequestScoped;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What the caller may know of. Anything else is answered like something that there is not. */
@RequestScoped
class MeetingVisibility {

    /**
     * A condition of JPQL on {@code MeetingView m}, with the caller as {@code :caller}. What has become private since the
     * meeting was planned counts as well.
     */
    static final String VISIBLE = """
            ((not m.confidential and not exists
                 (select 1 from ReviewView c where c.postmortemId member of m.postmortems and c.confidential))
             or :caller member of m.attendees
             or m.organizer = :caller
             or exists (select 1 from ReviewView r join r.participants p
                         where r.postmortemId member of m.postmortems and (m.confidential or r.confidential)
                           and p.person = :caller))
            """;

    private final Caller caller;

    MeetingVisibility(Caller caller) {
        this.caller = caller;
    }

    MeetingView meeting(String id) {
        Optional<MeetingView> visible = uuid(id).flatMap(this::find);
        return visible.orElseThrow(() -> new NotFound("meeting", id));
    }

    private Optional<MeetingView> find(UUID id) {
        return MeetingView.find(
                        "from MeetingView m where m.id = :id and " + VISIBLE,
                        Map.of("id", id, "caller", caller.person()))
                .firstResultOptional();
    }

    /** By ids or numbers, each once. */
    List<ReviewView> reviews(List<String> postmortems) {
        return postmortems.stream().distinct().map(this::review).distinct().toList();
    }

    ReviewView review(String postmortem) {
        String number = postmortem.toUpperCase(Locale.ROOT);
        Optional<ReviewView> review = number.startsWith("PM-")
                ? one("number", number)
                : uuid(postmortem).flatMap(id -> one("postmortemId", id));
        return review.filter(one -> !one.confidential
                        || one.participants.stream()
                                .anyMatch(participant -> participant.person().equals(caller.person())))
                .orElseThrow(() -> new NotFound("submitted postmortem", postmortem));
    }

    private static Optional<ReviewView> one(String field, Object value) {
        return ReviewView.find(field, value).firstResultOptional();
    }

    static UUID uuid(String field, String value) {
        return uuid(value).orElseThrow(() -> new InvalidValue(field, field + " is not an id."));
    }

    private static Optional<UUID> uuid(String value) {
        try {
            return Optional.of(UUID.fromString(value));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
