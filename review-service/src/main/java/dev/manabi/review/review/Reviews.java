package dev.manabi.review.review;

import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.kit.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Finds reviews for whoever asks. */
@ApplicationScoped
public class Reviews {

    private final Caller caller;

    Reviews(Caller caller) {
        this.caller = caller;
    }

    /**
     * @param id of the review, or the number of its postmortem
     * @throws NotFound also where the caller may not know of it
     */
    ReviewView visible(String id) {
        Optional<ReviewView> view = id.toUpperCase(Locale.ROOT).startsWith("PM-")
                ? ReviewView.ofPostmortemNumber(id.toUpperCase(Locale.ROOT))
                : uuid(id).flatMap(uuid -> ReviewView.<ReviewView>findByIdOptional(uuid));
        return view.filter(one -> one.isVisibleTo(caller.person())).orElseThrow(() -> new NotFound("review", id));
    }

    static Optional<UUID> uuid(String value) {
        try {
            return Optional.of(UUID.fromString(value));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
