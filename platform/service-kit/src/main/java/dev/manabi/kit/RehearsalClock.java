package dev.manabi.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import org.jboss.logging.Logger;

/** A clock that somebody sets ahead while the service runs: weeks of deadlines pass in a minute of rehearsal. */
final class RehearsalClock extends Clock {

    private static final Logger LOG = Logger.getLogger(RehearsalClock.class);

    private final Path file;
    private final Clock wall;
    private volatile Duration ahead;

    /** @throws IllegalStateException where the file does not say how far ahead it is */
    RehearsalClock(Path file, Clock wall) {
        this.file = file;
        this.wall = wall;
        try {
            ahead = read();
        } catch (IOException | DateTimeParseException e) {
            throw new IllegalStateException(
                    "manabi.rehearsal-clock names a file that does not hold a duration such as PT36H: " + file, e);
        }
        LOG.warnf("This is a rehearsal: the clock is %s ahead, as %s says", ahead, file);
    }

    /** What is just being written is read the next time. */
    @Override
    public Instant instant() {
        try {
            ahead = read();
        } catch (IOException | DateTimeParseException e) {
            LOG.debugf(e, "%s says nothing now", file);
        }
        return wall.instant().plus(ahead);
    }

    private Duration read() throws IOException {
        return Duration.parse(Files.readString(file).strip());
    }

    @Override
    public ZoneId getZone() {
        return wall.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new RehearsalClock(file, wall.withZone(zone));
    }
}
