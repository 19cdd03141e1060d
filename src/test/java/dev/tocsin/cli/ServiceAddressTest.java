package dev.tocsin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** How commands find the service that holds their store. */
final class ServiceAddressTest {

    @TempDir Path folder;

    private StorePlace place;

    @BeforeEach
    void place() {
        place = new StorePlace(folder.resolve("store.db"), "store.db", "");
    }

    private Path file() {
        return folder.resolve("store.db.service");
    }

    @Test
    void aServiceIsFoundThroughAFileForItsUserAlone() throws Exception {
        ServiceAddress published =
                new ServiceAddress(URI.create("http://127.0.0.1:8720"), ServiceAddress.newToken());
        published.publish(place);

        assertEquals(published, ServiceAddress.of(place));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
        // Another start of the service is another token.
        published.publish(place);
        assertNotEquals(ServiceAddress.newToken(), published.token());
    }

    @Test
    void aServiceThatIsOverIsNotFound() throws Exception {
        new ServiceAddress(URI.create("http://127.0.0.1:8720"), "t").publish(place);
        ServiceAddress.withdraw(place);
        assertNull(ServiceAddress.of(place));

        // The largest id of a process on Linux is 2^22; one that is killed leaves its file.
        PrivateFile.create(
                file(), "{\"url\":\"http://127.0.0.1:8720\",\"token\":\"t\",\"pid\":999999999}");
        assertNull(ServiceAddress.of(place));
    }

    /** A folder may come from anybody, with the file in it; orders carry one's own token. */
    @Test
    void aFileThatLeadsToAnotherMachineIsNotFollowed() throws Exception {
        long alive = ProcessHandle.current().pid();
        for (String host : new String[] {"evil.example", "192.0.2.7", "localhost.evil.example"}) {
            PrivateFile.replace(
                    file(),
                    "{\"url\":\"https://" + host + "\",\"token\":\"t\",\"pid\":" + alive + "}");
            CommandFault fault =
                    assertThrows(CommandFault.class, () -> ServiceAddress.of(place), host);
            assertTrue(fault.text().contains("does not say how"), fault::text);
        }
        ServiceAddress six = new ServiceAddress(URI.create("http://[::1]:8720"), "t");
        six.publish(place);
        assertEquals(six, ServiceAddress.of(place));
    }

    @Test
    void aFileThatOthersMayReadIsNotTrusted() throws Exception {
        new ServiceAddress(URI.create("http://127.0.0.1:8720"), "t").publish(place);
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));

        CommandFault fault = assertThrows(CommandFault.class, () -> ServiceAddress.of(place));
        assertTrue(fault.text().contains("others may read `store.db.service`"), fault::text);
        assertEquals("`chmod 600 store.db.service` keeps it to yourself", fault.help());
    }

    @Test
    void aBrokenFileIsToldWithoutItsToken() throws Exception {
        PrivateFile.create(file(), "{\"token\":\"0815\"");

        CommandFault fault = assertThrows(CommandFault.class, () -> ServiceAddress.of(place));
        assertTrue(fault.text().contains("store.db.service"), fault::text);
        assertTrue(!fault.text().contains("0815"), fault::text);
    }
}
