package dev.tocsin.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

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

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Mappings that ship are trusted when they are read, so that starting is fast: here they are
 * checked as those of a project are.
 */
final class ShippedSignalsTest {

    static List<String> connectors() {
        return new BuiltInConnectors().names();
    }

    @ParameterizedTest
    @MethodSource("connectors")
    void hasNoMistakeButWhatOnlyShippedFilesMay(String name) throws Exception {
        Path file = Path.of("src/main/resources/connectors", name + ".yaml");
        Diagnostics diagnostics = new Diagnostics();
        SourceText source = SourceText.of(name + ".yaml", Files.readString(file));
        Document document = DocumentParser.parse(source, diagnostics);
        assertNotNull(document);
        DocumentSchema.of(FileKind.CONNECTOR).check(document, diagnostics);
        ConnectorParser.check(document, diagnostics);
        List<Diagnostic> found = new ArrayList<>(Profile.STANDARD.of(diagnostics.sorted()));
        found.removeIf(each -> each.message().startsWith("a connector of a project names no"));
        assertEquals("", new TextRenderer(Colour.OFF).render(found));
    }

    @ParameterizedTest
    @MethodSource("connectors")
    void readsItsSignalsWhenAskedFor(String name) {
        Connector connector = new BuiltInConnectors().find(name);
        assertNotNull(connector);
        for (SignalSource signals :
                new SignalSource[] {connector.alerts(), connector.incidents()}) {
            if (signals != null) {
                assertEquals("object", signals.event().json().text("type"));
                String fetch = signals.fetch();
                if (fetch != null) {
                    Operation operation = connector.operation(fetch);
                    assertNotNull(operation, fetch);
                    assertEquals(Effect.READ, operation.spec().effect());
                }
            }
        }
    }
}
