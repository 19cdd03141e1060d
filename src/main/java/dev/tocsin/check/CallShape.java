package dev.tocsin.check;

import dev.tocsin.playbook.Parameter;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.schema.Schema;
import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeUnion;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a playbook takes and gives where another calls it, as its head declares it. */
public final class CallShape {

    private CallShape() {}

    /** Of the map under {@code with}: closed; what has no default must be there. */
    public static Schema inputs(Playbook playbook) {
        return inputs(playbook, Set.of());
    }

    /**
     * The same where some inputs have a value already.
     *
     * @param given their names
     */
    static Schema inputs(Playbook playbook, Set<String> given) {
        MapValue.Builder properties = MapValue.builder();
        List<Value> required = new ArrayList<>();
        for (Parameter input : playbook.inputs()) {
            properties.put(input.name().text(), input.schema().json());
            if (input.fallback() == null && !given.contains(input.name().text())) {
                required.add(new StringValue(input.name().text()));
            }
        }
        return new Schema(
                MapValue.builder()
                        .put("type", "object")
                        .put("required", new ListValue(required))
                        .put("properties", properties.build())
                        .put("additionalProperties", BoolValue.FALSE)
                        .build());
    }

    /**
     * Of the result: the declared outputs, or null where the playbook can end without a {@code
     * return}; always null where it declares none.
     */
    static Type result(Playbook playbook) {
        if (playbook.outputs().isEmpty()) {
            return Type.NULL;
        }
        Map<String, Type> fields = new LinkedHashMap<>();
        for (Parameter output : playbook.outputs()) {
            fields.put(output.name().text(), output.schema().type());
        }
        Type outputs = new Type.Obj(fields, fields.keySet(), false);
        return UnreachableStep.alwaysLeaves(playbook) ? outputs : TypeUnion.of(outputs, Type.NULL);
    }
}
