package dev.tocsin.cli;

import dev.tocsin.diagnostic.TerminalText;
import dev.tocsin.store.StoreBackup;
import dev.tocsin.store.StoreCheck;
import dev.tocsin.store.StorePrune;
import dev.tocsin.store.StoreRebuild;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.apache.commons.cli.Options;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** {@code tocsin store}. */
final class StoreCommand implements Command {

    private static final List<String> VERBS =
            List.of("info", "backup", "check", "rebuild", "prune", "key");

    @Override
    public String name() {
        return "store";
    }

    @Override
    public String summary() {
        return "Look after the file that runs are kept in";
    }

    @Override
    public String help() {
        return """
        Usage: tocsin store info
               tocsin store backup FILE
               tocsin store check
               tocsin store rebuild
               tocsin store prune --older-than LENGTH
               tocsin store key

        Looks after the store: the one file in which the service and `tocsin run --store`
        keep alerts, runs, questions and who did what.

        `info` tells what is in it. `backup` copies it to a file that is not there yet,
        `check` looks for damage; both work while a service runs. `rebuild` makes again
        whatever can be derived from the journals of the runs, `prune` removes runs that
        ended that long ago, with their alerts; the audit log stays. Neither runs beside a
        service. `key` makes the key that secret values are sealed with, which a store needs
        before a playbook with secrets can run. Keep a copy of it apart from the backups:
        without it these values are lost.

        Options:
        """
                + StorePlace.HELP
                + StoreKeys.HELP
                + """
                  --lab               the store of runs against the lab
                  --older-than LENGTH prune: how long ago a run must have ended, such as 90d
                """
                + ReportOptions.HELP
                + """
                  -h, --help          show this text

                `check` ends with 1 if something is wrong.

                Examples:
                  tocsin store key
                  tocsin store backup /backup/tocsin-monday.db
                  tocsin store prune --older-than 90d
                """;
    }

    @Override
    public Options options() {
        Options options = new Options();
        StorePlace.addTo(options);
        StoreKeys.addTo(options);
        ReportOptions.addTo(options);
        options.addOption(Arguments.flag("lab"));
        options.addOption(Arguments.valued("older-than"));
        return options;
    }

    @Override
    public int run(Arguments arguments, Console console) throws CommandFault, InterruptedException {
        List<String> words = arguments.operands();
        String verb = Verbs.of(this, words, VERBS);
        StorePlace place = StorePlace.of(arguments, console);
        if (verb.equals("backup")) {
            String target = Verbs.one(this, words, "the file that the copy goes to");
            return backup(place, target, arguments, console);
        }
        Verbs.none(this, words);
        return switch (verb) {
            case "info" -> info(place, arguments, console);
            case "check" -> check(place, arguments, console);
            case "rebuild" -> rebuild(place, arguments, console);
            case "prune" -> prune(place, arguments, console);
            default -> key(place, arguments, console);
        };
    }

    private static int info(StorePlace place, Arguments arguments, Console console)
            throws CommandFault, InterruptedException {
        StoreInfo info =
                StoreAccess.looking(
                        place,
                        arguments,
                        console,
                        store -> store.read(reader -> StoreInfo.of(place, store.epoch(), reader)));
        ReportOptions report = ReportOptions.from(arguments, console);
        report.write(
                switch (report.format()) {
                    case JSON -> JsonOutput.of(info.toValue()) + "\n";
                    case TEXT -> info.text(ServiceAddress.of(place));
                },
                console);
        return ExitCode.FINE;
    }

    private static int backup(StorePlace place, String target, Arguments arguments, Console console)
            throws CommandFault, InterruptedException {
        Path file = console.resolve(target);
        long bytes =
                StoreAccess.looking(
                        place, arguments, console, store -> StoreBackup.copy(store, file));
        console.err().println("`" + target + "` has " + bytes + " bytes; the key is not in it");
        return ExitCode.FINE;
    }

    private static int check(StorePlace place, Arguments arguments, Console console)
            throws CommandFault, InterruptedException {
        List<String> wrong = StoreAccess.looking(place, arguments, console, StoreCheck::check);
        ReportOptions report = ReportOptions.from(arguments, console);
        report.write(
                switch (report.format()) {
                    case JSON -> JsonOutput.of(findings(wrong)) + "\n";
                    case TEXT ->
                            wrong.isEmpty()
                                    ? "nothing is wrong with " + place.name() + "\n"
                                    : TerminalText.lines(String.join("\n", wrong) + "\n");
                },
                console);
        return wrong.isEmpty() ? ExitCode.FINE : ExitCode.FINDINGS;
    }

    private static MapValue findings(List<String> wrong) {
        List<Value> all = new ArrayList<>();
        wrong.forEach(each -> all.add(new StringValue(each)));
        return MapValue.of("findings", new ListValue(all));
    }

    private static int rebuild(StorePlace place, Arguments arguments, Console console)
            throws CommandFault, InterruptedException {
        long runs =
                StoreAccess.changing(
                        place,
                        arguments,
                        console,
                        store -> StoreRebuild.rebuild(store, StoredRuns.projection(store)));
        console.err().println(runs + (runs == 1 ? " run was" : " runs were") + " looked at");
        return ExitCode.FINE;
    }

    private int prune(StorePlace place, Arguments arguments, Console console)
            throws CommandFault, InterruptedException {
        Duration age = LengthOption.length(arguments, "older-than");
        if (age == null) {
            throw CommandFault.usage(
                    "`tocsin store prune` needs `--older-than`, such as `--older-than 90d`",
                    Arguments.seeHelp(this));
        }
        Instant before = console.clock().now().minus(age);
        StorePrune.Pruned gone =
                StoreAccess.changing(
                        place, arguments, console, store -> StorePrune.prune(store, before));
        console.err()
                .println(
                        "removed: "
                                + gone.runs()
                                + " runs with "
                                + gone.events()
                                + " events, "
                                + gone.signals()
                                + " signals, "
                                + gone.blobs()
                                + " large values");
        return ExitCode.FINE;
    }

    private static int key(StorePlace place, Arguments arguments, Console console)
            throws CommandFault {
        String named = arguments.value("key-file");
        StorePlace key =
                named == null
                        ? StoreKeys.besides(place)
                        : new StorePlace(console.resolve(named), named, "");
        key.makeFolder();
        StoreKeys.make(key.file(), key.name());
        console.err()
                .println(
                        "made `"
                                + TerminalText.of(key.name())
                                + "`; keep a copy of it apart from the backups of the store");
        return ExitCode.FINE;
    }
}
