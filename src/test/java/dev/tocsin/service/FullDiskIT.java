package dev.tocsin.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * R7: when the system refuses to write any more, the packaged service acknowledges nothing more and
 * says that it is not ready. What it had acknowledged is handled once there is room again.
 */
final class FullDiskIT {

    private static final int KIBIBYTES = 3_000;
    private static final int MANY = 20_000;

    @TempDir Path folder;

    @Test
    void acknowledgesNothingThatItCannotKeep() throws IOException, InterruptedException {
        String filler = "x".repeat(8_000);
        List<String> acknowledged = new ArrayList<>();
        try (CountingDesk desk = CountingDesk.open();
                PackagedService service = PackagedService.over(folder, desk.port())) {
            String source = service.run("token", "create", "source", "--role", "ingest:desk");
            String viewer =
                    service.run("token", "create", "viewer@contoso.com", "--role", "viewer");
            service.startWithFilesOfAtMost(KIBIBYTES);
            assertEquals(200, service.readiness());
            int status = 202;
            for (int i = 0; status == 202 && i < MANY; i++) {
                String alert =
                        "{\"alertId\": \"f%d\", \"severity\": \"High\", \"text\": \"%s\"}"
                                .formatted(i, filler);
                status = service.post(source.strip(), alert);
                if (status == 202) {
                    acknowledged.add("f" + i);
                }
            }
            assertEquals(503, status, "the disk became full");
            assertEquals(503, service.readiness());
            String late = "{\"alertId\": \"late\", \"severity\": \"High\"}";
            assertEquals(503, service.post(source.strip(), late), "and it stays with that");
            service.kill();
            service.start();
            service.awaitAllEnded(viewer.strip());
            for (String id : acknowledged) {
                assertTrue(desk.tickets().containsKey(id), "the ticket of " + id + " was opened");
            }
            assertEquals(202, service.post(source.strip(), late), "there is room again");
        }
    }
}
