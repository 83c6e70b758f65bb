package dev.manabi.postmortem.postmortem;

import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.postmortem.listing.Filter;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finding postmortems and what belongs to them. */
@ApplicationScoped
public class Postmortems {

    /**
     * @param idOrNumber the id, or the human number {@code PM-7}
     * @throws NotFound where there is no such postmortem
     */
    PostmortemView get(String idOrNumber) {
        Optional<UUID> id = Filter.uuid(idOrNumber);
        Optional<PostmortemView> found = id.isPresent()
                ? PostmortemView.findByIdOptional(id.get())
                : Filter.number(idOrNumber)
                        .flatMap(number -> PostmortemView.<PostmortemView>find("number", number)
                                .firstResultOptional());
        return found.orElseThrow(() -> new NotFound("postmortem", idOrNumber));
    }

    /** @throws NotFound where there is no such action item */
    ActionItemView actionItem(String id) {
        return Filter.uuid(id)
                .flatMap(known -> ActionItemView.<ActionItemView>findByIdOptional(known))
                .orElseThrow(() -> new NotFound("action item", id));
    }

    /** In the order in which they were added. */
    List<ActionItemView> actionItems(UUID postmortemId) {
        return ActionItemView.list("postmortemId = ?1 order by position", postmortemId);
    }
}
