package dev.tocsin.host;

import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.interpreter.Snapshot;
import dev.tocsin.interpreter.StoredEvent;
import dev.tocsin.interpreter.StoredFacts;
import dev.tocsin.interpreter.Trace;
import dev.tocsin.program.Program;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.SharedValues;
import dev.tocsin.value.StoredFields;
import dev.tocsin.value.StoredFormatException;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.List;

/** A run with the runs that it calls as one value, and back. */
final class StoredTree {

    private StoredTree() {}

    static MapValue write(RunTree tree) {
        List<Value> runs = new ArrayList<>();
        for (RunTree.Run run : tree.runs()) {
            runs.add(write(run));
        }
        List<Value> waiting = new ArrayList<>(tree.waiting.size());
        for (RunTree.Inner inner : tree.waiting) {
            // Nobody listens any more in a run that has ended.
            if (tree.run(inner.run().number) == inner.run()) {
                waiting.add(
                        MapValue.builder()
                                .put("run", inner.run().number)
                                .put("event", StoredEvent.write(inner.event()))
                                .build());
            }
        }
        return SharedValues.fold(
                MapValue.builder()
                        .put("version", Snapshot.VERSION)
                        .put("lastNumber", tree.lastNumber)
                        .put("runs", new ListValue(runs))
                        .put("waiting", new ListValue(waiting))
                        .build());
    }

    private static MapValue write(RunTree.Run run) {
        MapValue.Builder out = MapValue.builder().put("number", run.number);
        RunTree.Run caller = run.caller;
        if (caller != null) {
            out.put("caller", caller.number)
                    .put("call", run.call)
                    .put("facts", StoredFacts.write(run.state.facts()));
        }
        return out.put("state", Snapshot.write(run.state)).build();
    }

    static RunTree read(
            Program program,
            RunFacts facts,
            MapValue stored,
            RunTree.Carrier carrier,
            Trace trace) {
        StoredFields in = StoredFields.of(SharedValues.unfold(stored));
        Snapshot.checkVersion(in);
        List<Value> runs = in.list("runs");
        if (runs.isEmpty()) {
            throw new StoredFormatException("the run that nobody called is missing");
        }
        MapValue first = StoredFields.of(runs.getFirst()).map("state");
        RunTree tree = new RunTree(Snapshot.read(program, facts, first), carrier, trace);
        for (Value one : runs.subList(1, runs.size())) {
            readCalled(StoredFields.of(one), tree);
        }
        tree.lastNumber = in.whole("lastNumber");
        for (Value one : in.list("waiting")) {
            StoredFields inner = StoredFields.of(one);
            RunTree.Run run = runOf("run", inner, tree);
            Program of = run.state.program();
            tree.waiting.add(new RunTree.Inner(run, StoredEvent.read(of, inner.map("event"))));
        }
        return tree;
    }

    private static void readCalled(StoredFields in, RunTree tree) {
        RunTree.Run caller = runOf("caller", in, tree);
        long call = in.whole("call");
        long number = in.whole("number");
        Program program = caller.state.calledBy(call);
        if (tree.run(number) != null || program == null) {
            throw new StoredFormatException("run " + number + " is there twice, or nobody called");
        }
        RunFacts facts = StoredFacts.read(in.map("facts"));
        tree.add(Snapshot.read(program, facts, in.map("state")), caller, number, call);
    }

    private static RunTree.Run runOf(String key, StoredFields in, RunTree tree) {
        RunTree.Run run = tree.run(in.whole(key));
        if (run == null) {
            throw new StoredFormatException("there is no run " + in.whole(key));
        }
        return run;
    }
}
