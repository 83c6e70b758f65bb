package dev.manabi.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Packages of npm, and scripts that use them: what browsers run is asked itself, where otherwise a test would believe
 * what we think of it. Needs Node and npm on the PATH.
 */
public final class NodePackages {

    private static final int OLDEST_NODE = 18;
    private static final String TO_INSTALL =
            "Node %d or newer with npm is needed: apt install nodejs npm (Debian), brew install node (macOS)"
                    .formatted(OLDEST_NODE);
    private static final Pattern MAJOR_VERSION = Pattern.compile("v(\\d+)\\..*");
    private static final Duration INSTALLATION = Duration.ofMinutes(5);
    private static final Duration SCRIPT = Duration.ofMinutes(2);

    private final Path node;
    private final Path folder;

    private NodePackages(Path node, Path folder) {
        this.node = node;
        this.folder = folder;
    }

    /**
     * Installs what the lock file names, unless it is installed already.
     *
     * @param source has {@code package.json}, {@code package-lock.json} and the scripts; it is copied into the module's
     *     {@code target} and stays as it is
     */
    public static NodePackages install(Path source) {
        Path node = onPath("node");
        Path npm = onPath("npm");
        Path folder = Path.of("target", source.getFileName().toString()).toAbsolutePath();
        try {
            Files.createDirectories(folder);
            requireVersion(run(folder, Duration.ofSeconds(30), List.of(node.toString(), "--version")));
            copyFiles(source, folder);
            Path lock = folder.resolve("package-lock.json");
            Path installed = folder.resolve("installed-package-lock.json");
            if (!Files.exists(installed) || Files.mismatch(lock, installed) >= 0) {
                run(
                        folder,
                        INSTALLATION,
                        List.of(
                                npm.toString(),
                                "ci",
                                "--no-audit",
                                "--no-fund",
                                "--ignore-scripts",
                                "--prefer-offline"));
                Files.copy(lock, installed, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new NodePackages(node, folder);
    }

    /**
     * @param script a file of the folder
     * @return the lines that it printed
     * @throws IllegalStateException with what it said on standard error, if it failed
     */
    public List<String> run(String script, String... arguments) {
        return run(SCRIPT, script, arguments);
    }

    /** The same for a script that may take longer than two minutes. */
    public List<String> run(Duration atMost, String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of(node.toString(), script));
        command.addAll(List.of(arguments));
        return run(folder, atMost, command);
    }

    private static Path onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(place -> Path.of(place, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no " + program + " on the PATH. " + TO_INSTALL));
    }

    private static void requireVersion(List<String> said) {
        Matcher version = MAJOR_VERSION.matcher(String.join("", said));
        if (!version.matches() || Integer.parseInt(version.group(1)) < OLDEST_NODE) {
            throw new IllegalStateException("node says it is " + said + ". " + TO_INSTALL);
        }
    }

    private static void copyFiles(Path source, Path folder) throws IOException {
        try (Stream<Path> files = Files.list(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** Files take what it prints, so that one that hangs is noticed. */
    private static List<String> run(Path folder, Duration atMost, List<String> command) {
        Path printed = folder.resolve("printed.log");
        Path errors = folder.resolve("errors.log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(printed.toFile())
                    .redirectError(errors.toFile())
                    .start();
            boolean ended = process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            if (!ended || process.exitValue() != 0) {
                throw new IllegalStateException("%s %s:%n%s"
                        .formatted(
                                String.join(" ", command),
                                ended ? "ended with " + process.exitValue() : "took longer than " + atMost,
                                Files.readString(errors)));
            }
            return Files.readAllLines(printed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
