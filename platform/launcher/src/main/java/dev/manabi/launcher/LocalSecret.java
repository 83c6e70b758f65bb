package dev.manabi.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** A random key that stays the same for one folder of state, and that nobody but its owner can read. */
final class LocalSecret {

    private static final int BYTES = 32;

    private LocalSecret() {}

    /** @return 32 bytes in Base64 */
    static String of(Path state, String name) {
        Path file = state.resolve(name);
        try {
            Files.createDirectories(state);
            if (!Files.exists(file)) {
                make(file);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("The key in " + file + " can be neither read nor made", e);
        }
    }

    /** Written aside and moved, so that nobody reads half a key. */
    private static void make(Path file) throws IOException {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        FileAttribute<?> ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Path written = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".new", ownerOnly);
        Files.writeString(written, Base64.getEncoder().encodeToString(bytes));
        try {
            Files.move(written, file);
        } catch (FileAlreadyExistsException e) {
            Files.delete(written); // somebody was faster
        }
    }
}
