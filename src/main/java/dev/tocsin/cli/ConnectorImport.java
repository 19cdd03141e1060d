package dev.tocsin.cli;

import dev.tocsin.check.HardCodedCredential;
import dev.tocsin.connector.ConnectorParser;
import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.connector.openapi.DescriptionReader;
import dev.tocsin.connector.openapi.Imported;
import dev.tocsin.connector.openapi.OpenApiImport;
import dev.tocsin.diagnostic.Diagnostic;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Profile;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.document.Document;
import dev.tocsin.document.DocumentParser;
import dev.tocsin.document.SourceReader;
import dev.tocsin.source.SourceText;

import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;

/** {@code tocsin connectors import}: a connector file made of an OpenAPI description. */
final class ConnectorImport {

    private static final String ONLY = "only";
    private static final String NAME = "name";

    private ConnectorImport() {}

    static void addTo(Options options) {
        options.addOption(Arguments.repeatable(ONLY));
        options.addOption(Arguments.valued(NAME));
    }

    /** The options that only this verb has. */
    static void refuseOptions(Arguments arguments, Command command) throws CommandFault {
        for (String option : List.of(ONLY, NAME)) {
            if (arguments.has(option)) {
                throw CommandFault.usage(
                        "`--" + option + "` belongs to `tocsin connectors import`",
                        Arguments.seeHelp(command));
            }
        }
    }

    static int run(String file, Arguments arguments, Console console) throws CommandFault {
        ReportOptions report = ReportOptions.from(arguments, console);
        if (report.format() != Format.TEXT) {
            throw CommandFault.usage(
                    "a connector file is YAML: `import` has no `--format json`", null);
        }
        if (report.file() != null && Files.exists(report.file())) {
            throw CommandFault.configuration(
                    "`" + arguments.value("output") + "` is there already",
                    "what people changed in it would be lost: delete it, or name another file");
        }
        Diagnostics diagnostics = new Diagnostics();
        OpenApiImport source = read(file, console, diagnostics);
        if (source == null) {
            return tell(diagnostics, console);
        }
        String name = name(source, arguments, console);
        List<String> only = arguments.values(ONLY);
        for (String word : only) {
            if (!source.isChoice(word)) {
                String near = Suggestion.closest(word, source.choices());
                throw CommandFault.usage(
                        "`" + word + "` is neither an operation nor a tag of `" + file + "`",
                        near == null ? null : "did you mean `" + near + "`?");
            }
        }
        Imported imported = source.write(name, only, HardCodedCredential::looksLikeOne);
        if (imported == null) {
            return tell(diagnostics, console);
        }
        check(imported);
        report.write(imported.text(), console);
        String output = arguments.value("output");
        console.err().print(ImportReport.of(imported, output));
        return tell(diagnostics, console);
    }

    private static @Nullable OpenApiImport read(
            String file, Console console, Diagnostics diagnostics) {
        int most = DescriptionReader.MAX_BYTES;
        SourceText text =
                file.equals("-")
                        ? SourceReader.read(console.in(), "<stdin>", most, diagnostics)
                        : SourceReader.read(console.resolve(file), file, most, diagnostics);
        return text == null ? null : OpenApiImport.read(text, diagnostics);
    }

    private static int tell(Diagnostics diagnostics, Console console) {
        RunCommand.print(diagnostics, Profile.STANDARD, console);
        return diagnostics.hasErrors() ? ExitCode.FINDINGS : ExitCode.FINE;
    }

    private static String name(OpenApiImport source, Arguments arguments, Console console)
            throws CommandFault {
        String given = arguments.value(NAME);
        String name = given == null ? source.name() : given;
        if (name == null) {
            throw CommandFault.usage(
                    "the description has no title to call the connector by",
                    "say what it is called with `--name NAME`");
        }
        if (!OpenApiImport.isName(name)) {
            throw CommandFault.usage(
                    "`" + name + "` cannot be the name of a connector",
                    "use lower-case letters, digits and `-`, as in `service-desk`");
        }
        ConnectorRegistry registry =
                ConnectorRegistry.load(ProjectRoot.above(console.directory()), new Diagnostics());
        if (registry.names().contains(name)) {
            throw CommandFault.usage(
                    registry.isBuiltIn(name)
                            ? "`" + name + "` is the name of a connector that ships with Tocsin"
                            : "this project has a connector called `" + name + "`",
                    "choose another name with `--name NAME`");
        }
        return name;
    }

    /** What was written must read back without a fault, whatever the description was like. */
    private static void check(Imported imported) throws CommandFault {
        int size = imported.text().getBytes(StandardCharsets.UTF_8).length;
        if (size > SourceReader.MAX_BYTES) {
            throw CommandFault.usage(
                    "the connector would have "
                            + imported.operations()
                            + " operations and more than the 1 MiB that a file may have",
                    "choose some with `--only`, by name or tag");
        }
        Diagnostics faults = new Diagnostics();
        SourceText text = SourceText.of(imported.name() + ".yaml", imported.text());
        Document document = DocumentParser.parse(text, faults);
        if (document != null) {
            ConnectorParser.check(document, faults);
            HardCodedCredential.check(document, faults);
        }
        if (faults.hasErrors()) {
            Diagnostic fault = faults.sorted().getFirst();
            throw new IllegalStateException(
                    "the connector made of this description is not valid: line "
                            + text.lineAt(fault.span().start())
                            + ": "
                            + fault.message());
        }
    }
}
