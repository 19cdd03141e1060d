package dev.tocsin.host.durable;

import dev.tocsin.expression.Evaluation;
import dev.tocsin.expression.EvaluationException;
import dev.tocsin.expression.Scope;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.interpreter.RunState;
import dev.tocsin.playbook.Concurrency;
import dev.tocsin.program.Program;
import dev.tocsin.store.Reader;
import dev.tocsin.store.RunRow;
import dev.tocsin.store.RunStatus;
import dev.tocsin.store.RunTable;
import dev.tocsin.store.StoreException;
import dev.tocsin.store.Transaction;
import dev.tocsin.value.Json;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Which runs of a playbook may go on at once. */
final class Lanes {

    /** So many runs of a lane are looked at to find those whose turn it is. */
    private static final int AHEAD = 64;

    private Lanes() {}

    /**
     * Runs that are counted together.
     *
     * @param name playbook and key
     */
    record Lane(String name, Program.RunLimit rule) {

        private List<RunRow> runs(Reader reader) throws StoreException {
            return RunTable.ofLane(reader, name, rule.limit() + AHEAD);
        }

        /** Whether a run that is created now has to wait. */
        boolean isFull(Transaction tx) throws StoreException {
            return RunTable.ofLane(tx, name, rule.limit()).size() >= rule.limit();
        }

        /** Lets as many begin as there is room for; gives their numbers. */
        List<Long> next(Transaction tx, Instant at) throws StoreException {
            List<RunRow> runs = runs(tx);
            int active = 0;
            for (RunRow run : runs) {
                active += run.status() == RunStatus.QUEUED ? 0 : 1;
            }
            List<Long> begun = new ArrayList<>(0);
            for (RunRow run : runs) {
                if (run.status() == RunStatus.QUEUED && active < rule.limit()) {
                    RunTable.begin(tx, run.number(), at);
                    begun.add(run.number());
                    active++;
                }
            }
            return begun;
        }

        /** The oldest ones that have to make room for those that wait. */
        List<Long> inTheWay(Reader reader) throws StoreException {
            if (rule.whenBusy() != Concurrency.WhenBusy.CANCEL_OLDEST) {
                return List.of();
            }
            List<RunRow> runs = runs(reader);
            long queued = runs.stream().filter(run -> run.status() == RunStatus.QUEUED).count();
            return runs.stream()
                    .filter(run -> run.status() != RunStatus.QUEUED)
                    .limit(queued)
                    .map(RunRow::number)
                    .toList();
        }
    }

    /**
     * The lane of a run; null where any number of them may go on.
     *
     * @param given its name, where whoever creates the run knows it
     */
    static @Nullable Lane of(Program program, RunFacts facts, @Nullable String given) {
        Program.RunLimit rule = program.concurrency();
        if (rule == null) {
            return null;
        }
        if (given != null) {
            return new Lane(given, rule);
        }
        return new Lane(program.id() + key(program, facts, rule), rule);
    }

    private static String key(Program program, RunFacts facts, Program.RunLimit rule) {
        if (rule.key() == null) {
            return "";
        }
        Scope scope = RunState.scopeOf(program, facts);
        try {
            Value key =
                    rule.key()
                            .evaluate(
                                    scope,
                                    new Evaluation(facts.seed(), facts.maxExpressionSteps()));
            return "/" + Json.write(key);
        } catch (EvaluationException _) {
            // Runs whose key has no value wait for each other: too few at once does no harm.
            return "/?";
        }
    }
}
