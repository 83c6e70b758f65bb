package dev.manabi.postmortem.postmortem;

import dev.manabi.postmortem.template.Templates;
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

    /** The key of the template of a draft, for instance {@code default}, {@code s15}, {@code w10} or {@code pagerduty}. */
    @WithDefault(Templates.DEFAULT)
    String template();
}
