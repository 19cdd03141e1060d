package dev.tocsin.cli;

import dev.tocsin.check.PlaybookChecker;
import dev.tocsin.check.Resolution;
import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.document.Document;
import dev.tocsin.document.DocumentParser;
import dev.tocsin.document.SourceReader;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.PlaybookParser;
import dev.tocsin.program.Program;
import dev.tocsin.program.ProgramCompiler;
import dev.tocsin.schema.DocumentSchema;
import dev.tocsin.schema.FileKind;
import dev.tocsin.source.SourceText;

import org.jspecify.annotations.Nullable;

/** Takes one playbook file through every stage, up to the program that hosts run. */
final class PlaybookLoader {

    private final ConnectorRegistry connectors;
    private final Diagnostics diagnostics;

    PlaybookLoader(ConnectorRegistry connectors, Diagnostics diagnostics) {
        this.connectors = connectors;
        this.diagnostics = diagnostics;
    }

    /** The program of a file, or null where it has errors, which are then reported. */
    @Nullable Program load(String path, Console console) {
        SourceText source =
                path.equals("-")
                        ? SourceReader.read(console.in(), "<stdin>", diagnostics)
                        : SourceReader.read(console.resolve(path), path, diagnostics);
        Document document = source == null ? null : DocumentParser.parse(source, diagnostics);
        if (document == null || FileKind.of(document, diagnostics) != FileKind.PLAYBOOK) {
            return null;
        }
        DocumentSchema.of(FileKind.PLAYBOOK).check(document, diagnostics);
        Playbook playbook = PlaybookParser.parse(document, diagnostics);
        if (playbook == null) {
            return null;
        }
        Resolution resolution = PlaybookChecker.check(playbook, connectors, diagnostics);
        return diagnostics.hasErrors() ? null : ProgramCompiler.compile(playbook, resolution);
    }
}
