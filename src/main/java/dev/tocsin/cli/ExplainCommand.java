package dev.tocsin.cli;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Explanations;
import dev.tocsin.diagnostic.Profile;
import dev.tocsin.diagnostic.Severity;
import dev.tocsin.diagnostic.Suggestion;

import org.apache.commons.cli.Options;

import java.util.ArrayList;
import java.util.List;

/** {@code tocsin explain}. */
final class ExplainCommand implements Command {

    @Override
    public String name() {
        return "explain";
    }

    @Override
    public String summary() {
        return "Tell what a finding means and how to put it right";
    }

    @Override
    public String help() {
        return """
        Usage: tocsin explain [CODE]

        Shows the page of one code, the word in brackets at the end of a finding's first
        line: what it means, an example that is wrong and the same put right. Without a
        CODE, lists them all.

        Options:
          -h, --help          show this text

        Examples:
          tocsin explain unknown-operation
          tocsin explain
        """;
    }

    @Override
    public Options options() {
        return new Options();
    }

    @Override
    public int run(Arguments arguments, Console console) throws CommandFault {
        String code = arguments.operand(this);
        if (code == null) {
            console.out().print(list());
            return ExitCode.FINE;
        }
        String page = Explanations.find(code);
        if (page == null) {
            String near = Suggestion.closest(code, ids());
            throw CommandFault.usage(
                    "there is no code `" + code + "`",
                    near == null
                            ? "`tocsin explain` lists them all"
                            : "did you mean `" + near + "`?");
        }
        console.out().print(page);
        return ExitCode.FINE;
    }

    private static List<String> ids() {
        List<String> ids = new ArrayList<>();
        for (Code code : Code.values()) {
            ids.add(code.id());
        }
        return ids;
    }

    private static String list() {
        StringBuilder text = new StringBuilder();
        for (Code code : Code.values()) {
            text.append(code.id());
            if (code.severity() == Severity.WARNING) {
                boolean strict = code.from() == Profile.STRICT;
                text.append(strict ? " (warning, profile strict)" : " (warning)");
            }
            text.append('\n');
        }
        return text.toString();
    }
}
