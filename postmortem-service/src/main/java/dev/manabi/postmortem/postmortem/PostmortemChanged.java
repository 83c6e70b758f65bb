package dev.manabi.postmortem.postmortem;

import java.util.UUID;

/** Something has happened to a postmortem, for whoever in this service wants to know it after the commit. */
public record PostmortemChanged(UUID postmortemId, long version) {}
