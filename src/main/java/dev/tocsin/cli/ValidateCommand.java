package dev.tocsin.cli;

import dev.tocsin.diagnostic.Colour;
import dev.tocsin.diagnostic.Diagnostic;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.JsonRenderer;
import dev.tocsin.diagnostic.Summary;
import dev.tocsin.diagnostic.TextRenderer;

import org.apache.commons.cli.Options;

import java.util.List;

/** {@code tocsin validate}. */
final class ValidateCommand implements Command {

    @Override
    public String name() {
        return "validate";
    }

    @Override
    public String summary() {
        return "Check files without running anything";
    }

    @Override
    public String help() {
        return """
        Usage: tocsin validate [PATH...] [OPTION...]

        Checks playbooks, connectors and connections: YAML, structure, names, types.
        Runs nothing, reads no secret and touches no network.

        A PATH is a file, a folder or `-` for standard input; without one, the current
        folder is searched. Below a folder, the YAML files whose first key is `playbook`,
        `connector` or `connections` are checked; hidden folders, `target` and
        `node_modules` are passed over.

        Options:
        """
                + ReportOptions.HELP
                + """
                  -h, --help          show this text

                Ends with 0 if nothing is wrong (warnings aside), 1 if there are errors, 5 if no
                file matched. `tocsin explain CODE` tells more about a finding.

                Examples:
                  tocsin validate
                  tocsin validate playbooks/isolate-device-on-high-alert.yaml
                  tocsin validate --format json --output findings.json playbooks examples
                """;
    }

    @Override
    public Options options() {
        Options options = new Options();
        ReportOptions.addTo(options);
        return options;
    }

    @Override
    public int run(Arguments arguments, Console console) throws CommandFault {
        ReportOptions report = ReportOptions.from(arguments, console);
        List<ProjectFile> files = ProjectFiles.find(arguments.operands(), console);
        Diagnostics found = new Validation(console).check(files);
        List<Diagnostic> sorted = found.sorted();
        report.write(
                switch (report.format()) {
                    case JSON -> JsonRenderer.render(sorted);
                    case TEXT -> text(sorted, files.size(), report, console);
                },
                console);
        return found.hasErrors() ? ExitCode.FINDINGS : ExitCode.FINE;
    }

    private static String text(
            List<Diagnostic> found, int files, ReportOptions report, Console console) {
        boolean coloured = console.colours() && report.file() == null;
        String list = new TextRenderer(coloured ? Colour.ON : Colour.OFF).render(found);
        String separator = list.isEmpty() ? "" : "\n";
        return list + separator + Summary.of(found, files) + "\n";
    }
}
