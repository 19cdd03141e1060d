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
        return "List connectors, show one, make one of an OpenAPI description";
    }

    @Override
    public String help() {
        return """
        Usage: tocsin connectors list [OPTION...]
               tocsin connectors show NAME[.OPERATION] [OPTION...]
               tocsin connectors test NAME [OPTION...]
               tocsin connectors import FILE [--only WORD...] [--name NAME] [--output FILE]

        Lists the connectors that playbooks of this project may use: those that ship and
        those of the project's `connectors` folder. `show` tells what one offers: the events
        of its alerts, and each operation with its effect, its inputs and its result; asked
        for one operation, with each field of the result.

        `test` tries a connection: it performs the read that the connector names for that, or
        each read that needs no input, and no change.

        `import` makes a connector file of a description in OpenAPI 3.0, OpenAPI 3.1 or Swagger
        2.0, JSON or YAML, such as the one of a custom connector of Power Platform. Effects
        and whatever else was guessed are marked `# review:` in the file, what could not be
        written `# left out:`. `tocsin connector` is the same command.

        Options:
        """
                + ReportOptions.HELP
                + """
                  --connection NAME   test: the connection, where the connector has several
                """
                + ServiceOptions.HELP
                + """
                  --only WORD         import: these operations only, by name, id or tag; may be repeated
                  --name NAME         import: name of the connector; else made of the title
                  -h, --help          show this text

                Examples:
                  tocsin connectors list
                  tocsin connectors show defender-endpoint
                  tocsin connectors show defender-endpoint.isolateMachine
                  tocsin connectors test graph --env prod --secrets /run/secrets
                  tocsin connectors test defender-endpoint --lab
                  tocsin connector import ticketing.json --output connectors/ticketing.yaml
                  tocsin connector import large.yaml --only Alerts --only closeAlert
                """;
    }

    @Override
    public Options options() {
        Options options = new Options();
        ReportOptions.addTo(options);
        ConnectorImport.addTo(options);
        ConnectorTrial.addTo(options);
        return options;
    }

    @Override
    public int run(Arguments arguments, Console console) throws CommandFault, InterruptedException {
        List<String> words = arguments.operands();
        String verb = words.isEmpty() ? "list" : words.getFirst();
        if (verb.equals("import") && words.size() == 2) {
            return ConnectorImport.run(words.get(1), arguments, console);
        }
        ConnectorImport.refuseOptions(arguments, this);
        ReportOptions report = ReportOptions.from(arguments, console);
        Diagnostics diagnostics = new Diagnostics();
        ConnectorRegistry registry =
                ConnectorRegistry.load(
                        ProjectRoot.above(console.directory()), console.directory(), diagnostics);
        if (verb.equals("list") && words.size() <= 1) {
            list(registry, report, console);
            return tell(diagnostics, console);
        }
        if (verb.equals("show") && words.size() == 2) {
            show(words.get(1), registry, report, diagnostics, console);
            return tell(diagnostics, console);
        }
        if (verb.equals("test") && words.size() == 2) {
            Connector connector = connector(words.get(1), registry, diagnostics, console);
            return ConnectorTrial.run(connector, registry, arguments, report, diagnostics, console);
        }
        throw CommandFault.usage(
                switch (verb) {
                    case "test" -> "`tocsin connectors test` takes the name of one connector";
                    case "show" -> "`tocsin connectors show` takes the name of one connector";
                    case "import" -> "`tocsin connectors import` takes one file";
                    default ->
                            "`tocsin connectors` takes `list`, `show NAME`, `test NAME` or `import"
                                    + " FILE`";
                },
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

    private static Connector connector(
            String name, ConnectorRegistry registry, Diagnostics diagnostics, Console console)
            throws CommandFault {
        Connector connector = registry.find(name);
        if (connector == null) {
            tell(diagnostics, console);
            throw unknown(
                    "connector", name, registry.names(), "`tocsin connectors list` lists them");
        }
        return connector;
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
        Connector connector = connector(name, registry, diagnostics, console);
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
