package dev.tocsin.cli;

import dev.tocsin.store.Audit;
import dev.tocsin.store.AuditRow;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.apache.commons.cli.Options;

import java.util.ArrayList;
import java.util.List;

/** {@code tocsin audit}. */
final class AuditCommand implements Command {

    private static final List<String> VERBS = List.of("list", "verify");

    @Override
    public String name() {
        return "audit";
    }

    @Override
    public String summary() {
        return "Show who did what, and prove that nobody changed it";
    }

    @Override
    public String help() {
        return """
        Usage: tocsin audit list [--limit N]
               tocsin audit verify

        `list` shows who did what to runs, questions and tokens, the newest first. `verify`
        looks whether an entry was changed, moved or left out since it was written: each holds
        the hash of the one before. It prints the last hash. Keep that elsewhere: only so
        can it be seen that the last entries are missing.

        Options:
          --limit N           list: so many at most (50)
        """
                + StorePlace.HELP
                + StoreKeys.HELP
                + """
                  --lab               the store of runs against the lab
                """
                + ReportOptions.HELP
                + """
                  -h, --help          show this text

                `verify` ends with 1 if the log was changed. Both work while a service runs.
                """;
    }

    @Override
    public Options options() {
        Options options = new Options();
        StorePlace.addTo(options);
        StoreKeys.addTo(options);
        ReportOptions.addTo(options);
        options.addOption(Arguments.flag("lab"));
        options.addOption(Arguments.valued("limit"));
        return options;
    }

    @Override
    public int run(Arguments arguments, Console console) throws CommandFault, InterruptedException {
        List<String> words = arguments.operands();
        String verb = Verbs.of(this, words, VERBS);
        Verbs.none(this, words);
        StorePlace place = StorePlace.of(arguments, console);
        ReportOptions report = ReportOptions.from(arguments, console);
        return verb.equals("verify")
                ? verify(place, arguments, report, console)
                : list(place, arguments, report, console);
    }

    private static int list(
            StorePlace place, Arguments arguments, ReportOptions report, Console console)
            throws CommandFault, InterruptedException {
        int limit = LengthOption.count(arguments, "limit", 50);
        List<AuditRow> rows =
                StoreAccess.looking(
                        place,
                        arguments,
                        console,
                        store -> store.read(reader -> Audit.list(reader, Long.MAX_VALUE, limit)));
        report.write(
                switch (report.format()) {
                    case TEXT -> text(rows);
                    case JSON -> JsonOutput.of(json(rows)) + "\n";
                },
                console);
        return ExitCode.FINE;
    }

    private static String text(List<AuditRow> rows) {
        TextTable table = new TextTable("NUMBER", "AT", "WHO", "DID", "TO", "DETAIL");
        for (AuditRow row : rows) {
            String detail = row.detail();
            table.add(
                    Long.toString(row.number()),
                    Moment.of(row.at()),
                    row.actor(),
                    row.action(),
                    row.object(),
                    detail == null ? "" : detail);
        }
        return table.isEmpty() ? "nothing was done yet\n" : table.text();
    }

    private static MapValue json(List<AuditRow> rows) {
        List<Value> all = new ArrayList<>();
        for (AuditRow row : rows) {
            String detail = row.detail();
            all.add(
                    MapValue.builder()
                            .put("number", row.number())
                            .put("at", row.at().toString())
                            .put("actor", row.actor())
                            .put("action", row.action())
                            .put("object", row.object())
                            .put(
                                    "detail",
                                    detail == null ? NullValue.NULL : new StringValue(detail))
                            .put("hash", row.hash())
                            .build());
        }
        return MapValue.of("entries", new ListValue(all));
    }

    private static int verify(
            StorePlace place, Arguments arguments, ReportOptions report, Console console)
            throws CommandFault, InterruptedException {
        Audit.Verdict verdict =
                StoreAccess.looking(place, arguments, console, store -> store.read(Audit::verify));
        report.write(
                switch (report.format()) {
                    case TEXT -> words(verdict) + "\n";
                    case JSON -> JsonOutput.of(json(verdict)) + "\n";
                },
                console);
        return switch (verdict) {
            case Audit.Verdict.Whole _ -> ExitCode.FINE;
            case Audit.Verdict.Broken _ -> ExitCode.FINDINGS;
        };
    }

    private static String words(Audit.Verdict verdict) {
        return switch (verdict) {
            case Audit.Verdict.Whole(long entries, String hash) ->
                    entries
                            + (entries == 1 ? " entry" : " entries")
                            + " as written, the last "
                            + hash;
            case Audit.Verdict.Broken(long number, String reason) ->
                    "entry " + number + " is not as it was written: " + reason;
        };
    }

    private static MapValue json(Audit.Verdict verdict) {
        return switch (verdict) {
            case Audit.Verdict.Whole(long entries, String hash) ->
                    MapValue.builder()
                            .put("whole", true)
                            .put("entries", entries)
                            .put("lastHash", hash)
                            .build();
            case Audit.Verdict.Broken(long number, String reason) ->
                    MapValue.builder()
                            .put("whole", false)
                            .put("number", number)
                            .put("reason", reason)
                            .build();
        };
    }
}
