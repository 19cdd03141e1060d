package dev.tocsin.cli;

import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.lab.Fault;
import dev.tocsin.lab.Lab;
import dev.tocsin.lab.LabOptions;
import dev.tocsin.lab.Scenario;

import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * What a lab is started with.
 *
 * @param scenario a file or a name, or null for the project's own
 * @param faults what goes wrong, of services that there are
 * @param seed of faults with a probability, or null for any
 */
record LabStart(@Nullable String scenario, List<Fault> faults, @Nullable Long seed) {

    static final String HELP =
            """
              --scenario FILE     the company of the lab; without it the file in the project's folder
                                  `lab` if there is one, else contoso, which is also a name for FILE
              --fault FAULT       what goes wrong in the lab; repeat it for each:
                                  SERVICE[/PATH]:STATUS[:PROBABILITY][:times=N][:retryAfter=SECONDS],
                                  or in place of STATUS malformed, truncated, redirect, close, hang,
                                  drip, large, wrong-content-type: `graph/users:503:0.2`
              --seed N            which requests meet a fault that has a probability; without it
                                  others each time, and the number is printed
            """;

    /** Small enough to be typed again. */
    private static final int SEEDS = 1_000_000;

    LabStart {
        faults = List.copyOf(faults);
    }

    static void addTo(Options options) {
        options.addOption(Arguments.valued("scenario"));
        options.addOption(Arguments.repeatable("fault"));
        options.addOption(Arguments.valued("seed"));
    }

    static LabStart from(Arguments arguments) throws CommandFault {
        List<Fault> faults = new ArrayList<>();
        List<String> given = arguments.values("fault");
        List<String> services = given.isEmpty() ? List.of() : Lab.services();
        for (String text : given) {
            try {
                faults.add(Fault.parse(text).among(services));
            } catch (Fault.InvalidException e) {
                throw CommandFault.usage("`--fault " + text + "`: " + e.text(), e.help());
            }
        }
        return new LabStart(arguments.value("scenario"), faults, seed(arguments.value("seed")));
    }

    private static @Nullable Long seed(@Nullable String text) throws CommandFault {
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException _) {
            throw CommandFault.usage("`--seed` takes a whole number, not `" + text + "`", null);
        }
    }

    /** Refuses what is about the lab in a command that does not reach it. */
    static void refuseWithoutLab(Arguments arguments) throws CommandFault {
        for (String option : List.of("scenario", "fault", "seed")) {
            if (arguments.has(option)) {
                throw CommandFault.usage("`--" + option + "` is about the lab", "add `--lab`");
            }
        }
    }

    /**
     * The options of a lab, with the company chosen and read.
     *
     * @param root of the project
     * @param diagnostics gets what is wrong with its file; then the lab is not to be used
     */
    LabOptions options(Path root, Console console, Diagnostics diagnostics) throws CommandFault {
        Scenario found = ScenarioChoice.of(scenario, root, console, diagnostics);
        boolean chance = faults.stream().anyMatch(fault -> fault.probability() < 1);
        long seeded = seed == null && chance ? new SecureRandom().nextInt(SEEDS) : orZero(seed);
        if (chance) {
            console.err()
                    .println(
                            "faults of the lab follow the seed "
                                    + seeded
                                    + (seed == null
                                            ? "; `--seed " + seeded + "` repeats them"
                                            : ""));
            console.err().flush();
        }
        return LabOptions.standard().withScenario(found).withFaults(faults, seeded);
    }

    private static long orZero(@Nullable Long number) {
        return number == null ? 0 : number;
    }
}
