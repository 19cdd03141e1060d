package dev.tocsin.benchmark;

import dev.tocsin.store.EventRow;
import dev.tocsin.store.EventTable;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;
import dev.tocsin.store.StoreOptions;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** How many events 64 runs can write, each on a virtual thread, until they are on the disk. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
public class StoreBenchmark {

    private static final int RUNS = 64;
    private static final int EVENTS = 500;
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    /** How many changes a run hands over before it waits for the first of them. */
    @Param({"1", "4"})
    public int underWay;

    private final byte[] body = new byte[200];
    private Path folder;
    private Store store;
    private long first;

    @Setup
    public void open() throws IOException, StoreException {
        // Where the sources are: the folder for temporary files may be in memory.
        folder = Files.createTempDirectory(Path.of("target"), "store");
        store = Store.open(folder.resolve("store.db"), StoreOptions.standard());
    }

    @TearDown
    public void close() throws IOException {
        store.close();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    @Benchmark
    @OperationsPerInvocation(RUNS * EVENTS)
    public void events() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            long run = ++first;
            threads.add(Thread.startVirtualThread(() -> write(run)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void write(long run) {
        Deque<CompletableFuture<Boolean>> handed = new ArrayDeque<>();
        for (int i = 1; i <= EVENTS; i++) {
            EventRow row = new EventRow(run, i, AT, "performed", body);
            handed.add(
                    store.write(
                            tx -> {
                                EventTable.append(tx, row);
                                return true;
                            }));
            if (handed.size() == underWay) {
                handed.remove().join();
            }
        }
        handed.forEach(CompletableFuture::join);
    }
}
