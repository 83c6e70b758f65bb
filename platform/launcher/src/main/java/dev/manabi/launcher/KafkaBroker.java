package dev.manabi.launcher;

import java.util.List;
import kafka.Kafka;
import kafka.tools.StorageTool;

/**
 * The process that {@link LocalKafka} starts: formats a new log folder, then is a Kafka broker and controller.
 *
 * <p>Arguments: the broker's properties file, the cluster id.
 */
final class KafkaBroker {

    private KafkaBroker() {}

    public static void main(String[] arguments) {
        endWithParent();
        String properties = arguments[0];
        List<String> format =
                List.of("format", "--config", properties, "--cluster-id", arguments[1], "--ignore-formatted");
        int formatted = StorageTool.execute(format.toArray(String[]::new), System.out);
        if (formatted != 0) {
            System.exit(formatted);
        }
        Kafka.main(new String[] {properties});
    }

    /** A broker whose starter was killed would go on holding the port and the folder. */
    private static void endWithParent() {
        ProcessHandle.current()
                .parent()
                .ifPresent(parent -> Thread.ofVirtual().start(() -> {
                    parent.onExit().join();
                    Runtime.getRuntime().halt(143);
                }));
    }
}
