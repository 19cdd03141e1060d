package dev.tocsin.service.trigger;

import dev.tocsin.source.YamlFiles;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Keeps the generation that counts in step with the project folder. Looks at names, sizes and times
 * of its files every few seconds, on network disks as well; a {@link FolderWatch} makes it look
 * sooner. Thread-safe.
 */
public final class Reload implements Driven {

    /** How often the folder is looked at where nobody says that it has changed. */
    static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    /** Files have to be as they are for so long: who saves several is not interrupted. */
    static final Duration SETTLE = Duration.ofMillis(300);

    private final ProjectFolder folder;
    private final TriggerLog log;
    private final Consumer<Generation> onFailure;
    private final InstantSource clock;
    private final Set<String> told = new HashSet<>();
    private volatile Generation current = Generation.NONE;
    private String loaded = "";
    private @Nullable String changed;
    private Instant lookAt = Instant.MIN;

    /**
     * @param onFailure called after each reload that left something as it was, for a metric
     */
    public Reload(
            ProjectFolder folder,
            TriggerLog log,
            Consumer<Generation> onFailure,
            InstantSource clock) {
        this.folder = folder;
        this.log = log;
        this.onFailure = onFailure;
        this.clock = clock;
    }

    /** The generation that counts now. */
    public Generation current() {
        return current;
    }

    /** Reads the folder now, whether it has changed or not. */
    public synchronized Generation reload() {
        String before = fingerprint();
        Generation next = folder.load(current, clock.instant());
        loaded = before;
        changed = null;
        current = next;
        lookAt = clock.instant().plus(LOOK_EVERY);
        tell(next);
        return next;
    }

    /** Somebody saw a change: looked at as soon as files have settled. */
    synchronized void touched() {
        Instant soon = clock.instant().plus(SETTLE);
        lookAt = soon.isBefore(lookAt) ? soon : lookAt;
    }

    private void tell(Generation generation) {
        Set<String> now = new HashSet<>();
        for (LoadProblem problem : generation.problems()) {
            now.add(problem.text());
            if (told.add(problem.text())) {
                log.warning(
                        "reload.failed",
                        MapValue.builder()
                                .put("file", problem.file())
                                .put("problem", problem.text())
                                .put("consequence", problem.consequence())
                                .build());
            }
        }
        told.retainAll(now);
        if (!generation.problems().isEmpty()) {
            onFailure.accept(generation);
        }
    }

    @Override
    public synchronized Instant nextDue() {
        return lookAt;
    }

    @Override
    public synchronized void tick() {
        Instant now = clock.instant();
        if (now.isBefore(lookAt)) {
            return;
        }
        String found = fingerprint();
        if (found.equals(loaded)) {
            changed = null;
            lookAt = now.plus(LOOK_EVERY);
        } else if (found.equals(changed)) {
            reload();
        } else {
            changed = found;
            lookAt = now.plus(SETTLE);
        }
    }

    /** One line for each file that cannot be used as it stands. */
    @Override
    public List<String> failing() {
        List<String> lines = new ArrayList<>();
        for (LoadProblem problem : current.problems()) {
            lines.add(problem.text() + "; " + problem.consequence());
        }
        return lines;
    }

    /** Names, sizes and times of the files that may be part of the project. */
    private String fingerprint() {
        StringBuilder text = new StringBuilder();
        for (Path file : YamlFiles.below(folder.root(), 20_000)) {
            try {
                BasicFileAttributes about = Files.readAttributes(file, BasicFileAttributes.class);
                text.append(file)
                        .append(' ')
                        .append(about.size())
                        .append(' ')
                        .append(about.lastModifiedTime())
                        .append(' ')
                        .append(about.fileKey())
                        .append('\n');
            } catch (IOException _) {
                text.append(file).append(" unreadable\n");
            }
        }
        boolean there = Files.isDirectory(folder.root());
        return text.append(there ? "" : "no folder\n").toString();
    }
}
