package dev.tocsin.cli;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * A command that helps a run on, ready to be typed.
 *
 * @param purpose {@code to answer}
 * @param line the whole command
 */
record NextCommand(String purpose, String line) {

    /**
     * What can be done about a run.
     *
     * @param options that lead to the same store or service, with a blank before them; or empty
     * @param served whether a service takes care of it
     */
    static List<NextCommand> of(RunPage page, String options, boolean served) {
        RunSummary run = page.run();
        String id = run.id();
        List<NextCommand> next = new ArrayList<>();
        switch (run.status()) {
            case QUEUED, RUNNING, WAITING -> {
                for (RunPage.Asked asked : page.questions()) {
                    if (asked.isOpen()) {
                        next.add(
                                new NextCommand(
                                        served
                                                ? "to answer, with the token of one of them in"
                                                        + " TOCSIN_TOKEN"
                                                : "to answer",
                                        answer(asked, options)));
                    }
                }
                if (next.isEmpty() && !served) {
                    next.add(
                            new NextCommand(
                                    "to go on with it", "tocsin runs resume " + id + options));
                }
            }
            case NEEDS_ATTENTION -> {
                if (isUnknown(run.reason())) {
                    String resolve = "tocsin runs resolve " + id;
                    next.add(new NextCommand("if it was done", resolve + " --done" + options));
                    next.add(new NextCommand("to do it again", resolve + " --repeat" + options));
                    next.add(
                            new NextCommand(
                                    "to let the step fail", resolve + " --give-up" + options));
                } else {
                    next.add(new NextCommand("to try again", "tocsin runs resume " + id + options));
                }
            }
            case FAILED -> {
                String step = failedStep(page);
                if (step != null) {
                    next.add(
                            new NextCommand(
                                    "to do it again from there, in a new run",
                                    "tocsin runs retry-from " + id + " '" + step + "'" + options));
                }
            }
            case SUCCEEDED, CANCELLED, SKIPPED -> {}
        }
        return next;
    }

    /** The command that answers a question with its first choice. */
    static String answer(RunPage.Asked asked, String options) {
        return answer(asked.id(), asked.choices(), asked.hasForm(), options);
    }

    static String answer(String id, List<String> choices, boolean hasForm, String options) {
        StringBuilder line = new StringBuilder("tocsin answer ").append(id);
        if (!choices.isEmpty()) {
            line.append(' ').append(quoted(choices.getFirst()));
        }
        if (hasForm) {
            line.append(" --form NAME=VALUE");
        }
        return line.append(options).toString();
    }

    /** As a shell takes it for one word; what a shell would look into stands in quotes. */
    static String quoted(String word) {
        boolean plain = !word.isEmpty();
        for (int i = 0; i < word.length() && plain; i++) {
            char c = word.charAt(i);
            plain = Character.isLetterOrDigit(c) || "._/:@%+-".indexOf(c) >= 0;
        }
        return plain ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private static boolean isUnknown(@Nullable String reason) {
        return reason != null
                && !reason.startsWith("diverged")
                && (reason.contains("unknown") || reason.contains("not known"));
    }

    private static @Nullable String failedStep(RunPage page) {
        return page.record() != null
                        && page.record().get("error") instanceof dev.tocsin.value.MapValue error
                        && error.text("step") instanceof String step
                        && !step.isEmpty()
                ? step
                : null;
    }
}
