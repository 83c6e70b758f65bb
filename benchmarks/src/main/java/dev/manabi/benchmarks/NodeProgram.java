package dev.manabi.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A script of {@code src/main/node} with the packages that {@code benchmarks/run} has installed, in a process of its own:
 * a server, or the editors that connect to it. It answers a line with a line, and ends with its standard input.
 */
final class NodeProgram implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration START = Duration.ofSeconds(30);

    private final String name;
    private final Path errors;
    private final Process process;
    private final BufferedWriter input;
    private final BufferedReader output;

    private NodeProgram(String name, Path errors, Process process) {
        this.name = name;
        this.errors = errors;
        this.process = process;
        this.input = process.outputWriter(StandardCharsets.UTF_8);
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** @param arguments of Node; the script among them */
    static NodeProgram start(Ground ground, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of("node"));
        command.addAll(List.of(arguments));
        try {
            Path errors = Files.createTempFile(ground.options().state(), "node", ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(ground.options()
                            .project()
                            .resolve("benchmarks/target/node")
                            .toFile())
                    .redirectError(Redirect.to(errors.toFile()));
            builder.environment().putAll(environment);
            return new NodeProgram(String.join(" ", command), errors, builder.start());
        } catch (IOException e) {
            throw new Failed(String.join(" ", command) + " could not be started: " + e.getMessage(), e);
        }
    }

    /** A server; returns when it listens. */
    static NodeProgram serve(Ground ground, Map<String, String> environment, String... arguments) {
        NodeProgram server = start(ground, environment, arguments);
        String said = server.read(START);
        if (!said.startsWith("running")) {
            server.close();
            throw new Failed(server.name + " said " + said);
        }
        return server;
    }

    long pid() {
        return process.pid();
    }

    /** Says a line, and returns the line that it is answered with. */
    JsonNode ask(JsonNode question, Duration patience) {
        try {
            input.write(question.toString());
            input.newLine();
            input.flush();
            return JSON.readTree(read(patience));
        } catch (IOException e) {
            throw new Failed(name + " was not to be asked: " + e.getMessage() + "\n" + errors(), e);
        }
    }

    /** What it prints without being asked. */
    JsonNode answer(Duration patience) {
        try {
            return JSON.readTree(read(patience));
        } catch (IOException e) {
            throw new Failed(name + " did not print JSON: " + e.getMessage(), e);
        }
    }

    /** Whoever says nothing in time is ended, so that nobody waits for ever. */
    private String read(Duration patience) {
        CompletableFuture<?> tooLate = CompletableFuture.runAsync(
                process::destroyForcibly,
                CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS));
        try {
            String line = output.readLine();
            if (line == null) {
                throw new Failed(name + " ended without an answer:\n" + errors());
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            tooLate.cancel(false);
        }
    }

    private String errors() {
        try {
            return Files.readString(errors);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        try {
            input.close();
        } catch (IOException e) {
            process.destroy();
        }
        try {
            if (!process.waitFor(START.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
