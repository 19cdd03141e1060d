package dev.tocsin.interpreter;

import dev.tocsin.program.Program;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StoredFields;
import dev.tocsin.value.StoredFormatException;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.List;

/** The state of a run as a value, from which the run goes on as if nothing had been. */
public final class Snapshot {

    /** The form that is written; every earlier one can be read. */
    public static final int VERSION = 1;

    private Snapshot() {}

    /**
     * The state between two events, without the facts of the run. Values in it are those of the
     * run, not copies: one that the run holds in several places is one object in here too, which
     * {@link dev.tocsin.value.SharedValues} keeps from being written as often.
     */
    public static MapValue write(RunState state) {
        MapValue.Builder out =
                MapValue.builder()
                        .put("version", VERSION)
                        .put("program", state.program.id())
                        .put("started", state.started)
                        .put("lastHandle", state.lastHandle);
        Outcome outcome = state.outcome;
        if (outcome != null) {
            return out.put("outcome", StoredExits.write(outcome)).build();
        }
        out.put("uuids", state.evaluation.uuids());
        out.put("scope", StoredScope.writeRoot(state.root.scope, state.program));
        FrameWriter frames = new FrameWriter(state);
        out.put("frames", frames.write());
        List<Value> runnable = new ArrayList<>(state.runnable.size());
        state.runnable.forEach(frame -> runnable.add(IntValue.of(frames.numberOf(frame))));
        out.put("runnable", new ListValue(runnable));
        if (!state.program.callbacks().isEmpty()) {
            out.put("callbacks", StoredCallbacks.write(state.callbacks()));
        }
        return out.build();
    }

    /**
     * @param program what the run is of, compiled from the same texts
     * @param facts what the run was started with
     * @param stored what {@link #write} gave
     * @throws StoredFormatException if it is not what {@link #write} gives, or is of another
     *     program, or of a newer release
     */
    public static RunState read(Program program, RunFacts facts, MapValue stored) {
        StoredFields in = new StoredFields(stored);
        checkVersion(in);
        if (!in.text("program").equals(program.id())) {
            throw new StoredFormatException(
                    "the snapshot is of `" + in.text("program") + "`, not `" + program.id() + "`");
        }
        RunState state = RunState.of(program, facts);
        state.started = in.flag("started");
        state.lastHandle = in.whole("lastHandle");
        StoredFields outcome = in.fieldsOrNull("outcome");
        if (outcome != null) {
            state.outcome = StoredExits.readOutcome(program, outcome);
            return state;
        }
        state.evaluation.carryOn(in.whole("uuids"));
        StoredScope.read(in.map("scope"), state.root.scope);
        List<Frame> frames = new FrameReader(state).read(in.list("frames"));
        for (Value number : in.list("runnable")) {
            if (!(number instanceof IntValue(long index)) || index < 0 || index >= frames.size()) {
                throw new StoredFormatException("`runnable` holds what is no frame");
            }
            state.runnable.add(frames.get((int) index));
        }
        if (!program.callbacks().isEmpty()) {
            StoredCallbacks.read(in.fields("callbacks"), state);
        }
        return state;
    }

    /**
     * Looks at the {@code version} of what is about to be read.
     *
     * @throws StoredFormatException if this release cannot read it
     */
    public static void checkVersion(StoredFields in) {
        long version = in.whole("version");
        if (version != VERSION) {
            throw new StoredFormatException(
                    "this release reads snapshots of version " + VERSION + ", not " + version);
        }
    }
}
