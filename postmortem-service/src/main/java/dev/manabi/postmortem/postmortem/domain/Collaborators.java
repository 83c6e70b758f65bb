package dev.manabi.postmortem.postmortem.domain;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who writes together with the owner. */
public final class Collaborators {

    private Collaborators() {}

    /** Whoever hands the postmortem on goes on collaborating; whoever takes it is no collaborator any more. */
    public static List<String> after(List<String> before, @Nullable String formerOwner, String newOwner) {
        Set<String> people = new LinkedHashSet<>(before);
        if (formerOwner != null) {
            people.add(formerOwner);
        }
        people.remove(newOwner);
        return List.copyOf(people);
    }
}
