package dev.manabi.postmortem.template.domain;

import java.util.List;

/**
 * What a postmortem is made of. A version never changes, and a document keeps the version that it was drafted from.
 *
 * @param language IETF tag, {@code en} or {@code ja}
 */
public record Template(String key, String language, int version, String name, List<TemplateSection> sections) {

    public Template {
        sections = List.copyOf(sections);
    }

    /**
     * @param key stable; the keys impact, root-cause, trigger and summary mean the same in every template
     * @param required whether a postmortem needs text here before it can be reviewed
     * @param help what belongs here, for whoever writes
     */
    public record TemplateSection(String key, String title, boolean required, Prefill prefill, String help) {}

    /** What the draft says before anybody has written. */
    public enum Prefill {
        NONE,
        PEOPLE,
        SUMMARY,
        IMPACT,
        TIMELINE,
        /** How it was noticed, and how long that took. */
        DETECTION,
        RESPONSE,
        /** The graphs, links and messages that the timeline rests on. */
        EVIDENCE
    }
}
