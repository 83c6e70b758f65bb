package dev.manabi.postmortem.postmortem;

import dev.manabi.kit.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;

/**
 * Who may read what (METHOD S1). A postmortem is everybody's unless it is restricted; then it is its writers', its
 * reviewers' and the named readers', and for all others it does not exist: in no list, no search, no export, no figure.
 */
@ApplicationScoped
public class Visibility {

    /** The parameter in every condition: the person who reads. */
    public static final String READER = "reader";

    private final Caller caller;
    private final EntityManager entities;

    Visibility(Caller caller, EntityManager entities) {
        this.caller = caller;
        this.entities = entities;
    }

    /** Who reads. */
    public String reader() {
        return caller.person();
    }

    /** @return HQL that holds for a {@link PostmortemView} which {@code :reader} may read */
    public static String condition(String alias) {
        return "(%1$s.restricted = false or array_contains(%1$s.readers, :reader) or exists (select 1 from ReviewerView"
                        .formatted(alias)
                + " who where who.postmortemId = %s.id and who.person = :reader))".formatted(alias);
    }

    /** @return SQL that holds for a row of {@code postmortem_view} which {@code :reader} may read */
    public static String sql(String alias) {
        return "(not %1$s.restricted or :reader = any (%1$s.readers) or exists (select 1 from reviewer who"
                        .formatted(alias)
                + " where who.postmortem_id = %s.id and who.person = :reader))".formatted(alias);
    }

    /** Whether the caller may read it. */
    public boolean mayRead(PostmortemView postmortem) {
        return mayRead(postmortem, reader());
    }

    /** Whether that person may, where there is no request of theirs. */
    public boolean mayRead(PostmortemView postmortem, String person) {
        return !postmortem.restricted
                || List.of(postmortem.readers).contains(person)
                || entities.find(ReviewerView.class, new ReviewerView.Key(postmortem.id, person)) != null;
    }
}
