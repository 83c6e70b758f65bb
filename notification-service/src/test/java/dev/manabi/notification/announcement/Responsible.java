package dev.manabi.notification.announcement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The manager and the lead of team storefront, to which mei belongs, and of all others. */
record Responsible(String manager, String otherManager, String lead, String otherLead) implements Directory {

    @Override
    public List<String> managers(@Nullable String team, @Nullable String person) {
        return List.of(isStorefront(team, person) ? manager : otherManager);
    }

    @Override
    public List<String> leads(@Nullable String team, @Nullable String person) {
        return List.of(isStorefront(team, person) ? lead : otherLead);
    }

    private static boolean isStorefront(@Nullable String team, @Nullable String person) {
        return "storefront".equals(team) || "mei".equals(person);
    }
}
