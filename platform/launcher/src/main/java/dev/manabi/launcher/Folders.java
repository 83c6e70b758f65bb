package dev.manabi.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders and files of the running system. */
final class Folders {

    private Folders() {}

    static Path parentOf(Path path) {
        Path parent = path.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException("has no parent folder: " + path);
        }
        return parent;
    }

    /** Removes the folder with everything in it; a missing one is fine. */
    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The last lines of a text file, empty where there is none.
     *
     * @param from the byte to begin at
     */
    static List<String> tail(Path file, long from, int lines) {
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(from);
            List<String> read = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return read.subList(Math.max(0, read.size() - lines), read.size());
        } catch (IOException e) {
            return List.of();
        }
    }
}
