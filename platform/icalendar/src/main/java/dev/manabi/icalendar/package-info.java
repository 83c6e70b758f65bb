/** Calendar entries as RFC 5545 writes them. Plain Java. */
@NullMarked
package dev.manabi.icalendar;

import org.jspecify.annotations.NullMarked;
