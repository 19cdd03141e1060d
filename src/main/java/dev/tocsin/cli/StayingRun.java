package dev.tocsin.cli;

import dev.tocsin.diagnostic.TerminalText;

import org.jspecify.annotations.Nullable;

import java.io.PrintStream;

/** What a command says of a run that it leaves in the store. */
final class StayingRun {

    private StayingRun() {}

    /**
     * @param why it cannot be answered here, or null
     * @param options that lead to the store
     */
    static void tell(RunPage page, @Nullable String why, String options, Console console) {
        PrintStream err = console.err();
        RunSummary run = page.run();
        boolean told = false;
        for (RunPage.Asked asked : page.questions()) {
            if (asked.isOpen()) {
                told = true;
                say(err, run.id() + " waits for an answer: " + asked.text());
            }
        }
        if (!told) {
            String reason = why != null ? why : run.reason();
            say(
                    err,
                    run.id()
                            + " is "
                            + run.status().text()
                            + (reason == null ? "" : ": " + reason));
        } else if (why != null && why.startsWith("the answer")) {
            // That nobody here answers is said by the help; that an answer was no good is not.
            say(err, why);
        }
        for (NextCommand next : NextCommand.of(page, options, false)) {
            err.println("   = help: " + next.purpose() + ": `" + next.line() + "`");
        }
    }

    private static void say(PrintStream err, String words) {
        err.println(TerminalText.of(words));
    }
}
