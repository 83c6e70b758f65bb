package dev.manabi.incident.chat;

import java.util.List;

/**
 * A chat as it was read.
 *
 * @param channel its name; empty where a transcript was pasted
 * @param messages the earliest first
 * @param notUnderstood how many messages or lines could not be read
 */
record Transcript(String channel, List<Said> messages, int notUnderstood) {}
