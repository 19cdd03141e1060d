package dev.tocsin.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a store to one process: a lock on a file beside it, which holds the owner's process number.
 * The system drops it with the process, so nothing stale is left after a crash.
 */
final class StoreLock implements AutoCloseable {

    /** Behind what is read, because Windows lets nobody read what is locked. */
    private static final long PLACE = 1L << 40;

    /**
     * The locks of this process, which POSIX does not tell apart: closing any descriptor of the
     * file would drop the lock of the first that opened it.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private StoreLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * @param store its real path, so that links lead to the same lock
     */
    static StoreLock take(Path store) throws StoreException {
        Path file = store.resolveSibling(store.getFileName() + ".lock");
        if (!HELD.add(file)) {
            throw locked(store, Long.toString(ProcessHandle.current().pid()));
        }
        boolean taken = false;
        try {
            PrivateFile.create(file);
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                FileLock lock = channel.tryLock(PLACE, 1, false);
                if (lock == null) {
                    throw locked(store, owner(channel));
                }
                byte[] pid =
                        Long.toString(ProcessHandle.current().pid())
                                .getBytes(StandardCharsets.US_ASCII);
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(pid), 0);
                taken = true;
                return new StoreLock(file, channel);
            } finally {
                if (!taken) {
                    channel.close();
                }
            }
        } catch (IOException e) {
            throw new StoreException(
                    StoreException.Kind.IO,
                    "the lock " + file + " cannot be taken: " + e.getMessage(),
                    "the folder of the store must be writable, on a file system with locks");
        } finally {
            if (!taken) {
                HELD.remove(file);
            }
        }
    }

    private static String owner(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(20);
        int length = Math.max(0, channel.read(text, 0));
        return new String(text.array(), 0, length, StandardCharsets.US_ASCII);
    }

    private static StoreException locked(Path store, String owner) {
        String who = owner.isEmpty() ? "another process" : "process " + owner;
        return new StoreException(
                StoreException.Kind.LOCKED,
                who + " has the store " + store + " open",
                "stop it first; `tocsin runs` and `tocsin store backup` work beside it");
    }

    @Override
    public void close() {
        // Closed twice, it would free the lock of who came after.
        if (!channel.isOpen()) {
            return;
        }
        try {
            channel.close();
        } catch (IOException _) {
            // The end of the process drops it too.
        }
        HELD.remove(file);
    }
}
