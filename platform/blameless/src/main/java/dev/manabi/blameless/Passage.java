package dev.manabi.blameless;

/**
 * A text to be judged.
 *
 * @param markdown as it is stored; offsets of findings count in it
 * @param language in which findings are explained
 * @param names the people and teams of the catalog
 */
public record Passage(String markdown, Language language, Place place, Names names) {}
