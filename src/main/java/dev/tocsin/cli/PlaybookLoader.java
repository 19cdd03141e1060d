package dev.tocsin.cli;

import dev.tocsin.check.CalledPlaybooks;
import dev.tocsin.check.PlaybookChecker;
import dev.tocsin.check.Resolution;
import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.document.Document;
import dev.tocsin.document.FileFindings;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.ProjectPlaybooks;
import dev.tocsin.program.Program;
import dev.tocsin.program.ProgramCompiler;
import dev.tocsin.schema.FileKind;

import org.jspecify.annotations.Nullable;

/** Takes one playbook file through every stage, up to the program that hosts run. */
final class PlaybookLoader {

    private final ConnectorRegistry connectors;
    private final Diagnostics diagnostics;

    PlaybookLoader(ConnectorRegistry connectors, Diagnostics diagnostics) {
        this.connectors = connectors;
        this.diagnostics = diagnostics;
    }

    /**
     * The program of a file, or null where it has errors, which are then reported.
     *
     * @throws CommandFault if the file is of another kind
     */
    @Nullable Program load(String path, Console console) throws CommandFault {
        ProjectFile file = new ProjectFile(console.resolve(path), path);
        FileStages stages = new FileStages(console.in());
        FileStages.Result result = stages.run(file);
        FileKind kind = result.kind();
        if (kind != null && kind != FileKind.PLAYBOOK) {
            throw CommandFault.usage(
                    "`" + path + "` is no playbook: its kind is `" + kind.key() + "`",
                    "`tocsin validate` checks files of each kind");
        }
        Playbook playbook = result.playbook();
        CalledPlaybooks called =
                new CalledPlaybooks(
                        new ProjectPlaybooks(ProjectRoot.of(path, console), console.directory()),
                        connectors);
        Diagnostics found = new Diagnostics();
        Resolution resolution =
                playbook == null ? null : PlaybookChecker.check(playbook, called, found);
        stages.checkStructure(result);
        found.addAll(result.diagnostics());
        Document document = result.document();
        diagnostics.addAll(document == null ? found : FileFindings.settle(document, found));
        called.errors(file.path()::equals).forEach(diagnostics::add);
        return playbook == null || resolution == null || diagnostics.hasErrors()
                ? null
                : ProgramCompiler.compile(playbook, resolution);
    }
}
