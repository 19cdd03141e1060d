package dev.tocsin.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * R3: the packaged service under load is killed with {@code kill -9} again and again. What it had
 * acknowledged is there and handled at the end, each ticket was opened, and whatever was asked for
 * twice came with the same key. {@code -Dtocsin.kills=N} kills more often, {@code -Dtocsin.seed=N}
 * at other moments.
 */
final class KillNineIT {

    private static final int KILLS = Integer.getInteger("tocsin.kills", 4);
    private static final long SEED = Long.getLong("tocsin.seed", 9);
    private static final int SENDERS = 8;

    @TempDir Path folder;

    @Test
    void nothingAcknowledgedIsLost() throws IOException, InterruptedException {
        System.out.println("kill -9: " + KILLS + " kills, -Dtocsin.seed=" + SEED);
        Random random = new Random(SEED);
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        AtomicInteger next = new AtomicInteger();
        try (CountingDesk desk = CountingDesk.open();
                PackagedService service = PackagedService.over(folder, desk.port())) {
            String source = service.run("token", "create", "source", "--role", "ingest:desk");
            String viewer =
                    service.run("token", "create", "viewer@contoso.com", "--role", "viewer");
            for (int kill = 0; kill < KILLS; kill++) {
                service.start();
                int until = acknowledged.size() + 40 + random.nextInt(200);
                List<Thread> senders = new ArrayList<>();
                for (int i = 0; i < SENDERS; i++) {
                    senders.add(
                            Thread.ofVirtual()
                                    .start(
                                            () ->
                                                    send(
                                                            service,
                                                            source.strip(),
                                                            next,
                                                            acknowledged)));
                }
                while (acknowledged.size() < until && anyAlive(senders)) {
                    Thread.onSpinWait();
                }
                service.kill();
                for (Thread sender : senders) {
                    sender.join();
                }
                assertTrue(acknowledged.size() >= until, "it was killed under load");
            }
            service.start();
            service.awaitAllEnded(viewer.strip());
            assertEquals(143, service.stop(), "as SIGTERM ends a process");
            holds(desk, acknowledged);
            assertTrue(service.run("store", "check").startsWith("nothing is wrong"), "the store");
        }
    }

    private static boolean anyAlive(List<Thread> threads) {
        return threads.stream().anyMatch(Thread::isAlive);
    }

    /** Sends until the line breaks. */
    static void send(
            PackagedService service, String token, AtomicInteger next, Set<String> acknowledged) {
        while (true) {
            String id = "a" + next.incrementAndGet();
            try {
                int status =
                        service.post(
                                token,
                                "{\"alertId\": \"%s\", \"severity\": \"High\"}".formatted(id));
                if (status == 202) {
                    acknowledged.add(id);
                } else if (status != 503) {
                    throw new AssertionError("answered " + status);
                }
            } catch (IOException | InterruptedException _) {
                return;
            }
        }
    }

    private static void holds(CountingDesk desk, Set<String> acknowledged) {
        Map<String, Map<String, AtomicInteger>> tickets = desk.tickets();
        for (String id : acknowledged) {
            assertTrue(tickets.containsKey(id), "the ticket of " + id + " was opened");
        }
        int repeated = 0;
        for (Map.Entry<String, Map<String, AtomicInteger>> ticket : tickets.entrySet()) {
            assertEquals(1, ticket.getValue().size(), "one key for the ticket " + ticket.getKey());
            int times = ticket.getValue().values().iterator().next().get();
            repeated += times - 1;
        }
        // Only what was under way when it was killed can be asked for again.
        assertTrue(repeated <= KILLS * SENDERS * 20, "repeated " + repeated);
        System.out.println(
                acknowledged.size()
                        + " acknowledged, "
                        + tickets.size()
                        + " tickets, "
                        + repeated
                        + " asked for again with the same key");
    }
}
