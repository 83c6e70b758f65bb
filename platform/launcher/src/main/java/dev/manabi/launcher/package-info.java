/** The whole system on one machine: every part a real process or server, all of them bound to the loopback interface. */
@NullMarked
package dev.manabi.launcher;

import org.jspecify.annotations.NullMarked;
