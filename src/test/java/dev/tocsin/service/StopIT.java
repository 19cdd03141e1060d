package dev.tocsin.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** R11: told to stop under load, the packaged service ends in good order, and goes on later. */
final class StopIT {

    @TempDir Path folder;

    @Test
    void goesOnAtTheNextStart() throws IOException, InterruptedException {
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        try (CountingDesk desk = CountingDesk.open();
                PackagedService service = PackagedService.over(folder, desk.port())) {
            String source = service.run("token", "create", "source", "--role", "ingest:desk");
            String viewer =
                    service.run("token", "create", "viewer@contoso.com", "--role", "viewer");
            service.start();
            AtomicInteger next = new AtomicInteger();
            Thread sender =
                    Thread.ofVirtual()
                            .start(
                                    () ->
                                            KillNineIT.send(
                                                    service, source.strip(), next, acknowledged));
            while (acknowledged.size() < 50 && sender.isAlive()) {
                Thread.onSpinWait();
            }
            assertEquals(143, service.stop(), "as SIGTERM ends a process");
            sender.join();
            service.start();
            service.awaitAllEnded(viewer.strip());
            for (String id : acknowledged) {
                assertTrue(desk.tickets().containsKey(id), "the ticket of " + id + " was opened");
                assertEquals(
                        1,
                        desk.tickets().get(id).values().iterator().next().get(),
                        "what was sent was awaited, so nothing is sent twice");
            }
        }
    }
}
