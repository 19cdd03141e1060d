package dev.tocsin.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Files that nobody else may read. SQLite gives {@code -wal} and {@code -shm} the mode of the file
 * they belong to. Where there is no such mode (Windows), the folder's rules hold.
 */
final class PrivateFile {

    private static final Set<PosixFilePermission> MODE =
            PosixFilePermissions.fromString("rw-------");

    private PrivateFile() {}

    /** Makes an empty file where there is none, and closes it to others in any case. */
    static void create(Path file) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        try {
            if (posix) {
                Files.createFile(file, PosixFilePermissions.asFileAttribute(MODE));
            } else {
                Files.createFile(file);
            }
        } catch (FileAlreadyExistsException _) {
            if (posix && !Files.getPosixFilePermissions(file).equals(MODE)) {
                Files.setPosixFilePermissions(file, MODE);
            }
        }
    }
}
