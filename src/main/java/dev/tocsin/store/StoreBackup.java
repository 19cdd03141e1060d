package dev.tocsin.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Copies a store while it is in use. */
public final class StoreBackup {

    /**
     * Not the backup interface of SQLite: that begins anew whenever somebody else writes. This
     * reads one snapshot, and leaves out what was deleted (https://sqlite.org/lang_vacuum.html).
     */
    private static final String COPY = "VACUUM INTO ?";

    private StoreBackup() {}

    /**
     * Writes a copy of what was committed last; later commits do not show in it. It is a store of
     * its own, which needs the same key.
     *
     * @param store may be open to be read only, while another process writes to it
     * @param target a file that is not there yet
     * @return its size in bytes
     * @throws StoreException IO if the target is there or cannot be written, FULL where it has no
     *     room; nothing is left of it then
     */
    public static long copy(Store store, Path target) throws StoreException {
        if (Files.exists(target)) {
            throw new StoreException(
                    StoreException.Kind.IO,
                    target + " is there already",
                    "name a file that is not there yet");
        }
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.deleteIfExists(part);
            // Made before SQLite writes to it, so that nobody else can read it.
            PrivateFile.create(part);
            try {
                fill(store, part);
                return publish(part, target);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new StoreException(
                    StoreException.Kind.IO,
                    "the backup " + target + " cannot be written: " + e.getMessage(),
                    "its folder must be there, and you must be allowed to write to it");
        }
    }

    private static void fill(Store store, Path part) throws StoreException {
        // With the name of the copy, because that is what can fail here.
        Reader reader = new Reader(new SqliteFile(store.file()).reader(), part);
        try {
            reader.prepared(COPY).with(part.toAbsolutePath().toString()).execute();
        } finally {
            reader.close();
        }
    }

    /** SQLite syncs nothing here, so that is done before the copy gets its name. */
    private static long publish(Path part, Path target) throws IOException {
        long size;
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
            size = channel.size();
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        Path folder = target.toAbsolutePath().getParent();
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException _) {
            // Windows has no such thing, and needs none.
        }
        return size;
    }
}
