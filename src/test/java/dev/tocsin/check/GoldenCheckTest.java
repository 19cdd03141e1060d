package dev.tocsin.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.connector.Settings;
import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Colour;
import dev.tocsin.diagnostic.Diagnostic;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Profile;
import dev.tocsin.diagnostic.TextRenderer;
import dev.tocsin.document.Document;
import dev.tocsin.document.DocumentParser;
import dev.tocsin.document.FileFindings;
import dev.tocsin.document.SourceReader;
import dev.tocsin.lab.Scenario;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.PlaybookParser;
import dev.tocsin.playbook.Policy;
import dev.tocsin.playbook.PolicyParser;
import dev.tocsin.playbook.ProjectPlaybooks;
import dev.tocsin.playbook.ProjectPolicies;
import dev.tocsin.schema.DocumentSchema;
import dev.tocsin.schema.FileKind;
import dev.tocsin.service.config.ServiceFileParser;
import dev.tocsin.source.SourceText;
import dev.tocsin.testing.Golden;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Every file below {@code golden/check} with the whole of what is said about it in the file beside
 * it. A line that is wrong carries a mark, {@code # ERROR code}, where YAML lets a comment stand; a
 * file that has marks has no diagnostic on an unmarked line.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GoldenCheckTest {

    private static final Path CASES = Path.of("src/test/resources/golden/check");

    /** What the cases call. */
    private static final Path CALLED = Path.of("src/test/resources/golden/called");

    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    private final Map<FileKind, DocumentSchema> schemas = new EnumMap<>(FileKind.class);

    private final ConnectorRegistry connectors = ConnectorRegistry.load(null, new Diagnostics());

    @TempDir Path folder;

    List<Path> cases() throws IOException {
        try (Stream<Path> files = Files.walk(CASES)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    /** All stages that look at a file before a run. */
    private List<Diagnostic> check(Path file, String name) {
        Diagnostics diagnostics = new Diagnostics();
        SourceText source = SourceReader.read(file, name, diagnostics);
        Document document = source == null ? null : DocumentParser.parse(source, diagnostics);
        FileKind kind = document == null ? null : FileKind.of(document, diagnostics);
        if (document != null && kind != null) {
            boolean readAsMeant = !diagnostics.hasErrors();
            HardCodedCredential.check(document, diagnostics);
            if (kind == FileKind.LAB) {
                Scenario.parse(document, diagnostics);
            } else if (kind == FileKind.SERVICE) {
                ServiceFileParser.parse(document, diagnostics);
            } else {
                schemas.computeIfAbsent(kind, DocumentSchema::of).check(document, diagnostics);
            }
            if (kind == FileKind.PLAYBOOK && readAsMeant) {
                checkPlaybook(document, diagnostics);
            }
            if (kind == FileKind.POLICY && readAsMeant) {
                checkPolicy(document, diagnostics);
            }
        }
        return document == null
                ? diagnostics.sorted()
                : FileFindings.settle(document, diagnostics).sorted();
    }

    private void checkPlaybook(Document document, Diagnostics diagnostics) {
        Playbook playbook = PlaybookParser.parse(document, diagnostics);
        if (playbook != null) {
            CalledPlaybooks called =
                    new CalledPlaybooks(new ProjectPlaybooks(CALLED, CALLED), connectors);
            PlaybookChecker.check(playbook, called, diagnostics);
            called.errors(_ -> false).forEach(diagnostics::add);
        }
    }

    /** As the last by name of the policies beside it. */
    private void checkPolicy(Document document, Diagnostics diagnostics) {
        Policy policy = PolicyParser.parse(document, diagnostics);
        if (policy != null) {
            CalledPlaybooks called =
                    new CalledPlaybooks(new ProjectPlaybooks(CALLED, CALLED), connectors);
            PolicyChecker.check(policy, called, Settings.NONE, NOW, diagnostics);
            List<Policy> all = new ArrayList<>();
            for (ProjectPolicies.Found beside : ProjectPolicies.below(CALLED, CALLED)) {
                assertFalse(beside.diagnostics().hasErrors());
                all.add(beside.policy());
            }
            all.add(policy);
            PolicyOrder.check(all, policy::equals, diagnostics);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void saysWhatIsExpected(Path file) throws IOException {
        String name = file.getFileName().toString();
        String code = file.getParent().getFileName().toString();
        Code known = Code.find(code);
        boolean strict = known != null && known.from() == Profile.STRICT;
        Profile profile = strict ? Profile.STRICT : Profile.STANDARD;
        List<Diagnostic> found = profile.of(check(file, name));
        assertFalse(found.isEmpty(), "a case shows a mistake");
        assertTrue(
                found.stream().anyMatch(diagnostic -> diagnostic.code().id().equals(code)),
                () -> "no " + code + " in " + found);
        compareMarks(Files.readString(file, StandardCharsets.ISO_8859_1), found);
        Path expected = file.resolveSibling(name.replace(".yaml", ".expected.txt"));
        Golden.check(expected, new TextRenderer(Colour.OFF).render(found));
    }

    List<Path> sound() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/golden/ok"))) {
            return files.sorted().toList();
        }
    }

    /** They show every key there is; that nothing reads some of what they declare is no matter. */
    @ParameterizedTest
    @MethodSource("sound")
    void saysNothingOfWhatIsRight(Path file) {
        List<Diagnostic> found = new ArrayList<>();
        for (Diagnostic diagnostic : Profile.STANDARD.of(check(file, file.toString()))) {
            if (!diagnostic.code().id().startsWith("unused-")) {
                found.add(diagnostic);
            }
        }
        assertEquals("", new TextRenderer(Colour.OFF).render(found));
    }

    private static void compareMarks(String text, List<Diagnostic> found) {
        List<String> marked = new ArrayList<>();
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            for (String severity : List.of("error", "warning")) {
                String mark = "# " + severity.toUpperCase(Locale.ROOT) + " ";
                int at = lines[i].indexOf(mark);
                if (at >= 0) {
                    String code = lines[i].substring(at + mark.length()).strip().split("\\s")[0];
                    marked.add((i + 1) + " " + severity + " " + code);
                }
            }
        }
        if (marked.isEmpty()) {
            return;
        }
        List<String> reported = new ArrayList<>();
        for (Diagnostic diagnostic : found) {
            String line =
                    diagnostic.source().lineAt(diagnostic.span().start())
                            + " "
                            + diagnostic.severity().word()
                            + " "
                            + diagnostic.code().id();
            if (!reported.contains(line)) {
                reported.add(line);
            }
        }
        assertEquals(marked, reported);
    }

    /** Files that git or an editor would spoil, or that are too large to keep, are made here. */
    @Test
    void filesThatCannotBeKept() throws IOException {
        StringBuilder said = new StringBuilder();
        Path large = folder.resolve("large.yaml");
        Files.writeString(large, "a: bcdefgh\n".repeat(1_000_000));
        append(large, said);
        append(folder.resolve("missing.yaml"), said);
        append(Files.createDirectory(folder.resolve("folder.yaml")), said);
        append(bytes("empty.yaml"), said);
        append(bytes("zero-byte.yaml", 'a', ':', ' ', 0, 1, 2), said);
        append(bytes("latin-1.yaml", 't', ':', ' ', 'c', 'a', 'f', 0xE9, '\n'), said);
        append(bytes("utf-16.yaml", 0xFF, 0xFE, 'a', 0, ':', 0), said);
        append(bytes("escape.yaml", 'a', ':', ' ', 0x1B, '[', '2', 'J', '\n'), said);
        append(bytes("byte-order-mark.yaml", 0xEF, 0xBB, 0xBF, 'x', ':', ' ', '1', '\n'), said);
        Golden.check(CASES.resolve("made-by-the-test.expected.txt"), said.toString());
    }

    private void append(Path file, StringBuilder said) {
        if (!said.isEmpty()) {
            said.append('\n');
        }
        String name = file.getFileName().toString();
        said.append(new TextRenderer(Colour.OFF).render(check(file, name)));
    }

    private Path bytes(String name, int... content) throws IOException {
        byte[] bytes = new byte[content.length];
        for (int i = 0; i < content.length; i++) {
            bytes[i] = (byte) content[i];
        }
        return Files.write(folder.resolve(name), bytes);
    }
}
