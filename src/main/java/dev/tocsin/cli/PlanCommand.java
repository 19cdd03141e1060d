package dev.tocsin.cli;

import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Profile;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.host.AnswerBook;
import dev.tocsin.host.Plan;
import dev.tocsin.host.Rehearsal;
import dev.tocsin.host.RehearsalOptions;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.program.ActionNode;
import dev.tocsin.program.Program;
import dev.tocsin.program.ProgramActions;
import dev.tocsin.value.MapValue;

import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** {@code tocsin plan}. */
final class PlanCommand implements Command {

    @Override
    public String name() {
        return "plan";
    }

    @Override
    public String summary() {
        return "Show what a run would do, and do nothing";
    }

    @Override
    public String help() {
        return """
        Usage: tocsin plan PLAYBOOK [OPTION...]

        Rehearses a run: shows each action with the input it would get, and performs no
        change. What is not performed gives an unknown; a condition over an unknown is
        undecided, and then every branch is shown: `?` marks a step that may not happen.
        The last lines count what a run would touch and list what it needs.

        Options:
        """
                + StartOptions.HELP
                + PlanOptions.HELP
                + ReportOptions.HELP
                + """
                  -h, --help          show this text

                Ends with 0 if the rehearsal went through, 1 if the playbook or the event has
                errors.

                Examples:
                  tocsin plan playbooks/isolate-device-on-high-alert.yaml \\
                    --event examples/events/defender-alert-high.json
                  tocsin plan playbooks/triage-impossible-travel.yaml --lab --allow-reads \\
                    --event examples/events/impossible-travel-away.json
                """;
    }

    @Override
    public Options options() {
        Options options = new Options();
        StartOptions.addTo(options);
        PlanOptions.addTo(options);
        ReportOptions.addTo(options);
        return options;
    }

    @Override
    public int run(Arguments arguments, Console console) throws CommandFault, InterruptedException {
        return plan(
                StartOptions.from(this, arguments),
                PlanOptions.from(arguments, console),
                ReportOptions.from(arguments, console),
                console);
    }

    static int plan(StartOptions options, PlanOptions how, ReportOptions report, Console console)
            throws CommandFault, InterruptedException {
        Diagnostics diagnostics = new Diagnostics();
        Path root = ProjectRoot.of(options.playbook(), console);
        ConnectorRegistry connectors =
                ConnectorRegistry.load(root, console.directory(), diagnostics);
        Program program =
                new PlaybookLoader(connectors, diagnostics).load(options.playbook(), console);
        if (program == null || RunCommand.stops(diagnostics, options.profile())) {
            return RunCommand.refuse(diagnostics, options.profile(), report, console);
        }
        refuseStrangeFixtures(how.fixtures(), program);
        Instant now = how.now() == null ? console.clock().now() : how.now();
        RunStart start =
                RunStart.ofRehearsal(
                        program,
                        connectors,
                        Services.settingsOfPlan(options.services(), root, program, console),
                        diagnostics);
        RunStart.Given given = start.given(options, now, console);
        if (diagnostics.hasErrors()) {
            return RunCommand.refuse(diagnostics, options.profile(), report, console);
        }
        AnswerBook answers = GivenAnswers.of(options.answers(), program, console.user());
        @Nullable Plan plan;
        if (how.allowReads()) {
            try (Services services =
                    Services.open(options.services(), root, connectors, console, diagnostics)) {
                services.check(program, diagnostics);
                if (diagnostics.hasErrors()) {
                    RunCommand.refuse(diagnostics, options.profile(), report, console);
                    return ExitCode.FAULT;
                }
                plan =
                        rehearse(
                                program,
                                start,
                                given,
                                services,
                                facts ->
                                        new RehearsalOptions(
                                                services.performer(facts),
                                                connectors::isBuiltIn,
                                                how.fixtures(),
                                                answers,
                                                now),
                                options.profile(),
                                console);
            }
        } else {
            plan =
                    rehearse(
                            program,
                            start,
                            given,
                            null,
                            _ -> RehearsalOptions.withoutReads(how.fixtures(), answers, now),
                            options.profile(),
                            console);
        }
        if (plan == null) {
            int found = RunCommand.refuse(diagnostics, options.profile(), report, console);
            return start.isConnected() ? found : ExitCode.FAULT;
        }
        GivenAnswers.tellUnused(answers, console);
        List<Instant> nextRuns = NextRuns.of(given.start(), program.playbook(), now);
        report.write(
                switch (report.format()) {
                    case TEXT -> PlanText.of(plan) + PlanText.nextRuns(nextRuns);
                    case JSON -> JsonOutput.of(PlanJson.of(plan, nextRuns)) + "\n";
                },
                console);
        return ExitCode.FINE;
    }

    /** Null where the event cannot be read. */
    private static @Nullable Plan rehearse(
            Program program,
            RunStart start,
            RunStart.Given given,
            @Nullable Services services,
            Function<RunFacts, RehearsalOptions> options,
            Profile profile,
            Console console)
            throws InterruptedException {
        RunFacts facts = start.facts(given, "rehearsal", 0, services);
        if (start.diagnostics().hasErrors()) {
            return null;
        }
        RunCommand.print(start.diagnostics(), profile, console);
        return Rehearsal.rehearse(program, facts, options.apply(facts).after(start.fetch()));
    }

    /** A fixture that belongs to no step would leave its step unknown without a word. */
    private static void refuseStrangeFixtures(MapValue fixtures, Program program)
            throws CommandFault {
        List<String> ids = new ArrayList<>();
        for (ActionNode action : ProgramActions.of(program)) {
            if (action.head().id() != null) {
                ids.add(action.head().id());
            }
        }
        for (String key : fixtures.entries().keySet()) {
            boolean path = key.contains("[");
            if (!path && !ids.contains(key)) {
                String meant = Suggestion.closest(key, ids);
                throw CommandFault.usage(
                        "the fixtures have a result for `" + key + "`, and no action has that id",
                        meant == null
                                ? "the ids are " + String.join(", ", ids)
                                : "did you mean `" + meant + "`?");
            }
        }
    }
}
