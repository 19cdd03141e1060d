package dev.tocsin.cli;

import dev.tocsin.diagnostic.Colour;
import dev.tocsin.diagnostic.Diagnostic;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.JsonRenderer;
import dev.tocsin.diagnostic.Profile;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.diagnostic.Summary;
import dev.tocsin.diagnostic.TextRenderer;

import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
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
                  --profile PROFILE   how much is reported: `min` is errors only, `standard`
                                      (default) warnings too, `strict` further warnings; with
                                      `strict` a warning fails the check as an error does
                  -h, --help          show this text

                Ends with 0 if nothing is wrong, 1 if there are errors (with `--profile strict`
                also for warnings), 5 if no file matched. `tocsin explain CODE` tells more about a finding.

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
        options.addOption(Arguments.valued("profile"));
        return options;
    }

    @Override
    public int run(Arguments arguments, Console console) throws CommandFault {
        ReportOptions report = ReportOptions.from(arguments, console);
        Profile profile = profile(arguments.value("profile"));
        List<ProjectFile> files = ProjectFiles.find(arguments.operands(), console);
        Diagnostics found = new Validation(console).check(files);
        List<Diagnostic> reported = profile.of(found.sorted());
        report.write(
                switch (report.format()) {
                    case JSON -> JsonRenderer.render(reported, found.ignored());
                    case TEXT -> text(reported, found.ignored(), files.size(), report, console);
                },
                console);
        return profile.fails(reported) ? ExitCode.FINDINGS : ExitCode.FINE;
    }

    private static Profile profile(@Nullable String word) throws CommandFault {
        if (word == null) {
            return Profile.STANDARD;
        }
        List<String> words = new ArrayList<>();
        for (Profile profile : Profile.values()) {
            if (profile.word().equals(word)) {
                return profile;
            }
            words.add(profile.word());
        }
        String near = Suggestion.closest(word, words);
        throw CommandFault.usage(
                "unknown profile `" + word + "`",
                near == null
                        ? "the profiles are `min`, `standard` and `strict`"
                        : "did you mean `" + near + "`?");
    }

    private static String text(
            List<Diagnostic> found, int ignored, int files, ReportOptions report, Console console) {
        boolean coloured = console.colours() && report.file() == null;
        String list = new TextRenderer(coloured ? Colour.ON : Colour.OFF).render(found);
        String separator = list.isEmpty() ? "" : "\n";
        return list + separator + Summary.of(found, files, ignored) + "\n";
    }
}
