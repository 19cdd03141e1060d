package dev.tocsin.schema;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;

import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The {@code anyOf} above an error. The validator reports why each alternative fails and not that
 * all of them do, so the place of the value and of its schema are found from the way it took.
 */
final class AnyOfPlace {

    private AnyOfPlace() {}

    /**
     * That a value fits none of its alternatives; equal for all errors below one {@code anyOf}.
     *
     * @param at position of {@code anyOf} on the way of the evaluation
     */
    static Violation violation(Error error, int at, MapValue schema) {
        NodePath way = error.getEvaluationPath();
        Value owner = schema;
        int depth = 0;
        for (int i = 0; i < at; i++) {
            String element = way.getElement(i).toString();
            if (element.equals("$ref")) {
                owner = owner == null ? null : target(owner, schema);
                continue;
            }
            owner = owner == null ? null : Violation.step(owner, element);
            depth += descends(element) ? 1 : 0;
            if (takesName(element)) {
                i++;
                owner = owner == null ? null : Violation.step(owner, way.getElement(i));
            }
        }
        List<Object> place = Violation.elements(error.getInstanceLocation());
        MapValue map = owner instanceof MapValue found ? found : MapValue.EMPTY;
        Value rule = map.get("anyOf");
        return new Violation(
                "anyOf",
                List.copyOf(place.subList(0, Math.min(depth, place.size()))),
                null,
                rule == null ? NullValue.NULL : rule,
                map);
    }

    /** Whether a keyword is about a part of the value rather than the value itself. */
    private static boolean descends(String keyword) {
        return switch (keyword) {
            case "properties",
                    "patternProperties",
                    "additionalProperties",
                    "unevaluatedProperties",
                    "items",
                    "prefixItems",
                    "unevaluatedItems",
                    "contains" ->
                    true;
            default -> false;
        };
    }

    /** Whether a name or position follows the keyword on the way. */
    private static boolean takesName(String keyword) {
        return switch (keyword) {
            case "properties", "patternProperties", "prefixItems", "allOf", "dependentSchemas" ->
                    true;
            default -> false;
        };
    }

    private static @Nullable Value target(Value owner, MapValue schema) {
        String reference = owner instanceof MapValue map ? map.text("$ref") : null;
        if (reference == null || !reference.startsWith("#/")) {
            return "#".equals(reference) ? schema : null;
        }
        Value found = schema;
        for (String part : reference.substring(2).split("/")) {
            found = found == null ? null : Violation.step(found, part);
        }
        return found;
    }
}
