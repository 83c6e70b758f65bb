package dev.manabi.incident.incident.domain;

/**
 * Where an incident of the past was known before.
 *
 * @param source the name of that archive
 * @param key the incident's id in it
 */
public record Imported(String source, String key) {}
