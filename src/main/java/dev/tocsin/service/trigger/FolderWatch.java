package dev.tocsin.service.trigger;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Hears from the operating system that something in a folder has changed. Only a hint: where it
 * hears nothing, {@link Reload} finds out by itself, a few seconds later.
 */
final class FolderWatch implements AutoCloseable {

    private static final int MOST_FOLDERS = 1_000;

    private final WatchService watch;
    private final Path root;
    private int folders;

    private FolderWatch(WatchService watch, Path root) {
        this.watch = watch;
        this.root = root;
    }

    /**
     * Begins to listen.
     *
     * @throws IOException if the system offers no such thing, or not for so many
     */
    static FolderWatch of(Path root, Runnable onChange) throws IOException {
        FolderWatch made = new FolderWatch(FileSystems.getDefault().newWatchService(), root);
        made.register(root);
        Thread.ofVirtual().name("folder-watch").start(() -> made.listen(onChange));
        return made;
    }

    private void register(Path folder) throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes about)
                            throws IOException {
                        String name =
                                each.getFileName() == null ? "" : each.getFileName().toString();
                        boolean ours =
                                each.equals(root)
                                        || !name.startsWith(".")
                                                && !name.equals("target")
                                                && !name.equals("node_modules");
                        if (!ours || folders >= MOST_FOLDERS) {
                            return FileVisitResult.SKIP_SUBTREE;
                        }
                        folders++;
                        each.register(
                                watch,
                                StandardWatchEventKinds.ENTRY_CREATE,
                                StandardWatchEventKinds.ENTRY_MODIFY,
                                StandardWatchEventKinds.ENTRY_DELETE);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e) {
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    private void listen(Runnable onChange) {
        try {
            while (true) {
                WatchKey key = watch.take();
                for (var event : key.pollEvents()) {
                    Path changed =
                            event.context() instanceof Path name
                                            && key.watchable() instanceof Path folder
                                    ? folder.resolve(name)
                                    : root;
                    if (event.kind() == StandardWatchEventKinds.ENTRY_CREATE
                            && Files.isDirectory(changed)) {
                        register(changed);
                    }
                }
                key.reset();
                onChange.run();
            }
        } catch (InterruptedException | java.nio.file.ClosedWatchServiceException _) {
            // The service stops.
        } catch (IOException _) {
            // No hints any more; the folder is looked at all the same.
        }
    }

    @Override
    public void close() throws IOException {
        watch.close();
    }
}
