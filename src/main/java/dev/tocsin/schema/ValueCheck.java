package dev.tocsin.schema;

import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.SecretValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks values of a run against one schema: an event, an input, a result. Made once per schema and
 * kept; safe to share between threads. {@code format} is not checked, as JSON Schema has it.
 */
public final class ValueCheck {

    private final Schema source;
    private final @Nullable CompiledSchema schema;

    private ValueCheck(Schema source, @Nullable CompiledSchema schema) {
        this.source = source;
        this.schema = schema;
    }

    /** A schema that accepts everything costs nothing: the validator is not even loaded. */
    public static ValueCheck of(Schema schema) {
        return new ValueCheck(
                schema,
                schema.json().entries().isEmpty() ? null : CompiledSchema.of(schema.json()));
    }

    /** What does not fit, one fault per place; empty if the value fits. */
    public List<SchemaFault> check(Value value) {
        return faults(value, null);
    }

    /**
     * As {@link #check(Value)}.
     *
     * @param subject how messages call the value, {@code the input `id`}
     */
    public List<SchemaFault> check(Value value, String subject) {
        return faults(value, subject);
    }

    /**
     * As {@link #check(Value)}, of an object whose fields are things of their own.
     *
     * @param noun how messages call a field: {@code the input}, before its name
     */
    public List<SchemaFault> checkFields(Value value, String noun) {
        if (schema == null) {
            return List.of();
        }
        List<SchemaFault> faults = new ArrayList<>();
        for (Violation violation : schema.check(value)) {
            boolean ofField = !violation.path().isEmpty();
            boolean named = ofField || violation.property() != null;
            String field =
                    String.valueOf(ofField ? violation.path().getFirst() : violation.property());
            Violation below = ofField ? violation.below(violation.path().subList(0, 1)) : violation;
            Value whole = ofField ? find(violation.path().subList(0, 1), value) : value;
            if (ofField) {
                faults.add(fault(below, whole, noun + " `" + field + "`"));
            } else if (named && violation.keyword().equals("required")) {
                faults.add(new SchemaFault(field, noun + " `" + field + "` is missing", null));
            } else {
                faults.add(fault(violation, value, null));
            }
        }
        return faults;
    }

    private List<SchemaFault> faults(Value value, @Nullable String subject) {
        if (schema == null) {
            return List.of();
        }
        List<Violation> violations = schema.check(value);
        if (violations.isEmpty()) {
            return List.of();
        }
        List<SchemaFault> faults = new ArrayList<>();
        Set<String> places = new HashSet<>();
        for (Violation violation : violations) {
            SchemaFault fault = fault(violation, value, subject);
            if (places.add(fault.path())) {
                faults.add(fault);
            }
        }
        return faults;
    }

    private SchemaFault fault(Violation violation, Value root, @Nullable String whole) {
        String path = path(violation.path());
        String property = violation.property();
        if (property == null) {
            String subject = subject(path, whole);
            Value found = find(violation.path(), root);
            boolean secret =
                    BoolValue.TRUE.equals(violation.owner().get("x-secret"))
                            || source.marksSecrets()
                                    && isWithinSecret(
                                            violation.path(), SecretMarks.mark(root, source));
            boolean large = found instanceof MapValue || found instanceof ListValue;
            String shown = secret || large ? null : Wording.value(found);
            return new SchemaFault(
                    path, Wording.of(violation, subject, Wording.kind(found), shown), null);
        }
        String inner = path.isEmpty() ? property : path + "." + property;
        String of = whole == null ? "" : whole + ": ";
        return switch (violation.keyword()) {
            case "required", "dependentRequired" ->
                    new SchemaFault(inner, of + "`" + inner + "` is missing", null);
            case "additionalProperties", "unevaluatedProperties" ->
                    new SchemaFault(
                            inner,
                            of + "`" + inner + "` is not expected here",
                            violation.owner().get("properties") instanceof MapValue known
                                    ? Suggestion.note(property, known.entries().keySet())
                                    : null);
            default ->
                    new SchemaFault(
                            inner, of + "`" + property + "` is not a valid name here", null);
        };
    }

    private static boolean isWithinSecret(List<Object> path, Value marked) {
        Value found = marked;
        for (Object element : path) {
            Value next = found instanceof SecretValue ? null : Violation.step(found, element);
            if (next == null) {
                break;
            }
            found = next;
        }
        return found instanceof SecretValue;
    }

    private static String subject(String path, @Nullable String whole) {
        if (path.isEmpty()) {
            return whole == null ? "the value" : whole;
        }
        return whole == null ? "`" + path + "`" : whole + ", at `" + path + "`,";
    }

    private static Value find(List<Object> path, Value root) {
        Value found = root;
        for (Object element : path) {
            Value next = Violation.step(found, element);
            if (next == null) {
                return found;
            }
            found = next;
        }
        return found;
    }

    /** {@code items[3].id}. */
    private static String path(List<Object> elements) {
        StringBuilder out = new StringBuilder();
        for (Object element : elements) {
            if (element instanceof Integer index) {
                out.append('[').append(index).append(']');
            } else {
                out.append(out.isEmpty() ? "" : ".").append(element);
            }
        }
        return out.toString();
    }
}
