package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The files of a project in the lab: a copy in a folder of its own, so that nothing a run does
 * there is left behind.
 */
final class FilesStandIn implements AutoCloseable {

    private static final String DATA = "data";
    private static final List<String> OWN = List.of("exceptions.json", "notice.md", "owners.csv");

    private static final int MOST_FILES = 1000;
    private static final long MOST_BYTES = 64L << 20;

    /** Longer ones are shown without their text. */
    private static final int MOST_SHOWN = 64 << 10;

    private final Path folder;
    private final Set<String> known = new LinkedHashSet<>();

    /**
     * @param data that runs find, at most 1000 files and 64 MiB of it; links are left out. Null, or
     *     one that is not there, for a few files of the lab's own
     * @throws IOException if they cannot be copied, or are too many
     */
    FilesStandIn(@Nullable Path data) throws IOException {
        folder = Files.createTempDirectory("tocsin-lab-");
        Path copy = Files.createDirectory(folder.resolve(DATA));
        try {
            if (data != null && Files.isDirectory(data)) {
                Files.walkFileTree(data, new Copy(data, copy));
            } else {
                copyOwn(copy);
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private static void copyOwn(Path copy) throws IOException {
        for (String name : OWN) {
            String resource = "/lab/data/" + name;
            try (InputStream in =
                    Objects.requireNonNull(
                            FilesStandIn.class.getResourceAsStream(resource), resource)) {
                Files.copy(in, copy.resolve(name));
            }
        }
    }

    /** What runs take for the folder of their project. */
    Path folder() {
        return folder;
    }

    Reach reach() {
        return new Reach("files", "    settings: { folder: " + DATA + " }\n", Map.of());
    }

    /** One row for each file, new ones at the end. */
    synchronized ListValue state() {
        Set<String> found = new TreeSet<>();
        Path data = folder.resolve(DATA);
        List<Value> rows = new ArrayList<>();
        try (var all = Files.walk(data)) {
            all.filter(Files::isRegularFile)
                    .forEach(
                            file -> found.add(data.relativize(file).toString().replace('\\', '/')));
            known.addAll(found);
            for (String name : known) {
                rows.add(row(name, data.resolve(name)));
            }
        } catch (IOException e) {
            throw new IllegalStateException("the lab's own folder can be read", e);
        }
        return new ListValue(rows);
    }

    private static MapValue row(String name, Path file) throws IOException {
        long size = Files.size(file);
        return MapValue.builder()
                .put("name", name)
                .put("size", size)
                .put(
                        "text",
                        size > MOST_SHOWN
                                ? "(not shown)"
                                : new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
                .build();
    }

    @Override
    public void close() {
        try {
            Files.walkFileTree(folder, new Removal());
        } catch (IOException _) {
            // What is left of a temporary folder is for the system to clear away.
        }
    }

    private static final class Copy extends SimpleFileVisitor<Path> {
        private final Path from;
        private final Path to;
        private int files;
        private long bytes;

        Copy(Path from, Path to) {
            this.from = from;
            this.to = to;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                throws IOException {
            if (folder.getFileName().toString().startsWith(".")) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(to.resolve(from.relativize(folder).toString()));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            if (attributes.isRegularFile()) {
                bytes += attributes.size();
                files++;
                if (files > MOST_FILES || bytes > MOST_BYTES) {
                    throw new IOException("more than 1000 files or 64 MiB");
                }
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
            return FileVisitResult.CONTINUE;
        }
    }

    private static final class Removal extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
                throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
