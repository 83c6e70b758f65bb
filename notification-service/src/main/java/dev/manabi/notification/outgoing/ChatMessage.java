package dev.manabi.notification.outgoing;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What a room is told.
 *
 * @param text in the room's own markup, with everything that came from elsewhere made harmless
 * @param link page where there is more, or null
 * @param linkText what stands on the link
 */
public record ChatMessage(String text, @Nullable URI link, String linkText) {}
