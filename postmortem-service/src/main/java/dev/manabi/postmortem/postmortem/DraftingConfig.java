package dev.manabi.postmortem.postmortem;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Pattern;

/** How drafts are written. */
@ConfigMapping(prefix = "manabi.drafting")
public interface DraftingConfig {

    /** The language of a draft for which nobody asked for another: {@code en} or {@code ja}. */
    @WithDefault("en")
    @Pattern(regexp = "en|ja")
    String language();
}
