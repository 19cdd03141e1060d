package dev.tocsin.cli;

import dev.tocsin.store.StoreException;
import dev.tocsin.store.StoreKey;

import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The key under which a store keeps secret values: 32 bytes in base64, from {@code --key-file}, the
 * variable {@code TOCSIN_STORE_KEY}, or the file beside the store, whichever is first.
 */
final class StoreKeys {

    static final String HELP =
            """
              --key-file FILE     the key of the store; else the variable TOCSIN_STORE_KEY has it,
                                  or the file beside the store whose name ends with `.key`
            """;

    private static final String VARIABLE = "TOCSIN_STORE_KEY";
    private static final String ENDING = ".key";

    private StoreKeys() {}

    static void addTo(Options options) {
        options.addOption(Arguments.valued("key-file"));
    }

    /** The key, or null where there is none: then the store can keep no secret. */
    static @Nullable StoreKey find(Arguments arguments, StorePlace place, Console console)
            throws CommandFault {
        String named = arguments.value("key-file");
        if (named != null) {
            return parse(PrivateFile.read(console.resolve(named), named), "`" + named + "`");
        }
        String text = console.environment().get(VARIABLE);
        if (text != null && !text.isBlank()) {
            return parse(text, "the variable " + VARIABLE);
        }
        Path beside = place.beside(ENDING);
        String name = place.name() + ENDING;
        return Files.exists(beside)
                ? parse(PrivateFile.read(beside, name), "`" + name + "`")
                : null;
    }

    private static StoreKey parse(String text, String where) throws CommandFault {
        try {
            return StoreKey.parse(text, where);
        } catch (StoreException e) {
            throw CommandFault.configuration(e.text(), "`tocsin store key` makes one");
        }
    }

    /**
     * Makes a key, which never replaces another: what is kept under that one would be lost.
     *
     * @param file where it goes
     */
    static void make(Path file, String name) throws CommandFault {
        byte[] key = new byte[StoreKey.SIZE];
        new SecureRandom().nextBytes(key);
        try {
            PrivateFile.create(file, Base64.getEncoder().encodeToString(key) + "\n");
        } catch (IOException e) {
            throw CommandFault.configuration(
                    "cannot make the key `" + name + "`: " + ReadFault.reason(e),
                    Files.exists(file)
                            ? "a key that is there is never replaced: what it keeps would be lost"
                            : null);
        }
    }

    /** Where {@code store key} puts the key unless told otherwise, with how messages call it. */
    static StorePlace besides(StorePlace place) {
        return new StorePlace(place.beside(ENDING), place.name() + ENDING, "");
    }
}
