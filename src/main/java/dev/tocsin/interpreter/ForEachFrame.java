package dev.tocsin.interpreter;

import dev.tocsin.program.Block;
import dev.tocsin.program.ForEachNode;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A {@code forEach}: hands items to its iterations and gathers what they give. */
final class ForEachFrame extends Frame {

    final ForEachNode node;
    final List<Value> items;

    /** The next item that nobody has taken. */
    int next;

    /** Iterations that have not ended. */
    final List<IterationFrame> open = new ArrayList<>(1);

    /** What iterations gave, by position; made when the first gives something. */
    Value @Nullable [] results;

    /** Why items failed, by position. */
    final SortedMap<Integer, Value> failures = new TreeMap<>();

    /** Set by {@code stop}: no further item is begun. */
    boolean stopped;

    /** Why the loop is left once its open iterations have ended. */
    @Nullable Exit pending;

    ForEachFrame(Frame parent, ForEachNode node, List<Value> items) {
        super(parent, parent.scope, Block.EMPTY);
        this.node = node;
        this.items = items;
    }

    @Override
    ForEachNode node() {
        return node;
    }
}
