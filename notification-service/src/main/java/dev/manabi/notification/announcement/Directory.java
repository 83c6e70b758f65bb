package dev.manabi.notification.announcement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who is responsible for whom. */
public interface Directory {

    /**
     * The managers of a team, or, where the team is not known, of a person's team; every manager where neither has one.
     *
     * @return person ids
     */
    List<String> managers(@Nullable String team, @Nullable String person);

    /**
     * Whoever leads that team, or, where the team is not known, a person's team; the managers where nobody does.
     *
     * @return person ids
     */
    List<String> leads(@Nullable String team, @Nullable String person);
}
