package dev.manabi.postmortem.postmortem;

import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.postmortem.listing.Filter;
import dev.manabi.postmortem.postmortem.domain.Postmortem.Document;
import dev.manabi.postmortem.postmortem.domain.Section;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finding postmortems and what belongs to them. */
@ApplicationScoped
public class Postmortems {

    private final Visibility visibility;
    private final PostmortemCommands commands;

    Postmortems(Visibility visibility, PostmortemCommands commands) {
        this.visibility = visibility;
        this.commands = commands;
    }

    /**
     * @param idOrNumber the id, or the human number {@code PM-7}
     * @throws NotFound where there is no such postmortem that the caller may read
     */
    public PostmortemView get(String idOrNumber) {
        return find(idOrNumber).filter(visibility::mayRead).orElseThrow(() -> new NotFound("postmortem", idOrNumber));
    }

    /**
     * For somebody of whom there is no request.
     *
     * @throws NotFound where there is no such postmortem that the person may read
     */
    public PostmortemView get(String idOrNumber, String person) {
        return find(idOrNumber)
                .filter(found -> visibility.mayRead(found, person))
                .orElseThrow(() -> new NotFound("postmortem", idOrNumber));
    }

    /**
     * Whoever may read it or not: for what shows nothing of it.
     *
     * @throws NotFound where there is no such postmortem
     */
    PostmortemView existing(String idOrNumber) {
        return find(idOrNumber).orElseThrow(() -> new NotFound("postmortem", idOrNumber));
    }

    private Optional<PostmortemView> find(String idOrNumber) {
        Optional<UUID> id = Filter.uuid(idOrNumber);
        return id.isPresent()
                ? PostmortemView.findByIdOptional(id.get())
                : Filter.number(idOrNumber)
                        .flatMap(number -> PostmortemView.<PostmortemView>find("number", number)
                                .firstResultOptional());
    }

    /** @throws NotFound where there is no such action item that the caller may read */
    ActionItemView actionItem(String id) {
        return Filter.uuid(id)
                .flatMap(known -> ActionItemView.<ActionItemView>findByIdOptional(known))
                .filter(item -> find(item.postmortemId.toString())
                        .filter(visibility::mayRead)
                        .isPresent())
                .orElseThrow(() -> new NotFound("action item", id));
    }

    /** With what has been typed until now. */
    PostmortemAnswer answer(PostmortemView postmortem) {
        List<Section> sections = postmortem.typedSince == null
                ? postmortem.sections
                : ((Document) commands.load(postmortem.id).state()).content().sections();
        return PostmortemAnswer.of(postmortem, sections, actionItems(postmortem.id));
    }

    /** In the order in which they were added. */
    List<ActionItemView> actionItems(UUID postmortemId) {
        return ActionItemView.list("postmortemId = ?1 order by position", postmortemId);
    }
}
