package dev.tocsin.interpreter;

import dev.tocsin.program.Program;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StoredFields;
import dev.tocsin.value.StoredFormatException;

import org.jspecify.annotations.Nullable;

/** Why steps are left, and how runs end, as values. */
final class StoredExits {

    private StoredExits() {}

    static MapValue write(Exit exit) {
        MapValue.Builder out = MapValue.builder();
        return switch (exit) {
            case Exit.Raised(RunError error) ->
                    out.put("exit", "raised").put("error", StoredErrors.write(error)).build();
            case Exit.Next(var result) -> out.put("exit", "next").put("value", result).build();
            case Exit.Stop(var result) -> out.put("exit", "stop").put("value", result).build();
            case Exit.Return(var outputs) ->
                    out.put("exit", "return").put("value", outputs).build();
            case Exit.Cancelled(String reason) ->
                    out.put("exit", "cancelled").put("reason", reason).build();
        };
    }

    static Exit read(Program program, StoredFields in) {
        return switch (in.text("exit")) {
            case "raised" -> new Exit.Raised(StoredErrors.read(program, in.fields("error")));
            case "next" -> new Exit.Next(in.value("value"));
            case "stop" -> new Exit.Stop(in.value("value"));
            case "return" -> new Exit.Return(in.value("value"));
            case "cancelled" -> new Exit.Cancelled(in.text("reason"));
            case String other ->
                    throw new StoredFormatException("`" + other + "` is no way to leave a step");
        };
    }

    /** Null where nothing is there. */
    static @Nullable Exit read(Program program, StoredFields in, String key) {
        StoredFields exit = in.fieldsOrNull(key);
        return exit == null ? null : read(program, exit);
    }

    static MapValue write(Outcome outcome) {
        MapValue.Builder out = MapValue.builder();
        return switch (outcome) {
            case Outcome.Succeeded(var outputs) ->
                    out.put("status", "succeeded").put("outputs", outputs).build();
            case Outcome.Failed(RunError error) ->
                    out.put("status", "failed").put("error", StoredErrors.write(error)).build();
            case Outcome.Cancelled(String reason) ->
                    out.put("status", "cancelled").put("reason", reason).build();
        };
    }

    static Outcome readOutcome(Program program, StoredFields in) {
        return switch (in.text("status")) {
            case "succeeded" -> new Outcome.Succeeded(in.value("outputs"));
            case "failed" -> new Outcome.Failed(StoredErrors.read(program, in.fields("error")));
            case "cancelled" -> new Outcome.Cancelled(in.text("reason"));
            case String other ->
                    throw new StoredFormatException("`" + other + "` is no way for a run to end");
        };
    }
}
