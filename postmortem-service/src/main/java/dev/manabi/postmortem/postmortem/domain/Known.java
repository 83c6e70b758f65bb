package dev.manabi.postmortem.postmortem.domain;

import java.util.Set;

/**
 * Whom the catalog knows, for the checks that read a text: a name that is known is a name, a known address is no
 * customer's.
 *
 * @param names of people
 * @param addresses mail addresses in lower case
 */
public record Known(Set<String> names, Set<String> addresses) {

    public static final Known NOBODY = new Known(Set.of(), Set.of());

    public Known {
        names = Set.copyOf(names);
        addresses = Set.copyOf(addresses);
    }
}
