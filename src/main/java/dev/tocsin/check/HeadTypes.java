package dev.tocsin.check;

import dev.tocsin.playbook.Accepted;
import dev.tocsin.playbook.Constant;
import dev.tocsin.playbook.ParallelStep;
import dev.tocsin.playbook.Parameter;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.Trigger;
import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeUnion;
import dev.tocsin.schema.ValueTypes;
import dev.tocsin.value.ErrorKind;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Types of what the head of a playbook gives to expressions. */
final class HeadTypes {

    /** {@code playbook}: about the file. */
    static final Type PLAYBOOK =
            object(Map.of("id", Type.STRING, "title", Type.STRING, "owner", Type.STRING));

    /** What a {@code repeat} gives. */
    static final Type REPEATED = object(Map.of("rounds", Type.INT, "exhausted", Type.BOOL));

    /** What an error is, as {@code catch} and {@code error("id")} give it. */
    static final Type ERROR =
            object(
                    Map.of(
                            "kind", new Type.Str(kinds()),
                            "message", Type.STRING,
                            "step", Type.STRING,
                            "status", Type.INT,
                            "details", Type.ANY));

    /** What {@code error("id")} gives: null unless the step failed. */
    static final Type ERROR_OR_NULL = TypeUnion.withNull(ERROR);

    /** What {@code failures("id")} gives. */
    static final Type FAILURES =
            new Type.ListOf(object(Map.of("index", Type.INT, "item", Type.ANY, "error", ERROR)));

    /** The same of a loop that may not have run. */
    static final Type FAILURES_OR_NULL = TypeUnion.withNull(FAILURES);

    private HeadTypes() {}

    /** {@code run}: about the run itself. */
    static Type run(Playbook playbook) {
        Map<String, Type> fields = new LinkedHashMap<>();
        fields.put("id", Type.STRING);
        fields.put("startedAt", Type.TIMESTAMP);
        fields.put("trigger", new Type.Str(starts(playbook)));
        fields.put("startedBy", TypeUnion.of(Type.STRING, Type.NULL));
        return object(fields);
    }

    /** What {@code run.trigger} can be. */
    private static Set<String> starts(Playbook playbook) {
        Set<String> starts = new LinkedHashSet<>();
        for (Trigger trigger : playbook.triggers()) {
            starts.add(trigger.name());
        }
        for (Accepted accepted : playbook.accepts()) {
            starts.add(accepted.kind().word());
        }
        if (starts.isEmpty()) {
            starts.add("manual");
        }
        String called = playbook.calledAs();
        if (called != null) {
            starts.add(called);
        }
        return starts;
    }

    private static Set<String> kinds() {
        Set<String> words = new LinkedHashSet<>();
        for (ErrorKind kind : ErrorKind.values()) {
            words.add(kind.word());
        }
        return words;
    }

    /** What a {@code parallel} with {@code join: any} gives. */
    static Type firstOf(ParallelStep step, List<Type> values) {
        Set<String> branches = new LinkedHashSet<>();
        for (ParallelStep.Branch branch : step.branches()) {
            branches.add(branch.name().text());
        }
        Map<String, Type> fields = new LinkedHashMap<>();
        fields.put("branch", new Type.Str(branches));
        fields.put("value", TypeUnion.of(values));
        return object(fields);
    }

    static Type inputs(Playbook playbook) {
        Map<String, Type> fields = new LinkedHashMap<>();
        for (Parameter input : playbook.inputs()) {
            fields.put(input.name().text(), input.schema().type());
        }
        return object(fields);
    }

    static Type outputs(Playbook playbook) {
        Map<String, Type> fields = new LinkedHashMap<>();
        for (Parameter output : playbook.outputs()) {
            fields.put(output.name().text(), output.schema().type());
        }
        return object(fields);
    }

    static Type constants(Playbook playbook) {
        Map<String, Type> fields = new LinkedHashMap<>();
        for (Constant constant : playbook.constants()) {
            fields.put(constant.name().text(), ValueTypes.of(constant.value()));
        }
        return object(fields);
    }

    private static Type object(Map<String, Type> fields) {
        return new Type.Obj(fields, fields.keySet(), false);
    }
}
