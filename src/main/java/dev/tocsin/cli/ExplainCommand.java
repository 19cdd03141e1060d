package dev.tocsin.cli;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Explanations;
import dev.tocsin.diagnostic.Profile;
import dev.tocsin.diagnostic.Severity;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.expression.FunctionPages;

import org.apache.commons.cli.Options;

import java.util.ArrayList;
import java.util.List;

/** {@code tocsin explain}. */
final class ExplainCommand implements Command {

    private static final String FUNCTION = "function";

    @Override
    public String name() {
        return "explain";
    }

    @Override
    public String summary() {
        return "Tell what a finding means, or what a function does";
    }

    @Override
    public String help() {
        return """
        Usage: tocsin explain [CODE]
               tocsin explain function [NAME]

        Shows the page of one code, the word in brackets at the end of a finding's first
        line: what it means, an example that is wrong and the same put right. Without a
        CODE, lists them all.

        With `function`, shows what a function or macro of expressions takes and gives, with
        an example; without a NAME, lists them all by group.

        Options:
          -h, --help          show this text

        Examples:
          tocsin explain unknown-operation
          tocsin explain
          tocsin explain function htmlTable
        """;
    }

    @Override
    public Options options() {
        return new Options();
    }

    @Override
    public int run(Arguments arguments, Console console) throws CommandFault {
        List<String> operands = arguments.operands();
        if (!operands.isEmpty() && operands.getFirst().equals(FUNCTION)) {
            return function(operands, console);
        }
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

    private int function(List<String> operands, Console console) throws CommandFault {
        if (operands.size() > 2) {
            throw CommandFault.usage(
                    "one argument too many: `" + operands.get(2) + "`", Arguments.seeHelp(this));
        }
        if (operands.size() == 1) {
            console.out().print(FunctionPages.list());
            return ExitCode.FINE;
        }
        String name = operands.getLast();
        String page = FunctionPages.find(name);
        if (page == null) {
            String near = FunctionPages.closest(name);
            throw CommandFault.usage(
                    "there is no function `" + name + "`",
                    near == null
                            ? "`tocsin explain function` lists them all"
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
