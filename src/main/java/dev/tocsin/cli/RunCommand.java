package dev.tocsin.cli;

import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.diagnostic.Colour;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Findings;
import dev.tocsin.diagnostic.JsonRenderer;
import dev.tocsin.diagnostic.Profile;
import dev.tocsin.diagnostic.TerminalText;
import dev.tocsin.diagnostic.TextRenderer;
import dev.tocsin.host.AnswerBook;
import dev.tocsin.host.CallbackListener;
import dev.tocsin.host.MemoryHost;
import dev.tocsin.host.Recorder;
import dev.tocsin.host.RunClock;
import dev.tocsin.host.RunRecord;
import dev.tocsin.host.Traces;
import dev.tocsin.host.durable.ProgramSources;
import dev.tocsin.interpreter.Outcome;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.program.CalledPrograms;
import dev.tocsin.program.Program;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;

import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** {@code tocsin run}. */
final class RunCommand implements Command {

    @Override
    public String name() {
        return "run";
    }

    @Override
    public String summary() {
        return "Run a playbook, for real or against the lab";
    }

    @Override
    public String help() {
        return """
        Usage: tocsin run PLAYBOOK [OPTION...]

        Runs a playbook from start to end. Steps are told of on standard error as they
        happen; how the run ended goes to standard output. `--dry-run` does what
        `tocsin plan` does.

        Options:
        """
                + StartOptions.HELP
                + """
                  --dry-run           show what would happen, and do nothing
                  --store FILE        keep the run in FILE: whatever ends this command, `tocsin runs
                                      resume` goes on where it was
                """
                + StoreKeys.HELP
                + """
                """
                + ReportOptions.HELP
                + """
                  -h, --help          show this text

                A question is asked at the terminal, unless `--answer` has its answer. Without
                either the run ends there, with 4, and says which answer it needs; with `--store`
                it waits in the store, until `tocsin answer` has the answer.

                Ends with 0 if the run succeeded, 1 if it failed, was cancelled, or the playbook
                has errors; with 3 if a connection is missing.

                Examples:
                  tocsin run playbooks/isolate-device-on-high-alert.yaml \\
                    --event examples/events/defender-alert-high.json --lab
                """;
    }

    @Override
    public Options options() {
        Options options = new Options();
        StartOptions.addTo(options);
        ReportOptions.addTo(options);
        StorePlace.addTo(options);
        StoreKeys.addTo(options);
        options.addOption(Arguments.flag("dry-run"));
        return options;
    }

    @Override
    public int run(Arguments arguments, Console console) throws CommandFault, InterruptedException {
        StartOptions options = StartOptions.from(this, arguments);
        ReportOptions report = ReportOptions.from(arguments, console);
        if (arguments.has("dry-run")) {
            return PlanCommand.plan(options, PlanOptions.NOTHING_PERFORMED, report, console);
        }
        Diagnostics diagnostics = new Diagnostics();
        Path root = ProjectRoot.of(options.playbook(), console);
        ConnectorRegistry connectors =
                ConnectorRegistry.load(root, console.directory(), diagnostics);
        Program program =
                new PlaybookLoader(connectors, diagnostics).load(options.playbook(), console);
        if (program == null || stops(diagnostics, options.profile())) {
            return refuse(diagnostics, options.profile(), report, console);
        }
        AnswerBook answers = GivenAnswers.of(options.answers(), program, console.user());
        try (Services services =
                Services.open(options.services(), root, connectors, console, diagnostics)) {
            RunClock clock = services.clock();
            services.check(program, diagnostics);
            boolean connected = !diagnostics.hasErrors();
            RunStart start =
                    new RunStart(
                            program,
                            connectors,
                            services.settings(options.services(), root, program, console),
                            diagnostics);
            RunStart.Given given = start.given(options, clock.now(), console);
            if (diagnostics.hasErrors()) {
                int found = refuse(diagnostics, options.profile(), report, console);
                return connected && !GivenSettings.areWrong(diagnostics) ? found : ExitCode.FAULT;
            }
            RunFacts begun = start.facts(given, newRunId(), newSeed(), services);
            if (diagnostics.hasErrors()) {
                int found = refuse(diagnostics, options.profile(), report, console);
                return start.isConnected() ? found : ExitCode.FAULT;
            }
            print(diagnostics, options.profile(), console);
            RunAnswerer people = new RunAnswerer(answers, console);
            if (arguments.has("store")) {
                int exitCode =
                        durably(
                                program,
                                connectors,
                                root,
                                begun,
                                services,
                                people,
                                arguments,
                                console);
                GivenAnswers.tellUnused(answers, console);
                return exitCode;
            }
            MemoryHost host = new MemoryHost(services.performer(begun), clock, people);
            // Until the report is out, or a stopped process would end before it told how the run
            // did.
            try (Interruption _ = Interruption.cancels(host);
                    CallbackListener callbacks = callbacks(program, host)) {
                RunFacts facts =
                        callbacks == null ? begun : begun.takingCallbacksAt(callbacks.base());
                announce(facts, program, services, console);
                Recorder recorder = new Recorder(start.fetch() == null ? 0 : 1);
                RunProgress progress =
                        new RunProgress(console, clock, StepTitles.width(program), people::prompt);
                Outcome outcome = host.run(program, facts, Traces.both(recorder, progress));
                RunRecord record = recorder.record(facts.runId(), program.id(), outcome);
                report.write(
                        switch (report.format()) {
                            case JSON -> JsonOutput.of(record.toValue()) + "\n";
                            case TEXT -> RunReport.text(record, program, services.changes());
                        },
                        console);
                GivenAnswers.tellUnused(answers, console);
                boolean waits = people.tellUnanswered();
                console.out().flush();
                console.err().flush();
                if (waits) {
                    return ExitCode.WAITING;
                }
                return outcome instanceof Outcome.Succeeded ? ExitCode.FINE : ExitCode.FINDINGS;
            }
        }
    }

    private static int durably(
            Program program,
            ConnectorRegistry connectors,
            Path root,
            RunFacts facts,
            Services services,
            RunAnswerer people,
            Arguments arguments,
            Console console)
            throws CommandFault, InterruptedException {
        StorePlace place = StorePlace.of(arguments, console);
        ReportOptions report = ReportOptions.from(arguments, console);
        Store store = StoreAccess.open(place, arguments, console);
        try (DurableSession session =
                DurableSession.open(
                        program,
                        new DurableSession.Stage(
                                place, store, services, people, report, console))) {
            ProgramSources sources =
                    DurableRuns.sources(
                            program,
                            connectors,
                            name -> root.relativize(console.resolve(name)).toString());
            return session.begin(sources, facts);
        } catch (StoreException e) {
            throw StoreAccess.fault(e);
        }
    }

    /** Only a program that waits for callbacks opens a port. */
    private static @Nullable CallbackListener callbacks(Program program, MemoryHost host)
            throws CommandFault {
        if (!CalledPrograms.of(program).stream().anyMatch(each -> !each.callbacks().isEmpty())) {
            return null;
        }
        try {
            CallbackListener listener = CallbackListener.open();
            listener.connect(host::calledBack);
            return listener;
        } catch (IOException e) {
            throw CommandFault.configuration(
                    "no port of this machine is free for callbacks: " + ReadFault.reason(e),
                    "try again when other programs have ended");
        }
    }

    private static void announce(
            RunFacts facts, Program program, Services services, Console console) {
        String run = facts.runId() + " of " + program.id() + services.place();
        console.err().println(TerminalText.of(run));
        console.err().flush();
    }

    /** Whether what the checks found is enough to run nothing. */
    static boolean stops(Diagnostics diagnostics, Profile profile) {
        return !diagnostics.isEmpty() && profile.fails(profile.of(diagnostics.sorted()));
    }

    /** Prints why nothing was run. */
    static int refuse(
            Diagnostics diagnostics, Profile profile, ReportOptions report, Console console)
            throws CommandFault {
        switch (report.format()) {
            case JSON ->
                    report.write(
                            JsonRenderer.render(
                                    new Findings(
                                            profile.of(diagnostics.sorted()),
                                            1,
                                            diagnostics.ignored(),
                                            0)),
                            console);
            case TEXT -> print(diagnostics, profile, console);
        }
        return ExitCode.FINDINGS;
    }

    static void print(Diagnostics diagnostics, Profile profile, Console console) {
        Colour colour = console.colours() ? Colour.ON : Colour.OFF;
        console.err().print(new TextRenderer(colour).render(profile.of(diagnostics.sorted())));
    }

    private static String newRunId() {
        byte[] bytes = new byte[6];
        new SecureRandom().nextBytes(bytes);
        return "run-" + HexFormat.of().formatHex(bytes);
    }

    private static long newSeed() {
        return new SecureRandom().nextLong();
    }
}
