package dev.tocsin.cli;

import dev.tocsin.diagnostic.Colour;
import dev.tocsin.diagnostic.Diagnostic;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Findings;
import dev.tocsin.diagnostic.GithubRenderer;
import dev.tocsin.diagnostic.JsonRenderer;
import dev.tocsin.diagnostic.Profile;
import dev.tocsin.diagnostic.SarifRenderer;
import dev.tocsin.diagnostic.Summary;
import dev.tocsin.diagnostic.TextRenderer;

import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;

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

        Checks playbooks, policies, connectors, connections, scenarios of the lab and the
        operator's configuration: YAML, structure, names, types. Runs nothing, reads no
        secret and touches no network.

        A PATH is a file, a folder or `-` for standard input; without one, the current
        folder is searched. Below a folder, the YAML files whose first key is `playbook`,
        `policy`, `connector`, `connections`, `lab` or `service` are checked; hidden
        folders, `target` and `node_modules` are passed over.

        Options:
        """
                + """
                  --format FORMAT     text (default), json, sarif or github
                  --output FILE       write the result to FILE instead of standard output
                  --profile PROFILE   how much is reported: `min` is errors only, `standard`
                                      (default) warnings too, `strict` further warnings; with
                                      `strict` a warning fails the check as an error does
                  --baseline FILE     hide the findings that FILE lists
                  --prune             remove from the baseline what is found no more
                  --write-baseline FILE
                                      list all findings of now in FILE, and hide them
                  -h, --help          show this text

                A comment hides a finding on its line, or on the next line where it stands alone:
                `# tocsin: ignore[code] reason`. Errors that keep a file from running cannot be
                hidden so.

                Ends with 0 if nothing is wrong, 1 if there are errors (with `--profile strict`
                also for warnings), 5 if no file matched. `tocsin explain CODE` tells more
                about a finding.

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
        options.addOption(ProfileOption.option());
        options.addOption(Arguments.valued("baseline"));
        options.addOption(Arguments.valued("write-baseline"));
        options.addOption(Arguments.flag("prune"));
        return options;
    }

    @Override
    public int run(Arguments arguments, Console console) throws CommandFault {
        FindingsFormat format = FindingsFormat.of(arguments.value("format"));
        String output = arguments.value("output");
        ReportOptions report =
                new ReportOptions(Format.TEXT, output == null ? null : console.resolve(output));
        Profile profile = ProfileOption.from(arguments);
        refuseHalf(arguments);
        List<ProjectFile> files = ProjectFiles.find(arguments.operands(), console);
        Diagnostics found = new Validation(console).check(files);
        Baseline baseline = baseline(arguments, profile.of(found.sorted()), console);
        List<Diagnostic> unknown =
                baseline == null ? found.sorted() : baseline.hide(found.sorted(), files);
        if (baseline != null) {
            settle(baseline, arguments, console);
        }
        Findings findings =
                new Findings(
                        profile.of(unknown),
                        files.size(),
                        found.ignored(),
                        baseline == null ? 0 : baseline.hidden());
        report.write(
                switch (format) {
                    case JSON -> JsonRenderer.render(findings);
                    case TEXT -> text(findings, report, console);
                    case SARIF -> SarifRenderer.render(findings);
                    case GITHUB -> GithubRenderer.render(findings);
                },
                console);
        return profile.fails(findings.reported()) ? ExitCode.FINDINGS : ExitCode.FINE;
    }

    private static void refuseHalf(Arguments arguments) throws CommandFault {
        boolean reads = arguments.value("baseline") != null;
        if (reads && arguments.value("write-baseline") != null) {
            throw CommandFault.usage(
                    "`--baseline` and `--write-baseline` do not go together",
                    "`--prune` with `--baseline` removes what is found no more");
        }
        if (!reads && arguments.has("prune")) {
            throw CommandFault.usage("`--prune` needs `--baseline FILE`", null);
        }
    }

    private static @Nullable Baseline baseline(
            Arguments arguments, List<Diagnostic> found, Console console) throws CommandFault {
        String known = arguments.value("baseline");
        if (known != null) {
            return Baseline.read(known, console);
        }
        String written = arguments.value("write-baseline");
        if (written == null) {
            return null;
        }
        Baseline baseline = Baseline.empty(console.resolve(written), console);
        baseline.accept(found);
        return baseline;
    }

    /** Writes the baseline where that was asked for, else tells of entries that nothing matches. */
    private static void settle(Baseline baseline, Arguments arguments, Console console)
            throws CommandFault {
        String known = arguments.value("baseline");
        String written = arguments.value("write-baseline");
        String target = written != null || !arguments.has("prune") ? written : known;
        if (target != null) {
            baseline.write(console.resolve(target));
        } else if (baseline.stale() > 0) {
            console.err()
                    .println(
                            "note: "
                                    + baseline.stale()
                                    + " of the findings in the baseline are gone; `--prune` removes"
                                    + " them from it");
        }
    }

    private static String text(Findings findings, ReportOptions report, Console console) {
        boolean coloured = console.colours() && report.file() == null;
        String list =
                new TextRenderer(coloured ? Colour.ON : Colour.OFF).render(findings.reported());
        String separator = list.isEmpty() ? "" : "\n";
        return list + separator + Summary.of(findings) + "\n";
    }
}
