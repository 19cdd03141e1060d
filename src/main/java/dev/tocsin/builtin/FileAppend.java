package dev.tocsin.builtin;

import dev.tocsin.connector.Call;
import dev.tocsin.connector.ConnectorException;
import dev.tocsin.value.ErrorKind;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Adds to files so that nothing is lost or torn: one run of this process at a time, and one
 * process, because a lock is held on the file; all of the text is written at once, and is on the
 * disk when the operation answers. What could not be written whole is taken back.
 */
final class FileAppend {

    /** What is to be added to a text, which may be empty. */
    interface Addition {
        /**
         * @return empty to leave the file as it is
         */
        String to(String text) throws ConnectorException;
    }

    // Locks on files are between processes: within one they fail at once.
    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final ProjectFile file;
    private final Instant deadline;

    FileAppend(ProjectFile file, Call call) {
        this.file = file;
        this.deadline = call.deadline();
    }

    void add(Addition addition) throws ConnectorException, InterruptedException {
        takeTurn();
        try {
            Path folder = folder();
            boolean existed = Files.exists(file.path(), LinkOption.NOFOLLOW_LINKS);
            try (FileChannel channel =
                    FileChannel.open(
                            file.path(),
                            Set.of(
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.READ,
                                    StandardOpenOption.WRITE,
                                    LinkOption.NOFOLLOW_LINKS))) {
                try (FileLock _ = lock(channel)) {
                    add(addition, channel);
                } catch (ConnectorException e) {
                    if (!existed && channel.size() == 0) {
                        Files.deleteIfExists(file.path());
                    }
                    throw e;
                }
            }
            if (!existed) {
                force(folder);
            }
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw file.failure(e);
        } finally {
            ONE_AT_A_TIME.unlock();
        }
    }

    /** Makes a file that was not there before; nobody ever sees a part of it. */
    void create(String text) throws ConnectorException, InterruptedException {
        takeTurn();
        try {
            Path folder = folder();
            Path whole = folder.resolve(".tocsin-" + UUID.randomUUID());
            try {
                write(whole, text);
                Files.createLink(file.path(), whole);
            } finally {
                Files.deleteIfExists(whole);
            }
            force(folder);
        } catch (FileAlreadyExistsException _) {
            // The same again is the same file, such as after an answer that was lost.
            if (!file.text().equals(text)) {
                throw ConnectorException.of(
                                ErrorKind.CONFLICT,
                                "`" + file.shown() + "` exists already, with other content")
                        .nothingWasDone();
            }
        } catch (UnsupportedOperationException _) {
            throw file.broken("is on a file system that cannot make a file all at once");
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw file.failure(e).nothingWasDone();
        } finally {
            ONE_AT_A_TIME.unlock();
        }
    }

    private void takeTurn() throws ConnectorException, InterruptedException {
        long millis = Duration.between(Instant.now(), deadline).toMillis();
        if (!ONE_AT_A_TIME.tryLock(millis, TimeUnit.MILLISECONDS)) {
            throw busy();
        }
    }

    private FileLock lock(FileChannel channel)
            throws IOException, ConnectorException, InterruptedException {
        while (true) {
            FileLock lock = tried(channel);
            if (lock != null) {
                return lock;
            }
            if (Instant.now().isAfter(deadline)) {
                throw busy();
            }
            // Waiting in the system could not be ended at the deadline.
            Thread.sleep(LOOK_AGAIN);
        }
    }

    private static @org.jspecify.annotations.Nullable FileLock tried(FileChannel channel)
            throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }

    private ConnectorException busy() {
        return ConnectorException.of(
                        ErrorKind.UNAVAILABLE, "another process is writing `" + file.shown() + "`")
                .nothingWasDone();
    }

    private Path folder() throws IOException {
        Path folder = file.path().getParent();
        if (folder == null) {
            throw new IllegalStateException(file.shown() + " is in no folder");
        }
        return Files.createDirectories(folder);
    }

    private void add(Addition addition, FileChannel channel)
            throws IOException, ConnectorException {
        long end = channel.size();
        if (end > ProjectFile.MOST_BYTES) {
            throw file.tooLarge("is larger than 8 MiB; start a new file");
        }
        ByteBuffer content = ByteBuffer.allocate((int) end);
        while (content.hasRemaining() && channel.read(content) >= 0) {}
        byte[] more = addition.to(file.decode(content.array())).getBytes(StandardCharsets.UTF_8);
        if (end + more.length > ProjectFile.MOST_BYTES) {
            throw file.tooLarge("would be larger than 8 MiB; start a new file");
        }
        try {
            ByteBuffer text = ByteBuffer.wrap(more);
            for (long at = end; text.hasRemaining(); ) {
                at += channel.write(text, at);
            }
        } catch (IOException e) {
            if (channel.isOpen()) {
                channel.truncate(end);
            }
            throw e;
        }
        channel.force(true);
    }

    private static void write(Path path, String text) throws IOException {
        try (FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** The name of a new file is on the disk when its folder is. */
    private static void force(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException _) {
            // Windows opens no folders; it writes names with the files.
        }
    }
}
