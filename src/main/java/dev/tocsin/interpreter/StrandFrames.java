package dev.tocsin.interpreter;

import dev.tocsin.program.ParallelNode;
import dev.tocsin.program.Program;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.StoredFields;
import dev.tocsin.value.StoredFormatException;
import dev.tocsin.value.Value;

import java.util.List;
import java.util.Map;

/** Reads what {@code forEach} and {@code parallel} hold, and the strands inside them. */
final class StrandFrames {

    private StrandFrames() {}

    static void fill(ForEachFrame loop, StoredFields in, Program program) {
        int size = loop.items.size();
        loop.next = in.upTo(size, "next");
        loop.stopped = in.flag("stopped");
        loop.pending = StoredExits.read(program, in, "pending");
        List<Value> results = in.list("results");
        List<Value> at = in.list("resultsAt");
        if (!results.isEmpty()) {
            Value[] all = new Value[size];
            for (int i = 0; i < results.size(); i++) {
                all[position(at, i, size)] = results.get(i);
            }
            loop.results = all;
        }
        List<Value> failures = in.list("failures");
        List<Value> failedAt = in.list("failuresAt");
        for (int i = 0; i < failures.size(); i++) {
            loop.failures.put(position(failedAt, i, size), failures.get(i));
        }
    }

    private static int position(List<Value> positions, int index, int size) {
        if (index < positions.size()
                && positions.get(index) instanceof IntValue(long position)
                && position >= 0
                && position < size) {
            return (int) position;
        }
        throw new StoredFormatException("a loop has a result at no position");
    }

    static IterationFrame iteration(Frame parent, StoredFields in) {
        if (!(parent instanceof ForEachFrame loop) || loop.items.isEmpty()) {
            throw new StoredFormatException("an iteration stands in no loop");
        }
        IterationFrame iteration = new IterationFrame(loop);
        iteration.position = in.upTo(loop.items.size() - 1, "position");
        StoredScope.read(in.map("scope"), iteration.scope);
        loop.open.add(iteration);
        return iteration;
    }

    static void fill(ParallelFrame whole, StoredFields in, Program program) {
        for (Map.Entry<String, Value> one : in.map("errors").entries().entrySet()) {
            RunError error = StoredErrors.read(program, StoredFields.of(one.getValue()));
            whole.errors.put(branch(whole, one.getKey()), error);
        }
        String winner = in.textOrNull("winner");
        if (winner != null) {
            whole.winner = new ParallelBranchFrame(whole, branch(whole, winner));
            whole.winner.last = in.value("won");
        }
        whole.pending = StoredExits.read(program, in, "pending");
    }

    static ParallelBranchFrame branch(Frame parent, StoredFields in) {
        if (!(parent instanceof ParallelFrame whole)) {
            throw new StoredFormatException("a branch stands in no `parallel`");
        }
        ParallelBranchFrame branch =
                new ParallelBranchFrame(whole, branch(whole, in.text("branch")));
        branch.last = in.value("last");
        whole.open.add(branch);
        return branch;
    }

    private static ParallelNode.Branch branch(ParallelFrame whole, String name) {
        for (ParallelNode.Branch branch : whole.node.branches()) {
            if (branch.name().equals(name)) {
                return branch;
            }
        }
        throw new StoredFormatException("`parallel` has no branch `" + name + "`");
    }
}
