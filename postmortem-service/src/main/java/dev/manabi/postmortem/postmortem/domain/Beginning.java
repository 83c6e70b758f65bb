package dev.manabi.postmortem.postmortem.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a postmortem came to be: drafted from an incident, or brought along from elsewhere. It never changes. */
public sealed interface Beginning permits PostmortemEvent.PostmortemDrafted, PostmortemEvent.PostmortemImported {

    UUID postmortemId();

    String number();

    /** Null where it is not known which incident it is about. */
    @Nullable
    UUID incidentId();

    @Nullable
    String incidentNumber();

    String title();

    String severity();

    @Nullable
    String team();

    List<String> services();

    @Nullable
    String owner();

    List<String> collaborators();

    String language();

    String template();

    int templateVersion();

    int policyVersion();

    List<Section> sections();

    int revision();

    String contentHash();

    /** Null where nobody waits for it. */
    @Nullable
    Instant draftDueAt();

    @Nullable
    Instant dueAt();

    boolean restricted();

    Instant at();

    /** People who have written in it before anybody could here. */
    List<String> writers();
}
