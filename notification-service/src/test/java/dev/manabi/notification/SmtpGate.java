package dev.manabi.notification;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands between the service and a real SMTP server, and spoils what a test wants spoiled. */
final class SmtpGate {

    /** What happens to a connection. */
    enum Mode {
        OPEN,
        /** Nobody listens. */
        DOWN,
        /** The server takes the mail, and the connection is cut before it can say so. */
        CUT_BEFORE_ANSWER,
        /** Every recipient is refused for good. */
        NO_SUCH_USER,
        /** Every recipient is refused for now. */
        TRY_LATER,
        /** Nothing is ever answered. */
        SILENT
    }

    private final int port;
    private final int server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Mode mode = Mode.OPEN;
    private ServerSocket listener;

    SmtpGate(int port, int server) {
        this.port = port;
        this.server = server;
        this.listener = listen();
    }

    private ServerSocket listen() {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
            Thread.ofVirtual().start(() -> accept(socket));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes effect at once: connections that were kept open are cut. */
    synchronized void set(Mode next) {
        mode = next;
        if (next == Mode.DOWN) {
            close(listener);
        } else if (listener.isClosed()) {
            listener = listen();
        }
        open.forEach(SmtpGate::close);
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                open.add(client);
                Mode now = mode;
                Thread.ofVirtual().start(() -> serve(client, now));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client, Mode now) {
        try (client) {
            switch (now) {
                case OPEN -> pipe(client, false);
                case CUT_BEFORE_ANSWER -> pipe(client, true);
                case DOWN -> {}
                case NO_SUCH_USER -> refuse(client, "550 5.1.1 No such user <" + "secret.address@manabi.example>");
                case TRY_LATER -> refuse(client, "450 4.2.1 Come back later");
                case SILENT -> client.getInputStream().readAllBytes();
            }
        } catch (IOException e) {
            // a cut connection is what was asked for
        } finally {
            open.remove(client);
        }
    }

    private void pipe(Socket client, boolean cut) throws IOException {
        try (Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server)) {
            Thread answers = Thread.ofVirtual().start(() -> answers(upstream, client, cut));
            copy(client.getInputStream(), upstream.getOutputStream());
            upstream.shutdownOutput();
            answers.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The answer after the one that asks for the mail's text is the one that takes it. */
    private void answers(Socket upstream, Socket client, boolean cut) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(upstream.getInputStream(), StandardCharsets.ISO_8859_1))) {
            boolean textIsComing = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (cut && textIsComing) {
                    mode = Mode.OPEN; // once
                    close(client);
                    return;
                }
                textIsComing = line.startsWith("354");
                client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            close(client);
        }
    }

    private static void refuse(Socket client, String answer) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
        say(client, "220 gate");
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("RCPT")) {
                say(client, answer);
            } else if (line.startsWith("QUIT")) {
                say(client, "221 bye");
                return;
            } else {
                say(client, "250 ok");
            }
        }
    }

    private static void say(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void copy(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[8192];
        for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
            to.write(buffer, 0, n);
        }
    }

    private static void close(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
