package dev.manabi.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** What is said on the console, and kept in a file below {@code benchmarks/results}. */
final class Report implements AutoCloseable {

    private final Path file;
    private final PrintWriter kept;
    private final PrintStream console = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final List<String> verdicts = new ArrayList<>();

    private Report(Path file, PrintWriter kept) {
        this.file = file;
        this.kept = kept;
    }

    static Report in(Path folder) throws IOException {
        Files.createDirectories(folder);
        String now = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").format(LocalDateTime.now(ZoneOffset.UTC));
        Path file = folder.resolve(now + ".txt");
        return new Report(file, new PrintWriter(Files.newBufferedWriter(file), true));
    }

    void say(String line) {
        console.println(line);
        kept.println(line);
    }

    /** A line that is said now and once more at the end. */
    void verdict(String line) {
        say(line);
        verdicts.add(line);
    }

    /** Next to the report, with its name and another ending. */
    Path beside(String ending) {
        String name = String.valueOf(file.getFileName()).replace(".txt", ending);
        return file.resolveSibling(name);
    }

    @Override
    public void close() {
        if (!verdicts.isEmpty()) {
            say("");
            verdicts.forEach(this::say);
        }
        console.println();
        console.println("Kept in " + file);
        kept.close();
    }
}
