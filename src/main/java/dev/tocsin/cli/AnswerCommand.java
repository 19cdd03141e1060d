package dev.tocsin.cli;

import dev.tocsin.interpreter.Answer;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.apache.commons.cli.Options;

import java.util.List;

/** {@code tocsin answer}. */
final class AnswerCommand implements Command {

    @Override
    public String name() {
        return "answer";
    }

    @Override
    public String summary() {
        return "Answer a question of a run";
    }

    @Override
    public String help() {
        return """
        Usage: tocsin answer QUESTION [CHOICE] [--form NAME=VALUE...] [OPTION...]

        Answers a question, which `tocsin questions` lists. QUESTION is its id, or that of a
        run that asks one thing and no more. While a service runs, it takes the answer; else
        the run goes on in the foreground, as with `tocsin runs resume`.

        Options:
          --form NAME=VALUE   what is filled in; repeat it for each. A value that reads as JSON
                              is taken as that, anything else as text
          --by ADDRESS        who answered, where you write it down for somebody; not through
                              a service, which goes by the token
        """
                + StorePlace.HELP
                + StoreKeys.HELP
                + ServiceAddress.HELP
                + ServiceOptions.HELP
                + ReportOptions.HELP
                + """
                  -h, --help          show this text

                Ends with 1 if the answer is not taken, or the run that goes on here fails; with 4
                if it waits again.

                Examples:
                  tocsin answer run-3f9c2a71b604.0.7 Isolate
                  tocsin answer 3f9c Isolate --form 'reason=seen on two devices'
                """;
    }

    @Override
    public Options options() {
        Options options = new Options();
        StorePlace.addTo(options);
        StoreKeys.addTo(options);
        ServiceAddress.addTo(options);
        ServiceOptions.addTo(options);
        ReportOptions.addTo(options);
        options.addOption(Arguments.repeatable("form"));
        options.addOption(Arguments.valued("by"));
        return options;
    }

    @Override
    public int run(Arguments arguments, Console console) throws CommandFault, InterruptedException {
        List<String> words = arguments.operands();
        if (words.isEmpty()) {
            throw CommandFault.usage(
                    "`tocsin answer` needs a question", "`tocsin questions` lists them");
        }
        if (words.size() > 2) {
            throw CommandFault.usage(
                    "one argument too many: `" + words.get(2) + "`", Arguments.seeHelp(this));
        }
        String by = arguments.value("by");
        Answer answer =
                new Answer(
                        words.size() > 1 ? words.get(1) : null,
                        form(arguments),
                        by == null ? console.user() : by);
        return RunsDesk.of(arguments, console).answer(words.getFirst(), answer);
    }

    private MapValue form(Arguments arguments) throws CommandFault {
        MapValue.Builder form = MapValue.builder();
        for (String given : arguments.values("form")) {
            int equals = given.indexOf('=');
            if (equals <= 0) {
                // It is not shown: it may be a secret whose name was forgotten.
                throw CommandFault.usage("`--form` takes NAME=VALUE", Arguments.seeHelp(this));
            }
            form.put(given.substring(0, equals), value(given.substring(equals + 1)));
        }
        return form.build();
    }

    private static Value value(String text) {
        try {
            return Json.parse(text);
        } catch (JsonException _) {
            return new StringValue(text);
        }
    }
}
