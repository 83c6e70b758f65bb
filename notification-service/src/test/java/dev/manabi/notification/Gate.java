package dev.manabi.notification;

import dev.manabi.notification.SmtpGate.Mode;

/** How the mail server of the tests behaves from now on. */
public final class Gate {

    private Gate() {}

    public static void open() {
        Sinks.smtp().set(Mode.OPEN);
    }

    public static void down() {
        Sinks.smtp().set(Mode.DOWN);
    }

    /** The next mail is taken, and the connection is cut before the server can say so. */
    public static void cutBeforeAnswer() {
        Sinks.smtp().set(Mode.CUT_BEFORE_ANSWER);
    }

    public static void noSuchUser() {
        Sinks.smtp().set(Mode.NO_SUCH_USER);
    }

    public static void tryLater() {
        Sinks.smtp().set(Mode.TRY_LATER);
    }

    public static void silent() {
        Sinks.smtp().set(Mode.SILENT);
    }
}
