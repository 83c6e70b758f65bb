/** The language check: what in a text lays an incident at people's door, and how else it can be said. Plain Java, no network. */
@NullMarked
package dev.manabi.blameless;

import org.jspecify.annotations.NullMarked;
