package dev.tocsin.service.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.connector.CredentialSource;
import dev.tocsin.connector.Secret;
import dev.tocsin.connector.Settings;
import dev.tocsin.diagnostic.Profile;
import dev.tocsin.host.durable.DurableHost;
import dev.tocsin.host.durable.DurableOptions;
import dev.tocsin.host.durable.Gate;
import dev.tocsin.host.durable.Questions;
import dev.tocsin.host.durable.SourceCompiler;
import dev.tocsin.host.durable.StoredPrograms;
import dev.tocsin.playbook.SignalKind;
import dev.tocsin.service.access.Tokens;
import dev.tocsin.service.config.ServiceFile.RequestLimits;
import dev.tocsin.service.http.Metrics;
import dev.tocsin.store.RunStatus;
import dev.tocsin.store.RunTable;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;
import dev.tocsin.store.StoreOptions;
import dev.tocsin.value.Json;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** Everything together, with runs that are really carried out, and a process that dies. */
@Timeout(120)
final class TriggersTest {

    private static final int ALERTS = 300;

    @TempDir private Path folder;

    private static final class NoKeys implements CredentialSource {
        @Override
        public @Nullable Secret find(String reference, Instant deadline) {
            return null;
        }

        @Override
        public String howToSet(String reference) {
            return "set it";
        }
    }

    /** A process: all there is of it goes with {@link #die}. */
    private final class Process {
        final Object changed = new Object();
        final Store store;
        final DurableHost host;
        final Triggers triggers;
        final Ingest ingest;
        final List<String> warnings = new ArrayList<>();

        Process(Path project) throws Exception {
            store = Store.open(folder.resolve("tocsin.db"), StoreOptions.standard());
            StoredPrograms programs = new StoredPrograms(store, new SourceCompiler());
            InstantSource clock = InstantSource.system();
            host =
                    new DurableHost(
                            store,
                            programs,
                            (_, _, _, _, _) -> MapValue.EMPTY,
                            clock,
                            Gate.OPEN,
                            Questions.NONE,
                            (_, _, _) -> {
                                synchronized (changed) {
                                    changed.notifyAll();
                                }
                            },
                            DurableOptions.standard());
            RunCreator runs = RunCreator.of(host, programs);
            StartInputs inputs = new StartInputs(Settings.NONE, new NoKeys());
            TriggerLog log =
                    (event, details) -> {
                        synchronized (warnings) {
                            warnings.add(event + " " + Json.write(details));
                        }
                    };
            ProjectFolder loader =
                    new ProjectFolder(project, "1.0", Settings.NONE, Profile.STANDARD);
            triggers =
                    new Triggers(
                            new Triggers.Parts(
                                    store,
                                    runs,
                                    loader,
                                    inputs,
                                    new NoKeys(),
                                    (_, _, _) -> MapValue.EMPTY,
                                    null,
                                    false,
                                    new RequestLimits(1 << 20, 600),
                                    Suppressor.NONE,
                                    new Tokens(store, clock),
                                    new Metrics(),
                                    log,
                                    clock,
                                    new Random()));
            ingest =
                    new Ingest(
                            store,
                            triggers::current,
                            null,
                            new Starter(runs, inputs, new Random()),
                            Suppressor.NONE,
                            false,
                            (_, _, _) -> MapValue.EMPTY,
                            Pace.USUAL,
                            log,
                            clock);
            host.start();
            triggers.start();
        }

        void await(long succeeded) throws Exception {
            synchronized (changed) {
                while (succeeded() < succeeded) {
                    changed.wait(1000);
                }
            }
        }

        long succeeded() throws StoreException {
            return store.read(RunTable::counts).getOrDefault(RunStatus.SUCCEEDED, 0L);
        }

        void die() {
            triggers.close();
            host.close();
            store.close();
        }
    }

    private Path project() throws Exception {
        Path project = folder.resolve("project");
        for (String name : List.of("connectors/siem.yaml", "playbooks/triage.yaml")) {
            Files.createDirectories(project.resolve(name).getParent());
            Files.copy(TriggerFixture.PROJECT.resolve(name), project.resolve(name));
        }
        return project;
    }

    private static @Nullable String take(Process process, int number) throws Exception {
        String alert =
                """
                {"id": "a-%d", "name": "Malware", "level": "high", "at": "2026-03-02T08:00:00Z"}
                """
                        .formatted(number);
        EventBody body = EventBody.read("application/json", _ -> null, alert.getBytes());
        return switch (process.ingest.take(
                SignalKind.ALERT, "siem", body, null, "test", ReplayGuard.NONE)) {
            case Ingest.Taking.Done(List<Receipt> receipts) ->
                    ((Receipt.Kept) receipts.getFirst()).runs().getFirst().created().id();
            case Ingest.Taking.UnknownSource _, Ingest.Taking.Replayed _ -> null;
        };
    }

    @Test
    void eachAlertThatWasAcknowledgedHasOneRunWhateverDies() throws Exception {
        Path project = project();
        Process first = new Process(project);
        assertEquals(List.of(), first.triggers.failing());
        Map<Integer, String> acknowledged = new ConcurrentHashMap<>();
        List<Thread> senders = new ArrayList<>();
        for (int sender = 0; sender < 8; sender++) {
            int own = sender;
            senders.add(
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        for (int i = own; i < ALERTS; i += 8) {
                                            try {
                                                acknowledged.put(i, String.valueOf(take(first, i)));
                                            } catch (Exception _) {
                                                // Not acknowledged: the sender sends it again.
                                            }
                                        }
                                    }));
        }
        first.await(ALERTS / 10);
        first.die();
        for (Thread sender : senders) {
            sender.join();
        }
        Process second = new Process(project);
        for (int i = 0; i < ALERTS; i++) {
            String run = take(second, i);
            assertEquals(acknowledged.getOrDefault(i, run), run);
        }
        second.await(ALERTS);
        Map<RunStatus, Long> counts = second.store.read(RunTable::counts);
        second.die();
        assertEquals(Map.of(RunStatus.SUCCEEDED, (long) ALERTS), counts);
    }

    @Test
    void aChangedFileIsTakenByItself() throws Exception {
        Path project = project();
        Process process = new Process(project);
        long before = process.triggers.current().number();
        Files.writeString(
                project.resolve("playbooks/triage.yaml"),
                Files.readString(project.resolve("playbooks/triage.yaml"))
                        .replace("${event.name}", "${event.nmae}"));
        while (process.triggers.current().number() == before) {
            Thread.onSpinWait();
        }
        assertEquals(1, process.triggers.failing().size());
        assertTrue(
                process.triggers.failing().getFirst().startsWith("playbooks/triage.yaml:"),
                process.triggers.failing().getFirst());
        assertEquals(
                "1 files cannot be used as they stand",
                process.triggers.checks().getFirst().look().detail());
        take(process, 1);
        process.await(1);
        process.die();
    }
}
