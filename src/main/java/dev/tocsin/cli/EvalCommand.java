package dev.tocsin.cli;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Colour;
import dev.tocsin.diagnostic.Diagnostic;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.diagnostic.Snippet;
import dev.tocsin.diagnostic.TerminalText;
import dev.tocsin.diagnostic.TextRenderer;
import dev.tocsin.expression.BatchEvaluation;
import dev.tocsin.expression.EvaluationException;
import dev.tocsin.expression.Fault;
import dev.tocsin.expression.SingleEvaluation;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** {@code tocsin eval}. */
final class EvalCommand implements Command {

    @Override
    public String name() {
        return "eval";
    }

    @Override
    public String summary() {
        return "Evaluate an expression, to try it out";
    }

    @Override
    public String help() {
        return """
        Usage: tocsin eval EXPRESSION [--input FILE]
               tocsin eval --batch

        Evaluates one expression, as it would stand after `if:`, and prints its value as
        JSON. Its names are the members of the JSON object in the file given by `--input`.

        With `--batch`, each line of standard input is a JSON object with `expr` and, if it
        needs any, `vars`; each line of output is `{"value": ...}` or `{"error": {"code",
        "message", "offset"}}`.

        Options:
          --input FILE        a JSON object with the variables; `-` reads standard input
          --batch             evaluate line by line, to the end of standard input
          -h, --help          show this text

        Ends with 1 if the expression has no value. An expression that starts with `-` is
        written after `--`.

        Examples:
          tocsin eval '"a,b".split(",").size() + 1'
          tocsin eval 'alert.severity == "High"' --input vars.json
          echo '{"expr": "n * 2", "vars": {"n": 21}}' | tocsin eval --batch
        """;
    }

    @Override
    public Options options() {
        Options options = new Options();
        options.addOption(Arguments.valued("input"));
        options.addOption(Arguments.flag("batch"));
        return options;
    }

    @Override
    public int run(Arguments arguments, Console console) throws CommandFault, IOException {
        String expression = arguments.operand(this);
        if (arguments.has("batch")) {
            if (expression != null || arguments.value("input") != null) {
                throw CommandFault.usage(
                        "`--batch` reads expressions and variables from standard input",
                        Arguments.seeHelp(this));
            }
            new BatchEvaluation(console.clock().now()).answerAll(console.in(), console.out());
            return ExitCode.FINE;
        }
        if (expression == null) {
            throw CommandFault.usage("which expression?", Arguments.seeHelp(this));
        }
        MapValue variables = variables(arguments.value("input"), console);
        return switch (SingleEvaluation.evaluate(expression, variables, console.clock().now())) {
            case SingleEvaluation.Evaluated(Value value) -> {
                console.out().println(JsonOutput.of(value));
                yield ExitCode.FINE;
            }
            case SingleEvaluation.Faulty(List<Fault> faults) -> report(expression, faults, console);
            case SingleEvaluation.Failed(EvaluationException e) -> {
                console.err().println("error: " + TerminalText.of(e.text()));
                int end = Math.min(e.end(), expression.length());
                if (e.start() < end) {
                    Span span = new Span(e.start(), end);
                    Snippet snippet = Snippet.of(SourceText.of("<expression>", expression), span);
                    console.err().println("  | " + snippet.text());
                    console.err()
                            .println(
                                    "  |"
                                            + " ".repeat(snippet.caretColumn() + 1)
                                            + "^".repeat(snippet.caretCells()));
                }
                yield ExitCode.FINDINGS;
            }
        };
    }

    private static int report(String expression, List<Fault> faults, Console console) {
        SourceText source = SourceText.of("<expression>", expression);
        Diagnostics found = new Diagnostics();
        for (Fault fault : faults) {
            List<Note> notes = new ArrayList<>();
            if (fault.note() != null) {
                notes.add(Note.fact(fault.note()));
            }
            if (fault.help() != null) {
                notes.add(Note.help(fault.help()));
            }
            Span span = new Span(fault.start(), fault.end());
            Code code = fault.code();
            found.add(new Diagnostic(code, code.severity(), fault.message(), source, span, notes));
        }
        console.err().print(new TextRenderer(Colour.OFF).render(found.sorted()));
        return ExitCode.FINDINGS;
    }

    private static MapValue variables(@Nullable String file, Console console) throws CommandFault {
        if (file == null) {
            return MapValue.EMPTY;
        }
        String name = file.equals("-") ? "standard input" : "`" + file + "`";
        try {
            Value value =
                    file.equals("-")
                            ? Json.parse(console.in())
                            : Json.parse(Files.readAllBytes(console.resolve(file)));
            if (value instanceof MapValue map) {
                return map;
            }
            throw CommandFault.configuration(
                    name + " holds no JSON object", "its members are the variables");
        } catch (JsonException e) {
            throw CommandFault.configuration(
                    name + " is not JSON, from line " + e.line() + ", column " + e.column() + " on",
                    null);
        } catch (IOException e) {
            throw CommandFault.configuration(
                    "cannot read " + name + ": " + ReadFault.reason(e), null);
        }
    }
}
