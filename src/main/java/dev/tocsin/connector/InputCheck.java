package dev.tocsin.connector;

import dev.tocsin.schema.SchemaFault;
import dev.tocsin.schema.ValueCheck;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The last look at an input before it leaves: what the checker proved of types may still fail for
 * values, such as a text that breaks a pattern; and of some nothing was known before. Words as the
 * checker does. Thread-safe.
 */
final class InputCheck {

    // By identity: two specifications compare by all that their schemas hold.
    private final Map<OperationSpec, ValueCheck> checks =
            Collections.synchronizedMap(new IdentityHashMap<>());

    /**
     * The input without the nulls that stand for left-out optional properties.
     *
     * @throws ConnectorException of kind {@code invalid} if it does not fit; nothing was sent
     */
    MapValue check(OperationSpec spec, MapValue input) throws ConnectorException {
        Map<String, Value> given = new LinkedHashMap<>();
        for (Map.Entry<String, Value> entry : input.entries().entrySet()) {
            if (entry.getValue() != NullValue.NULL
                    || allowsNull(spec, entry.getKey())
                    || isRequired(spec, entry.getKey())) {
                given.put(entry.getKey(), entry.getValue());
            }
        }
        MapValue checked = new MapValue(given);
        List<SchemaFault> faults =
                checks.computeIfAbsent(spec, one -> ValueCheck.of(one.input()))
                        .checkFields(checked, "the input");
        if (!faults.isEmpty()) {
            throw ConnectorException.of(ErrorKind.INVALID, faults.getFirst().message())
                    .nothingWasDone();
        }
        return checked;
    }

    private static boolean isRequired(OperationSpec spec, String property) {
        return spec.input().json().get("required") instanceof ListValue(List<Value> names)
                && names.contains(new StringValue(property));
    }

    private static boolean allowsNull(OperationSpec spec, String property) {
        return spec.input().json().get("properties") instanceof MapValue properties
                && properties.get(property) instanceof MapValue schema
                && schema.get("type") instanceof ListValue types
                && types.items().contains(new StringValue("null"));
    }
}
