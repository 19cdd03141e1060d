package dev.tocsin.interpreter;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What a run waits for between two events: what a host needs to know of a run that it has restored
 * and has not followed from the start. Each list is sorted by number, tokens by their characters.
 *
 * @param attempts those that are out, as they were asked for
 * @param timers those that are running, with when they are due
 * @param questions those that are open, as they were put
 * @param callbacks tokens of those that are awaited
 * @param calls the runs that were started for calls and have not ended, as this run names them
 * @param continues whether {@link Command.Continue} was asked for and {@link Event.Continued} has
 *     not come
 */
public record OpenWork(
        List<Command.Perform> attempts,
        List<Command.StartTimer> timers,
        List<Command.Ask> questions,
        List<String> callbacks,
        List<Long> calls,
        boolean continues) {

    public OpenWork {
        attempts = List.copyOf(attempts);
        timers = List.copyOf(timers);
        questions = List.copyOf(questions);
        callbacks = List.copyOf(callbacks);
        calls = List.copyOf(calls);
    }

    /** What this run waits for now; nothing where it has ended. */
    public static OpenWork of(RunState state) {
        List<Command.Perform> attempts = new ArrayList<>();
        for (ActionFrame frame : new TreeMap<>(state.attempts).values()) {
            attempts.add(Actions.commandOf(frame, frame.asked(), state.facts));
        }
        List<Command.StartTimer> timers = new ArrayList<>();
        new TreeMap<>(state.timers)
                .forEach(
                        (number, timer) -> timers.add(new Command.StartTimer(number, timer.due())));
        List<Command.Ask> questions = new ArrayList<>();
        for (AskFrame frame : new TreeMap<>(state.questions).values()) {
            questions.add(frame.command());
        }
        boolean callbacks = !state.program.callbacks().isEmpty();
        return new OpenWork(
                attempts,
                timers,
                questions,
                callbacks
                        ? state.callbacks().awaited.keySet().stream().sorted().toList()
                        : List.of(),
                state.calls.keySet().stream().sorted().toList(),
                !state.runnable.isEmpty());
    }
}
