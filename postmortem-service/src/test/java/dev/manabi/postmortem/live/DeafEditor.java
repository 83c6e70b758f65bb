package dev.manabi.postmortem.live;

import dev.manabi.testkit.Tokens;
import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A connection that says much and reads nothing, with hardly any room for what waits to be read. */
final class DeafEditor implements AutoCloseable {

    private static final int TEXT = 0x81;
    private static final int MASKED = 0x80;

    private final Socket socket = new Socket();

    DeafEditor(String path, String person) {
        try {
            socket.setReceiveBufferSize(4_096);
            socket.connect(new InetSocketAddress("127.0.0.1", RestAssured.port));
            String handshake = String.join(
                    "\r\n",
                    "GET " + path + "/live HTTP/1.1",
                    "Host: 127.0.0.1:" + RestAssured.port,
                    "Connection: Upgrade",
                    "Upgrade: websocket",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                    "Authorization: Bearer " + Tokens.of(person),
                    "",
                    "");
            write(handshake.getBytes(StandardCharsets.US_ASCII));
            StringBuilder answer = new StringBuilder();
            while (answer.indexOf("\r\n\r\n") < 0) {
                answer.append((char) socket.getInputStream().read());
            }
            if (!answer.toString().startsWith("HTTP/1.1 101")) {
                throw new IllegalStateException(answer.toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param message of less than 126 ASCII characters */
    void send(String message) {
        byte[] text = message.getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(TEXT);
        frame.write(MASKED | text.length);
        frame.writeBytes(ByteBuffer.allocate(4).array()); // a mask that changes nothing
        frame.writeBytes(text);
        try {
            write(frame.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
