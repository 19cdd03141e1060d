package dev.tocsin.cli;

import dev.tocsin.diagnostic.Suggestion;

import org.apache.commons.cli.Options;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code tocsin schema}. */
final class SchemaCommand implements Command {

    private static final List<String> KINDS =
            List.of("playbook", "policy", "connector", "connections", "lab", "service");

    @Override
    public String name() {
        return "schema";
    }

    @Override
    public String summary() {
        return "Print the JSON Schema of a kind of file, for editors";
    }

    @Override
    public String help() {
        return """
        Usage: tocsin schema [KIND] [--output FILE]

        Prints the JSON Schema (2020-12) of one kind of file: playbook (default), policy,
        connector, connections, lab or service. It is the one that `validate` uses. An editor
        takes it from a line at the top of the file:

          # yaml-language-server: $schema=../schema/playbook.schema.json

        Options:
          --output FILE       write the schema to FILE instead of standard output
          -h, --help          show this text
        """;
    }

    @Override
    public Options options() {
        Options options = new Options();
        options.addOption(Arguments.valued("output"));
        return options;
    }

    @Override
    public int run(Arguments arguments, Console console) throws CommandFault, IOException {
        String operand = arguments.operand(this);
        String kind = operand == null ? "playbook" : operand;
        if (!KINDS.contains(kind)) {
            String near = Suggestion.closest(kind, KINDS);
            throw CommandFault.usage(
                    "there is no kind of file `" + kind + "`",
                    near == null
                            ? "the kinds are `playbook`, `policy`, `connector`, `connections`,"
                                    + " `lab` and `service`"
                            : "did you mean `" + near + "`?");
        }
        ReportOptions.from(arguments, console).write(schema(kind), console);
        return ExitCode.FINE;
    }

    private static String schema(String kind) throws IOException {
        String name = "/schema/" + kind + ".schema.json";
        try (InputStream in = SchemaCommand.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
