package dev.manabi.launcher;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** stub */
final class Demo {
    private final SystemOptions options;
    private final PrintStream out;

    Demo(SystemOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    record Payloads(Path firing, Path resolved) {
        static Payloads from(List<String> arguments, Path project) {
            return new Payloads(project, project);
        }
    }

    int play(Payloads payloads) {
        out.println(options + " " + payloads);
        return 0;
    }
}
