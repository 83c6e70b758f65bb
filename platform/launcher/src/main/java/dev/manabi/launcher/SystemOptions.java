package dev.manabi.launcher;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/**
 * How one local system is laid out.
 *
 * @param project the folder with the services' folders, built
 * @param state everything the system writes: data, logs, process ids
 * @param ports the port of every part on 127.0.0.1
 * @param publicUrl what links in mails and messages begin with
 * @param durable whether a commit survives a crash of the machine
 * @param serviceEnvironment handed to every service in addition; wins over what the launcher sets
 */
public record SystemOptions(
        Path project,
        Path state,
        Map<Part, Integer> ports,
        String publicUrl,
        boolean durable,
        Map<String, String> serviceEnvironment) {

    public SystemOptions {
        project = project.toAbsolutePath().normalize();
        state = state.toAbsolutePath().normalize();
        ports = Map.copyOf(ports);
        serviceEnvironment = Map.copyOf(serviceEnvironment);
    }

    /**
     * As the environment says: {@code MANABI_PORT_<PART>}, {@code MANABI_STATE_DIR} and {@code MANABI_PUBLIC_URL}, with
     * defaults for all of them.
     *
     * @throws IllegalArgumentException when a variable holds no port; the message names it
     */
    public static SystemOptions fromEnvironment(Path project, Map<String, String> environment) {
        Map<Part, Integer> ports = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            ports.put(part, port(part, environment));
        }
        Path state = Path.of(environment.getOrDefault(
                "MANABI_STATE_DIR", project.resolve(".manabi").toString()));
        String publicUrl = environment.getOrDefault("MANABI_PUBLIC_URL", "http://localhost:" + ports.get(Part.GATEWAY));
        return new SystemOptions(project, state, ports, publicUrl, true, Map.of());
    }

    /** Free ports and no durability, for tests. */
    public static SystemOptions forTests(Path project, Path state) {
        Map<Part, Integer> ports = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            ports.put(part, Ports.free());
        }
        return new SystemOptions(project, state, ports, "http://localhost:" + ports.get(Part.GATEWAY), false, Map.of());
    }

    public SystemOptions withDurable(boolean newDurable) {
        return new SystemOptions(project, state, ports, publicUrl, newDurable, serviceEnvironment);
    }

    public SystemOptions withServiceEnvironment(Map<String, String> newEnvironment) {
        return new SystemOptions(project, state, ports, publicUrl, durable, newEnvironment);
    }

    public int port(Part part) {
        Integer port = ports.get(part);
        if (port == null) {
            throw new IllegalArgumentException("no port for " + part.title());
        }
        return port;
    }

    /** URL of a part that speaks HTTP, by number: the identity provider puts the host it is asked by into its tokens. */
    public String url(Part part) {
        return "http://127.0.0.1:" + port(part);
    }

    public String issuerUrl() {
        return url(Part.IDENTITY) + "/" + LocalIdentity.NAME;
    }

    public Path data(Part part) {
        return state.resolve("data").resolve(part.title());
    }

    /** Where that part writes; the parts that are no process of their own share the supervisor's. */
    public Path log(Part part) {
        String name =
                switch (part) {
                    case GATEWAY, IDENTITY, INBOX, SMTP -> "supervisor";
                    case INCIDENT, POSTMORTEM, REVIEW, NOTIFICATION, POSTGRES, KAFKA -> part.title();
                };
        return state.resolve("logs").resolve(name + ".log");
    }

    public Path pidFile(Part part) {
        return run().resolve(part.title() + ".pid");
    }

    /** Holds what is true only while the system runs. */
    public Path run() {
        return state.resolve("run");
    }

    private static int port(Part part, Map<String, String> environment) {
        String value = environment.get(part.portVariable());
        if (value == null || value.isBlank()) {
            return part.defaultPort();
        }
        try {
            int port = Integer.parseInt(value.strip());
            if (port >= 1 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Said below, together with the numbers that are no port.
        }
        throw new IllegalArgumentException(part.portVariable() + " is not a port: " + value);
    }
}
