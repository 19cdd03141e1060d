package dev.tocsin.program;

import dev.tocsin.playbook.Parameter;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.schema.SchemaFault;
import dev.tocsin.schema.ValueCheck;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What passes between a call and the playbook it calls: inputs on the way in, outputs on the way
 * out. The checker proved what it could of types; here is the last look at the values. Thread-safe.
 */
public final class Passage {

    private final Playbook playbook;
    private final Map<Parameter, ValueCheck> checks = new ConcurrentHashMap<>();

    public Passage(Playbook playbook) {
        this.playbook = playbook;
    }

    /** A value for every input: what is given, else its default. */
    public MapValue inputs(MapValue given) {
        MapValue.Builder inputs = MapValue.builder();
        for (Parameter input : playbook.inputs()) {
            String name = input.name().text();
            Value value = given.get(name);
            Value fallback = input.fallback();
            // As with actions, null stands for what is left out, unless it is a value of its own.
            boolean leftOut =
                    value == null
                            || value == NullValue.NULL
                                    && fallback != null
                                    && !checkOf(input).check(value).isEmpty();
            if (!leftOut) {
                inputs.put(name, value);
            } else if (fallback != null) {
                inputs.put(name, fallback);
            }
        }
        return inputs.build();
    }

    /** Why these inputs cannot be taken, or null. */
    public @Nullable String faultOfInputs(MapValue inputs) {
        return fault(playbook.inputs(), "input", inputs);
    }

    /**
     * The result of the call.
     *
     * @param returned what the playbook ended with
     */
    public Value result(Value returned) {
        boolean nothing =
                playbook.outputs().isEmpty()
                        || returned instanceof MapValue map && map.entries().isEmpty();
        return nothing ? NullValue.NULL : returned;
    }

    /** Why this cannot be the result, or null. */
    public @Nullable String faultOfResult(Value result) {
        return result instanceof MapValue outputs
                ? fault(playbook.outputs(), "output", outputs)
                : null;
    }

    private @Nullable String fault(List<Parameter> parameters, String what, MapValue values) {
        for (Parameter parameter : parameters) {
            String name = parameter.name().text();
            Value value = values.get(name);
            String subject = "the " + what + " `" + name + "` of `" + playbook.id() + "`";
            if (value == null) {
                return subject + " is missing";
            }
            if (!UnknownValue.isWithin(value)) {
                List<SchemaFault> faults = checkOf(parameter).check(value, subject);
                if (!faults.isEmpty()) {
                    return faults.getFirst().message();
                }
            }
        }
        return null;
    }

    /** Made when it is first needed: a validator takes longer to make than a short run takes. */
    private ValueCheck checkOf(Parameter parameter) {
        return checks.computeIfAbsent(parameter, one -> ValueCheck.of(one.schema()));
    }
}
