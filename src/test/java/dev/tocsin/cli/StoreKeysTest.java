package dev.tocsin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.store.StoreException;
import dev.tocsin.store.StoreKey;

import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Where the key of a store comes from. */
final class StoreKeysTest {

    @TempDir Path folder;

    private StorePlace place;

    @BeforeEach
    void place() {
        place = new StorePlace(folder.resolve("store.db"), "store.db", "");
    }

    private @Nullable StoreKey find(Map<String, String> environment, String... words)
            throws CommandFault {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        Console console =
                new Console(
                        new ByteArrayInputStream(new byte[0]),
                        nowhere,
                        nowhere,
                        environment,
                        folder,
                        new dev.tocsin.host.RunClock.Real(InstantSource.system()),
                        false,
                        false,
                        false);
        return StoreKeys.find(Arguments.parse(new Keyed(), List.of(words)), place, console);
    }

    private static String key(int filler) {
        byte[] key = new byte[32];
        java.util.Arrays.fill(key, (byte) filler);
        return Base64.getEncoder().encodeToString(key);
    }

    private static StoreKey parsed(int filler) throws StoreException {
        return StoreKey.parse(key(filler), "test");
    }

    @Test
    void theFirstOfThreePlacesCounts() throws Exception {
        assertNull(find(Map.of()));

        StorePlace beside = StoreKeys.besides(place);
        StoreKeys.make(beside.file(), beside.name());
        assertNotNull(find(Map.of()));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(beside.file())));

        Map<String, String> variable = Map.of("TOCSIN_STORE_KEY", key(1) + "\n");
        assertEquals(parsed(1), find(variable));

        PrivateFile.create(folder.resolve("named"), key(2) + "\n");
        assertEquals(parsed(2), find(variable, "--key-file", "named"));
    }

    @Test
    void aKeyIsNeverReplaced() throws Exception {
        StorePlace beside = StoreKeys.besides(place);
        StoreKeys.make(beside.file(), beside.name());
        String made = Files.readString(beside.file());

        CommandFault fault =
                assertThrows(
                        CommandFault.class, () -> StoreKeys.make(beside.file(), beside.name()));
        assertTrue(fault.text().contains("a file of that name is in the way"), fault::text);
        assertEquals(made, Files.readString(beside.file()));
    }

    @Test
    void whatIsNoKeyIsToldWithoutIt() {
        CommandFault fault =
                assertThrows(
                        CommandFault.class,
                        () -> find(Map.of("TOCSIN_STORE_KEY", "correct horse battery")));
        assertEquals(
                "the key in the variable TOCSIN_STORE_KEY is not 32 bytes in base64", fault.text());
    }

    /** A command that does nothing but take the option. */
    private record Keyed() implements Command {

        @Override
        public String name() {
            return "keyed";
        }

        @Override
        public String summary() {
            return "";
        }

        @Override
        public String help() {
            return "";
        }

        @Override
        public Options options() {
            Options options = new Options();
            StoreKeys.addTo(options);
            return options;
        }

        @Override
        public int run(Arguments arguments, Console console) {
            return ExitCode.FINE;
        }
    }
}
