package dev.tocsin.cli;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.apache.commons.cli.Options;

import java.util.ArrayList;
import java.util.List;

/** {@code tocsin questions}. */
final class QuestionsCommand implements Command {

    private static final int LIMIT = 50;

    @Override
    public String name() {
        return "questions";
    }

    @Override
    public String summary() {
        return "List the questions that wait for an answer";
    }

    @Override
    public String help() {
        return """
        Usage: tocsin questions [OPTION...]

        Lists what runs wait for people to decide, the oldest first; `tocsin answer` answers.

        Options:
          --limit N           so many at most (50)
        """
                + StorePlace.HELP
                + StoreKeys.HELP
                + """
                  --lab               the store of runs against the lab
                """
                + ServiceAddress.HELP
                + ReportOptions.HELP
                + """
                  -h, --help          show this text
                """;
    }

    @Override
    public Options options() {
        Options options = new Options();
        StorePlace.addTo(options);
        StoreKeys.addTo(options);
        ServiceAddress.addTo(options);
        ReportOptions.addTo(options);
        options.addOption(Arguments.flag("lab"));
        options.addOption(Arguments.valued("limit"));
        return options;
    }

    @Override
    public int run(Arguments arguments, Console console) throws CommandFault, InterruptedException {
        List<String> words = arguments.operands();
        if (!words.isEmpty()) {
            throw CommandFault.usage(
                    "`tocsin questions` takes no `" + words.getFirst() + "`",
                    Arguments.seeHelp(this));
        }
        int limit = LengthOption.count(arguments, "limit", LIMIT);
        List<StoredRuns.OpenOne> open = RunsDesk.of(arguments, console).open(limit);
        ReportOptions report = ReportOptions.from(arguments, console);
        report.write(
                switch (report.format()) {
                    case TEXT -> text(open);
                    case JSON -> JsonOutput.of(json(open)) + "\n";
                },
                console);
        return ExitCode.FINE;
    }

    private static String text(List<StoredRuns.OpenOne> open) {
        TextTable table = new TextTable("QUESTION", "PLAYBOOK", "UNTIL", "CHOICES", "ASKS");
        for (StoredRuns.OpenOne one : open) {
            RunPage.Asked asked = one.question();
            table.add(
                    asked.id(),
                    one.playbook(),
                    Moment.of(asked.expiresAt(), "no end"),
                    String.join(", ", asked.choices()),
                    asked.text());
        }
        return table.isEmpty() ? "no questions\n" : table.text();
    }

    private static MapValue json(List<StoredRuns.OpenOne> open) {
        List<Value> all = new ArrayList<>();
        open.forEach(one -> all.add(one.toValue()));
        return MapValue.of("questions", new ListValue(all));
    }
}
