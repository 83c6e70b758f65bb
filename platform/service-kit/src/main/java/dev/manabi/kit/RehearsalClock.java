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
    private static final long LOOK_EVERY_NANOS = Duration.ofMillis(50).toNanos();

    private final Path file;
    private final Clock wall;
    private volatile Ahead last;

    private record Ahead(Duration by, long readAt) {}

    /** @throws IllegalStateException where the file does not say how far ahead it is */
    RehearsalClock(Path file, Clock wall) {
        this.file = file;
        this.wall = wall;
        try {
            last = read();
        } catch (IOException | DateTimeParseException e) {
            throw new IllegalStateException(
                    "manabi.rehearsal-clock names a file that does not hold a duration such as PT36H: " + file, e);
        }
        LOG.warnf("This is a rehearsal: the clock is %s ahead, as %s says", last.by(), file);
    }

    @Override
    public Instant instant() {
        return wall.instant().plus(ahead());
    }

    private Duration ahead() {
        Ahead known = last;
        if (System.nanoTime() - known.readAt() < LOOK_EVERY_NANOS) {
            return known.by();
        }
        try {
            Ahead read = read();
            last = read;
            return read.by();
        } catch (IOException | DateTimeParseException e) {
            LOG.debugf(e, "%s is being written", file); // the next look finds it
            return known.by();
        }
    }

    private Ahead read() throws IOException {
        return new Ahead(Duration.parse(Files.readString(file).strip()), System.nanoTime());
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
