package dev.tocsin.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Files that hold a secret: only their owner may read or write them (mode 0600). */
final class PrivateFile {

    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private PrivateFile() {}

    /** Makes one; fails where there is a file of that name. */
    static void create(Path file, String text) throws IOException {
        Files.createFile(file, attributes(file));
        Files.writeString(file, text, StandardOpenOption.WRITE);
    }

    /** Puts one in the place of whatever was there: a reader sees the old or the new, all of it. */
    static void replace(Path file, String text) throws IOException {
        Path making = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(making);
        create(making, text);
        Files.move(making, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * The text of one.
     *
     * @throws CommandFault if somebody else could have read it, or it cannot be read
     */
    static String read(Path file, String name) throws CommandFault {
        try {
            if (isOpenToOthers(file)) {
                throw CommandFault.configuration(
                        "others may read `" + name + "`, which holds a secret",
                        "`chmod 600 " + name + "` keeps it to yourself");
            }
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw CommandFault.configuration(
                    "cannot read `" + name + "`: " + ReadFault.reason(e), null);
        }
    }

    private static boolean isOpenToOthers(Path file) throws IOException {
        if (!isPosix(file)) {
            return false;
        }
        Set<PosixFilePermission> allowed = EnumSet.copyOf(OWNER);
        allowed.add(PosixFilePermission.OWNER_EXECUTE);
        return !allowed.containsAll(Files.getPosixFilePermissions(file));
    }

    private static FileAttribute<?>[] attributes(Path file) {
        return isPosix(file)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)}
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
