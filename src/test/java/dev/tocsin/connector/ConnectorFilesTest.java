package dev.tocsin.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Colour;
import dev.tocsin.diagnostic.Diagnostic;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Profile;
import dev.tocsin.diagnostic.TextRenderer;
import dev.tocsin.document.Document;
import dev.tocsin.document.DocumentParser;
import dev.tocsin.schema.DocumentSchema;
import dev.tocsin.schema.FileKind;
import dev.tocsin.source.SourceText;
import dev.tocsin.testing.Golden;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What is said about connector and connections files. */
final class ConnectorFilesTest {

    private static final Path CASES = Path.of("src/test/resources/golden/connector-files");

    @TempDir Path folder;

    static List<Path> cases() throws IOException {
        try (Stream<Path> files = Files.walk(CASES)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void saysWhatIsExpected(Path file) throws IOException, InterruptedException {
        String name = file.getFileName().toString();
        String text = Files.readString(file);
        List<Diagnostic> found = check(SourceText.of(name, text), file);
        assertFalse(found.isEmpty());
        assertFalse(new TextRenderer(Colour.OFF).render(found).contains("canary"));
        if (text.contains("# ERROR")) {
            assertEquals(marks(text), places(found), new TextRenderer(Colour.OFF).render(found));
        }
        Golden.check(
                file.resolveSibling(name.replace(".yaml", ".expected.txt")),
                new TextRenderer(Colour.OFF).render(found).replace(folder + "/", ""));
    }

    /** As {@code validate} and {@code run} do it. */
    private List<Diagnostic> check(SourceText source, Path file)
            throws IOException, InterruptedException {
        Diagnostics diagnostics = new Diagnostics();
        Document document = Objects.requireNonNull(DocumentParser.parse(source, diagnostics));
        FileKind kind = Objects.requireNonNull(FileKind.of(document, diagnostics));
        String code = file.getParent().getFileName().toString();
        if (code.equals("duplicate-connector")) {
            Files.createDirectories(folder.resolve("connectors"));
            Files.copy(file, folder.resolve("connectors").resolve(source.name()));
            assertFalse(ConnectorRegistry.load(folder, diagnostics).names().isEmpty());
        } else if (kind == FileKind.CONNECTOR) {
            ConnectorParser.check(document, diagnostics);
        } else {
            Connections connections = Connections.parse(document, null, diagnostics);
            for (Connection connection : connections.all()) {
                if (code.equals("unresolved-credential")) {
                    Connections.resolvable(
                            connection, new SystemCredentials(Map.of(), null), diagnostics);
                }
            }
            if (code.equals("invalid-connection")) {
                connections.check(ConnectorRegistry.load(null, diagnostics), diagnostics);
            }
            if (code.equals("missing-connection")) {
                ConnectorRegistry registry = ConnectorRegistry.load(null, diagnostics);
                for (String[] use :
                        new String[][] {{"teams", null}, {"graph", null}, {"mail", "own-teams"}}) {
                    connections.require(
                            Objects.requireNonNull(registry.find(use[0])),
                            use[1],
                            source,
                            document.root().span(),
                            diagnostics);
                }
            }
        }
        return diagnostics.sorted();
    }

    private static List<String> marks(String text) {
        List<String> marks = new ArrayList<>();
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            int at = lines[i].indexOf("# ERROR ");
            if (at >= 0) {
                marks.add(i + 1 + " " + lines[i].substring(at + 8).strip());
            }
        }
        return marks;
    }

    private static List<String> places(List<Diagnostic> found) {
        List<String> places = new ArrayList<>();
        for (Diagnostic one : found) {
            places.add(one.source().lineAt(one.span().start()) + " " + one.code().id());
        }
        return places;
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void filesThatShipFitTheSchemaAndTheChecks(String name) throws IOException {
        Path file = Path.of("src/main/resources/connectors", name + ".yaml");
        Diagnostics diagnostics = new Diagnostics();
        Document document =
                Objects.requireNonNull(
                        DocumentParser.parse(
                                SourceText.of(name, Files.readString(file)), diagnostics));
        Connector whole = ConnectorParser.project(document, diagnostics);
        Connector cut = new BuiltInConnectors().find(name);
        assertNotNull(whole);
        assertNotNull(cut);
        assertEquals(names(whole), names(cut), "cutting finds every operation");
        DocumentSchema.of(FileKind.CONNECTOR).check(document, diagnostics);
        ConnectorParser.check(document, diagnostics);
        List<String> wrong = new ArrayList<>();
        for (Diagnostic one : Profile.STANDARD.of(diagnostics.sorted())) {
            // A shipped file may name addresses, which a project's may not.
            if (!one.message().startsWith("a connector of a project names no")) {
                wrong.add(one.source().lineAt(one.span().start()) + ": " + one.message());
            }
        }
        assertEquals(List.of(), wrong);
    }

    private static List<String> names(Connector connector) {
        List<String> names = new ArrayList<>();
        connector.operations().forEach(operation -> names.add(operation.spec().name()));
        return names;
    }

    static List<String> shipped() {
        return new BuiltInConnectors().names();
    }

    @Test
    void exampleOfTheManualIsRight() throws IOException, InterruptedException {
        String manual = Files.readString(Path.of("docs/connectors.md"));
        int found = 0;
        for (String start :
                List.of("connector: service-desk", "connector: inventory", "connections:")) {
            String opening = "```yaml\n" + start;
            for (int at = manual.indexOf(opening); at >= 0; at = manual.indexOf(opening, at + 1)) {
                int from = at + "```yaml\n".length();
                String text = manual.substring(from, manual.indexOf("```", from));
                assertEquals(List.of(), check(SourceText.of("manual", text), CASES.resolve("x/y")));
                found++;
            }
        }
        assertEquals(8, found);
    }

    @Test
    void projectConnectorsAreFoundByName() throws IOException {
        Files.createDirectories(folder.resolve("connectors"));
        Files.writeString(
                folder.resolve("connectors/desk.yaml"),
                """
                connector: service-desk
                summary: Tickets.
                operations:
                  list: { summary: Lists., effect: read, request: { method: GET, path: /t }, examples: [{ output: [] }] }
                """);
        Diagnostics diagnostics = new Diagnostics();
        ConnectorRegistry registry = ConnectorRegistry.load(folder, diagnostics);
        Connector desk = registry.find("service-desk");
        assertNotNull(desk);
        assertNotNull(desk.operation("list"));
        assertNull(registry.find("unknown"));
        assertFalse(registry.isBuiltIn("service-desk"));
        assertTrue(registry.isBuiltIn("mail"));
        assertEquals(List.of(), diagnostics.sorted());
    }

    @Test
    void twoJavaConnectorsOfOneNameNameBothClasses() {
        Connector mail =
                Objects.requireNonNull(
                        ConnectorRegistry.load(null, new Diagnostics()).find("mail"));
        IllegalStateException failure =
                assertThrows(
                        IllegalStateException.class,
                        () ->
                                new JavaConnectors(new BuiltInConnectors())
                                        .byName(List.of(mail, mail)));
        assertEquals(
                "two connectors are called `mail`: dev.tocsin.builtin.MailConnector and"
                        + " dev.tocsin.builtin.MailConnector",
                failure.getMessage());
    }

    @Test
    void environmentReplacesKeys() {
        String text =
                """
                connections:
                  graph: { timeout: 5s, auth: { kind: bearer, token: env:TOCSIN_TEST } }
                environments:
                  prod: { connections: { graph: { auth: { kind: bearer, token: env:TOCSIN_PROD } } } }
                """;
        Diagnostics diagnostics = new Diagnostics();
        SourceText source = SourceText.of("connections.yaml", text);
        Connection test =
                Objects.requireNonNull(Connections.parse(source, null, diagnostics).named("graph"));
        Connection prod =
                Objects.requireNonNull(
                        Connections.parse(source, "prod", diagnostics).named("graph"));
        assertTrue(test.auth().toString().contains("env:TOCSIN_TEST"));
        assertTrue(prod.auth().toString().contains("env:TOCSIN_PROD"));
        assertEquals(test.timeout(), prod.timeout());
        assertEquals(List.of(), diagnostics.sorted());
        Connections.parse(source, "staging", diagnostics);
        assertEquals(Code.INVALID_CONNECTION, diagnostics.sorted().getFirst().code());
    }

    @Test
    void secretFilesStayBelowTheFolder() throws IOException {
        Path secrets = Files.createDirectories(folder.resolve("secrets"));
        Files.writeString(folder.resolve("outside"), "canary");
        Files.writeString(secrets.resolve("token"), "inside\n");
        Files.createSymbolicLink(secrets.resolve("link"), folder.resolve("outside"));
        SystemCredentials source = new SystemCredentials(Map.of("TOCSIN_A", "b"), secrets);
        assertEquals(Secret.of("inside"), source.find("file:token"));
        assertEquals(Secret.of("b"), source.find("env:TOCSIN_A"));
        assertNull(source.find("file:link"));
        assertNull(source.find("file:../outside"));
        assertNull(source.find("env:PATH"));
        assertEquals("(secret)", String.valueOf(source.find("file:token")));
    }
}
