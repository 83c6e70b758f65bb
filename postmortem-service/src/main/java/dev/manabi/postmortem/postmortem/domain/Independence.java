package dev.manabi.postmortem.postmortem.domain;

import java.util.Collection;
import java.util.List;

/** Who may judge a postmortem: at least one senior who has not written it and does not own it (METHOD R3). */
final class Independence {

    private Independence() {}

    /** @param authors everybody who has written in it, the owner included */
    static boolean holds(List<Reviewer> acceptedBy, Collection<String> authors) {
        return acceptedBy.stream().anyMatch(reviewer -> reviewer.senior() && !authors.contains(reviewer.person()));
    }
}
