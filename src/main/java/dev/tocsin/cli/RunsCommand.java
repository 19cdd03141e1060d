package dev.tocsin.cli;

import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.host.durable.Resolution;
import dev.tocsin.store.RunFilter;
import dev.tocsin.store.RunStatus;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** {@code tocsin runs}. */
final class RunsCommand implements Command {

    private static final List<String> VERBS =
            List.of("list", "show", "diff", "cancel", "resume", "resolve", "retry-from");

    private static final String RUN = "the id of a run";
    private static final int LIMIT = 50;

    @Override
    public String name() {
        return "runs";
    }

    @Override
    public String summary() {
        return "Look at the runs of a store, and help them on";
    }

    @Override
    public String help() {
        return """
        Usage: tocsin runs list [--status STATUS] [--playbook ID] [--since TIME] [--limit N]
               tocsin runs show RUN
               tocsin runs diff RUN RUN
               tocsin runs cancel RUN [--reason TEXT]
               tocsin runs resume RUN
               tocsin runs resolve RUN [STEP] --done [--result JSON] | --repeat | --give-up
               tocsin runs retry-from RUN STEP

        Looks at the runs of a store and helps them on. RUN may be the beginning of an id
        where that is enough.

        `show` tells the story of one run: what started it, each step, questions and who
        answered them, restarts; why it waits, and what to type next. `diff` compares two
        runs step by step, up to their ends.

        `resume` goes on with a run that was interrupted, or that needs attention. `resolve`
        says what became of an operation whose outcome nobody knows: it was done, is to be
        done again, or the step is to fail. `retry-from` begins a new run that has done what
        the old one did before STEP. `cancel` ends a run in good order.

        Looking works beside a running service. What changes a run is done by the service
        that holds the store, if one runs; else in the foreground, and the run goes on here
        as far as it comes.

        Options:
          --status STATUS     list: queued, running, waiting, needsAttention, succeeded, failed,
                              cancelled or skipped
          --playbook ID       list: runs of one playbook
          --since TIME        list: begun since then: 24h, 2026-03-02 or 2026-03-02T08:00:00Z
          --limit N           list: so many at most (50)
          --reason TEXT       cancel: why, for the record
          --done              resolve: it was done
          --result JSON       resolve: with this result, where the operation has one
          --repeat            resolve: do it again
          --give-up           resolve: the step fails with `outcomeUnknown`
        """
                + StorePlace.HELP
                + StoreKeys.HELP
                + ServiceAddress.HELP
                + ServiceOptions.HELP
                + ReportOptions.HELP
                + """
                  -h, --help          show this text

                `show` and whatever goes on with a run end with 0 if it succeeded, 1 if it failed
                or was cancelled, 4 while it goes on, waits or needs attention. `diff` ends with 1
                if the runs differ.

                Examples:
                  tocsin runs list --status needsAttention
                  tocsin runs show 3f9c
                  tocsin runs resolve 3f9c --done --result '{"id": "T-1"}'
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
        for (String valued : List.of("status", "playbook", "since", "limit", "reason", "result")) {
            options.addOption(Arguments.valued(valued));
        }
        for (String flag : List.of("done", "repeat", "give-up")) {
            options.addOption(Arguments.flag(flag));
        }
        return options;
    }

    @Override
    public int run(Arguments arguments, Console console) throws CommandFault, InterruptedException {
        List<String> words = arguments.operands();
        String verb = Verbs.of(this, words, VERBS);
        RunsDesk desk = RunsDesk.of(arguments, console);
        return switch (verb) {
            case "list" -> {
                Verbs.none(this, words);
                yield list(desk, arguments, console);
            }
            case "show" -> show(desk, Verbs.one(this, words, RUN), arguments, console);
            case "diff" -> {
                List<String> runs = Verbs.several(this, words, List.of(RUN, "another run"));
                yield diff(desk, runs, arguments, console);
            }
            case "cancel" -> {
                String reason = arguments.value("reason");
                String run = Verbs.one(this, words, RUN);
                yield desk.give(
                        run,
                        new RunOrder.Cancel(
                                reason == null ? "cancelled by " + console.user() : reason));
            }
            case "resume" -> desk.resume(Verbs.one(this, words, RUN));
            case "retry-from" -> {
                List<String> given =
                        Verbs.several(this, words, List.of(RUN, "the path or id of a step"));
                yield desk.give(given.getFirst(), new RunOrder.RetryFrom(given.getLast()));
            }
            default -> resolve(desk, words, arguments);
        };
    }

    private int list(RunsDesk desk, Arguments arguments, Console console)
            throws CommandFault, InterruptedException {
        Instant since = LengthOption.since(arguments, "since", console.clock().now());
        int limit = LengthOption.count(arguments, "limit", LIMIT);
        RunFilter filter =
                new RunFilter(arguments.value("playbook"), status(arguments), null, since);
        List<RunSummary> runs = desk.list(filter, limit);
        ReportOptions report = ReportOptions.from(arguments, console);
        report.write(
                switch (report.format()) {
                    case TEXT -> RunsList.text(runs, console.clock().now());
                    case JSON -> JsonOutput.of(RunsList.json(runs)) + "\n";
                },
                console);
        return ExitCode.FINE;
    }

    private static @Nullable RunStatus status(Arguments arguments) throws CommandFault {
        String word = arguments.value("status");
        if (word == null) {
            return null;
        }
        RunStatus status = RunStatus.of(word);
        if (status == null) {
            List<String> words = new ArrayList<>();
            for (RunStatus each : RunStatus.values()) {
                words.add(each.text());
            }
            String near = Suggestion.closest(word, words);
            throw CommandFault.usage(
                    "no run has the status `" + word + "`",
                    near == null
                            ? "one of " + String.join(", ", words)
                            : "did you mean `" + near + "`?");
        }
        return status;
    }

    private static int show(RunsDesk desk, String run, Arguments arguments, Console console)
            throws CommandFault, InterruptedException {
        RunPage page = desk.page(run);
        List<NextCommand> next = NextCommand.of(page, desk.options(), desk.isServed());
        ReportOptions report = ReportOptions.from(arguments, console);
        report.write(
                switch (report.format()) {
                    case TEXT -> RunPageText.of(page, next, console.clock().now());
                    case JSON -> JsonOutput.of(page.toValue()) + "\n";
                },
                console);
        return switch (page.run().status()) {
            case SUCCEEDED, SKIPPED -> ExitCode.FINE;
            case FAILED, CANCELLED -> ExitCode.FINDINGS;
            case QUEUED, RUNNING, WAITING, NEEDS_ATTENTION -> ExitCode.WAITING;
        };
    }

    private static int diff(RunsDesk desk, List<String> runs, Arguments arguments, Console console)
            throws CommandFault, InterruptedException {
        RunDiff diff = RunDiff.of(desk.record(runs.getFirst()), desk.record(runs.getLast()));
        ReportOptions report = ReportOptions.from(arguments, console);
        report.write(
                switch (report.format()) {
                    case TEXT -> RunDiffReport.text(diff);
                    case JSON -> JsonOutput.of(RunDiffReport.json(diff)) + "\n";
                },
                console);
        return diff.isSame() ? ExitCode.FINE : ExitCode.FINDINGS;
    }

    private int resolve(RunsDesk desk, List<String> words, Arguments arguments)
            throws CommandFault, InterruptedException {
        List<String> given =
                words.size() < 3
                        ? List.of(Verbs.one(this, words, RUN))
                        : Verbs.several(this, words, List.of(RUN, "the path or id of a step"));
        String step = given.size() > 1 ? given.getLast() : null;
        return desk.give(given.getFirst(), new RunOrder.Resolve(step, resolution(arguments)));
    }

    private Resolution resolution(Arguments arguments) throws CommandFault {
        List<String> said = new ArrayList<>();
        for (String flag : List.of("done", "repeat", "give-up")) {
            if (arguments.has(flag)) {
                said.add(flag);
            }
        }
        if (said.size() != 1) {
            throw CommandFault.usage(
                    "say one of `--done`, `--repeat` and `--give-up`", Arguments.seeHelp(this));
        }
        String result = arguments.value("result");
        if (result != null && !said.getFirst().equals("done")) {
            throw CommandFault.usage("`--result` goes with `--done`", Arguments.seeHelp(this));
        }
        return switch (said.getFirst()) {
            case "done" -> new Resolution.WasDone(result == null ? MapValue.EMPTY : json(result));
            case "repeat" -> new Resolution.Repeat();
            default -> new Resolution.GiveUp();
        };
    }

    private static Value json(String text) throws CommandFault {
        try {
            return Json.parse(text);
        } catch (JsonException e) {
            throw CommandFault.usage("`--result` is not JSON: " + e.getMessage(), null);
        }
    }
}
