package dev.manabi.launcher;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Which parts of a local system run, seen from outside. */
final class Status {

    private Status() {}

    /** What a part is doing. */
    enum State {
        READY("ready"),
        NOT_READY("running, not ready"),
        DIED("died"),
        STOPPED("stopped");

        private final String words;

        State(String words) {
            this.words = words;
        }
    }

    /** @param pid of the process that holds the part, where there is one */
    record Row(Part part, OptionalLong pid, int port, State state, String log) {

        boolean ready() {
            return state == State.READY;
        }
    }

    static List<Row> of(SystemOptions options) {
        return Stream.of(Part.values())
                .parallel()
                .map(part -> row(part, options))
                .toList();
    }

    static String table(List<Row> rows) {
        StringBuilder table = new StringBuilder();
        table.append(String.format(Locale.ROOT, "%-22s %8s %6s  %s%n", "PART", "PID", "PORT", "STATE"));
        for (Row row : rows) {
            String pid = row.pid().isPresent() ? String.valueOf(row.pid().getAsLong()) : "-";
            String state = row.state().words + (row.state() == State.DIED ? ", see " + row.log() : "");
            table.append(
                    String.format(Locale.ROOT, "%-22s %8s %6d  %s%n", row.part().title(), pid, row.port(), state));
        }
        return table.toString();
    }

    private static Row row(Part part, SystemOptions options) {
        return switch (part) {
            case INCIDENT -> service(Service.INCIDENT, options);
            case POSTMORTEM -> service(Service.POSTMORTEM, options);
            case REVIEW -> service(Service.REVIEW, options);
            case NOTIFICATION -> service(Service.NOTIFICATION, options);
            case POSTGRES -> listening(part, options, pidOf(LocalPostgres.postmasterOf(options.data(part)).stream()));
            case KAFKA -> listening(part, options, pidOf(LocalKafka.leftoverIn(options.data(part)).stream()));
            case GATEWAY, IDENTITY, INBOX, SMTP ->
                listening(part, options, pidOf(Supervisor.running(options).stream()));
        };
    }

    private static Row service(Service service, SystemOptions options) {
        Part part = service.part();
        OptionalLong pid = pidOf(ServiceProcess.leftover(service, options).stream());
        State state;
        if (pid.isPresent()) {
            state = ServiceProcess.answersReady(options, service) ? State.READY : State.NOT_READY;
        } else {
            state = Files.exists(options.pidFile(part)) ? State.DIED : State.STOPPED;
        }
        return new Row(part, pid, options.port(part), state, options.log(part).toString());
    }

    /** Parts that have no question to ask them: ready means that they accept connections. */
    private static Row listening(Part part, SystemOptions options, OptionalLong pid) {
        State state;
        if (pid.isPresent()) {
            state = accepts(options.port(part)) ? State.READY : State.NOT_READY;
        } else {
            state = Files.exists(Supervisor.readyFile(options)) ? State.DIED : State.STOPPED;
        }
        return new Row(part, pid, options.port(part), state, options.log(part).toString());
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 2000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static OptionalLong pidOf(Stream<ProcessHandle> process) {
        return process.mapToLong(ProcessHandle::pid).findFirst();
    }
}
