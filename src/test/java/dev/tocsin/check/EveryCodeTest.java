package dev.tocsin.check;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Explanations;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** No code without a page for people and a golden file that shows it. */
final class EveryCodeTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    @ParameterizedTest
    @EnumSource(Code.class)
    void everyCodeHasAPage(Code code) {
        String page = Explanations.find(code.id());
        assertNotNull(page, () -> "src/main/resources/explain/" + code.id() + ".md is missing");
        assertTrue(page.startsWith("# " + code.id() + "\n"), () -> "the heading of " + code.id());
    }

    @ParameterizedTest
    @EnumSource(Code.class)
    void everyCodeIsShownByAGoldenFile(Code code) throws IOException {
        String printed = "[" + code.id() + "]";
        try (Stream<Path> files = Files.walk(GOLDEN)) {
            boolean shown =
                    files.filter(file -> file.toString().endsWith(".txt"))
                            .anyMatch(file -> reads(file).contains(printed));
            assertTrue(shown, () -> "no golden file shows " + printed);
        }
    }

    private static String reads(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
