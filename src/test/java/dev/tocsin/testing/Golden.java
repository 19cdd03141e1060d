package dev.tocsin.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares what Tocsin printed with a file a reader can open.
 *
 * <p>{@code mvn verify -Dtocsin.golden=rewrite} writes the files instead; the diff is then
 * reviewed. A missing file fails, so no case passes by having no expectation.
 */
public final class Golden {

    private static final boolean REWRITE = "rewrite".equals(System.getProperty("tocsin.golden"));

    private Golden() {}

    /** Fails unless {@code expected} exists and holds exactly {@code actual}. */
    public static void check(Path expected, String actual) {
        try {
            if (REWRITE) {
                Files.createDirectories(expected.getParent());
                Files.writeString(expected, actual);
                return;
            }
            if (!Files.exists(expected)) {
                fail(
                        expected
                                + " is missing; write it with -Dtocsin.golden=rewrite. Got:\n"
                                + actual);
            }
            assertEquals(Files.readString(expected), actual, () -> "differs from " + expected);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
