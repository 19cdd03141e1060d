package dev.tocsin.interpreter;

import dev.tocsin.program.ParallelNode;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** {@code parallel}: what goes side by side. */
final class Branches {

    private final Turn turn;

    Branches(Turn turn) {
        this.turn = turn;
    }

    @Nullable Frame begin(ParallelNode node, Frame parent) {
        ParallelFrame whole = new ParallelFrame(parent, node);
        turn.enter(whole);
        for (ParallelNode.Branch branch : node.branches()) {
            whole.open.add(new ParallelBranchFrame(whole, branch));
        }
        for (int i = 1; i < whole.open.size(); i++) {
            turn.state.runnable.add(whole.open.get(i));
        }
        return whole.open.getFirst();
    }

    /** A branch came to the end of its steps. */
    @Nullable Frame ended(ParallelBranchFrame branch) {
        ParallelFrame whole = branch.whole;
        if (whole.node.firstWins() && whole.winner == null && whole.pending == null) {
            whole.winner = branch;
            cancelOthers(branch);
        }
        return over(branch);
    }

    /**
     * A branch was left. An error waits for the other branches, and counts for nothing where one of
     * them may still succeed; whatever else leaves a branch ends them.
     */
    @Nullable Frame left(ParallelBranchFrame branch, Exit exit) {
        ParallelFrame whole = branch.whole;
        branch.child = null;
        if (whole.winner != null) {
            // It was cancelled because another one won.
            return over(branch);
        }
        boolean curable = exit instanceof Exit.Raised(RunError error) && error.kind().canBeCaught();
        if (curable && whole.node.firstWins()) {
            whole.errors.put(branch.branch, ((Exit.Raised) exit).error());
        } else if (whole.pending == null) {
            whole.pending = exit;
            if (!curable) {
                cancelOthers(branch);
            }
        }
        return over(branch);
    }

    private void cancelOthers(ParallelBranchFrame branch) {
        for (ParallelBranchFrame other : List.copyOf(branch.whole.open)) {
            if (other != branch) {
                turn.cancellation.cancel(other);
            }
        }
    }

    private @Nullable Frame over(ParallelBranchFrame branch) {
        ParallelFrame whole = branch.whole;
        whole.open.remove(branch);
        if (!whole.open.isEmpty()) {
            return null;
        }
        Exit pending = whole.pending;
        if (pending != null) {
            return turn.exits.leave(whole, pending);
        }
        ParallelBranchFrame winner = whole.winner;
        if (whole.node.firstWins() && winner == null) {
            return turn.exits.frameFailed(whole, NullValue.NULL, allFailed(whole), 0);
        }
        return turn.exits.leaveUnlessOverridden(
                whole,
                StepEnd.succeeded(
                        NullValue.NULL, winner == null ? NullValue.NULL : resultOf(winner), 0));
    }

    private static MapValue resultOf(ParallelBranchFrame winner) {
        return MapValue.builder()
                .put("branch", new StringValue(winner.branch.name()))
                .put("value", winner.last)
                .build();
    }

    /** The error of the first branch of the file, with those of all branches as its details. */
    private static RunError allFailed(ParallelFrame whole) {
        RunError first = null;
        MapValue.Builder errors = MapValue.builder();
        for (ParallelNode.Branch branch : whole.node.branches()) {
            RunError error = whole.errors.get(branch);
            if (error != null) {
                first = first == null ? error : first;
                errors.put(branch.name(), error.toValue());
            }
        }
        if (first == null) {
            throw new IllegalStateException(whole.path() + " ended without a reason");
        }
        return new RunError(
                first.kind(),
                first.message(),
                first.step(),
                first.status(),
                MapValue.of("branches", errors.build()),
                first.span(),
                first.playbook());
    }
}
