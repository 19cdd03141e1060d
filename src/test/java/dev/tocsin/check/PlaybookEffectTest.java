package dev.tocsin.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.connector.Effect;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.document.Document;
import dev.tocsin.document.DocumentParser;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.PlaybookParser;
import dev.tocsin.playbook.ProjectPlaybooks;
import dev.tocsin.source.SourceText;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.Objects;

/** The effect of a playbook is the worst of what it and those that it calls do. */
final class PlaybookEffectTest {

    private static final Path CALLED = Path.of("src/test/resources/golden/called");
    private static final Path CONNECTORS = Path.of("src/test/resources/golden/run");

    @ParameterizedTest
    @CsvSource({
        "'value: 1', PURE",
        "'action: desk.read', READ",
        "'call: tidy-up', CHANGE",
        "'call: does-much', CHANGE",
        "'call: contains', CONTAIN",
        "'if: true\n    then: [{ call: contains }]', CONTAIN",
        "'call: again', PURE",
        "'call: nowhere', PURE"
    })
    void isTheWorstOfTheClosure(String step, Effect effect) {
        Diagnostics diagnostics = new Diagnostics();
        SourceText source = SourceText.of("any.yaml", "playbook: any\nsteps:\n  - " + step);
        Document document = DocumentParser.parse(source, diagnostics);
        Playbook playbook = PlaybookParser.parse(Objects.requireNonNull(document), diagnostics);
        ConnectorRegistry connectors = ConnectorRegistry.load(CONNECTORS, diagnostics);
        CalledPlaybooks called =
                new CalledPlaybooks(new ProjectPlaybooks(CALLED, CALLED), connectors);
        assertEquals(effect, PlaybookEffect.of(Objects.requireNonNull(playbook), called));
    }
}
