package dev.manabi.eventsourcing;

import java.util.Map;
import java.util.UUID;

/** A message on its way to the broker. */
public record OutgoingMessage(UUID id, String topic, String key, Map<String, String> headers, String payload) {}
