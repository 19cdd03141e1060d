package dev.tocsin.cli;

import dev.tocsin.connector.Connector;
import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Profile;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.value.Json;

import org.apache.commons.cli.Options;

import java.util.List;

/** {@code tocsin connectors}. */
final class ConnectorsCommand implements Command {

    @Override
    public String name() {
        return "connectors";
    }

    @Override
    public String summary() {
        return "List connectors, and the operations of one";
    }

    @Override
    public String help() {
        return """
        Usage: tocsin connectors list [OPTION...]
               tocsin connectors show NAME[.OPERATION] [OPTION...]

        Lists the connectors that playbooks of this project may use: those that ship and
        those of the project's `connectors` folder. `show` tells what one offers: the events
        of its alerts, and each operation with its effect, its inputs and its result; asked
        for one operation, with each field of the result.

        Options:
        """
                + ReportOptions.HELP
                + """
                  -h, --help          show this text

                Examples:
                  tocsin connectors list
                  tocsin connectors show defender-endpoint
                  tocsin connectors show defender-endpoint.isolateMachine
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
        Diagnostics diagnostics = new Diagnostics();
        ConnectorRegistry registry =
                ConnectorRegistry.load(
                        ProjectRoot.above(console.directory()), console.directory(), diagnostics);
        List<String> words = arguments.operands();
        String verb = words.isEmpty() ? "list" : words.getFirst();
        if (verb.equals("list") && words.size() <= 1) {
            list(registry, report, console);
            return tell(diagnostics, console);
        }
        if (verb.equals("show") && words.size() == 2) {
            show(words.get(1), registry, report, diagnostics, console);
            return tell(diagnostics, console);
        }
        throw CommandFault.usage(
                verb.equals("show")
                        ? "`tocsin connectors show` takes the name of one connector"
                        : "`tocsin connectors` takes `list` or `show NAME`",
                Arguments.seeHelp(this));
    }

    /** A connector with mistakes is listed as far as it could be read, or not at all. */
    private static int tell(Diagnostics diagnostics, Console console) {
        RunCommand.print(diagnostics, Profile.STANDARD, console);
        return diagnostics.hasErrors() ? ExitCode.FINDINGS : ExitCode.FINE;
    }

    private static void list(ConnectorRegistry registry, ReportOptions report, Console console)
            throws CommandFault {
        ConnectorPages pages = new ConnectorPages();
        for (String name : registry.names()) {
            Connector connector = registry.find(name);
            if (connector != null) {
                pages.add(connector);
            }
        }
        report.write(
                switch (report.format()) {
                    case TEXT -> pages.text();
                    case JSON -> Json.writePretty(pages.json()) + "\n";
                },
                console);
    }

    private static void show(
            String given,
            ConnectorRegistry registry,
            ReportOptions report,
            Diagnostics diagnostics,
            Console console)
            throws CommandFault {
        int dot = given.indexOf('.');
        String name = dot < 0 ? given : given.substring(0, dot);
        Connector connector = registry.find(name);
        if (connector == null) {
            tell(diagnostics, console);
            throw unknown(
                    "connector", name, registry.names(), "`tocsin connectors list` lists them");
        }
        ConnectorPage page = new ConnectorPage(connector);
        if (dot >= 0) {
            String operation = given.substring(dot + 1);
            if (connector.operation(operation) == null) {
                throw unknown(
                        "operation",
                        operation,
                        page.operationNames(),
                        "`tocsin connectors show " + name + "` lists them");
            }
            page = page.only(operation);
        }
        report.write(
                switch (report.format()) {
                    case TEXT -> page.text();
                    case JSON -> Json.writePretty(page.json()) + "\n";
                },
                console);
    }

    private static CommandFault unknown(
            String what, String name, List<String> known, String otherwise) {
        String near = Suggestion.closest(name, known);
        return CommandFault.usage(
                "unknown " + what + " `" + name + "`",
                near == null ? otherwise : "did you mean `" + near + "`?");
    }
}
