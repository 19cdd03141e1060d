package dev.tocsin.connector;

import dev.tocsin.schema.Schema;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects what a Java connector promises of one operation. An operation without a summary, without
 * an effect, with an input that has no description or without an example does not build.
 */
public final class OperationBuilder {

    private final String name;
    private String summary = "";
    private @Nullable Effect effect;
    private Idempotency idempotency = Idempotency.NO;
    private final MapValue.Builder inputs = MapValue.builder();
    private final List<Value> required = new ArrayList<>();
    private final MapValue.Builder outputs = MapValue.builder();
    private final List<Value> always = new ArrayList<>();
    private final List<String> permissions = new ArrayList<>();
    private @Nullable Check check;
    private final List<OperationSpec.Example> examples = new ArrayList<>();

    private OperationBuilder(String name) {
        this.name = name;
    }

    public static OperationBuilder named(String name) {
        return new OperationBuilder(name);
    }

    /** One sentence with a full stop. */
    public OperationBuilder does(String sentence) {
        summary = sentence;
        return this;
    }

    public OperationBuilder effect(Effect what, Idempotency whenRepeated) {
        effect = what;
        idempotency = whenRepeated;
        return this;
    }

    /** Tells whether it was done, for {@link Idempotency#CHECK}. */
    public OperationBuilder check(Check how) {
        check = how;
        return this;
    }

    /** An input that must be given. */
    public OperationBuilder input(String input, Shape shape, String description) {
        required.add(new StringValue(input));
        return optional(input, shape, description);
    }

    /** An input that may be left out. */
    public OperationBuilder optional(String input, Shape shape, String description) {
        if (description.isBlank()) {
            throw new IllegalStateException(name + "." + input + " has no description");
        }
        inputs.put(input, shape.described(description).schema());
        return this;
    }

    /** A field of the result; always there. */
    public OperationBuilder output(String field, Shape shape, String description) {
        always.add(new StringValue(field));
        outputs.put(field, shape.described(description).schema());
        return this;
    }

    public OperationBuilder permission(String permission) {
        permissions.add(permission);
        return this;
    }

    public OperationBuilder example(MapValue input, Value output) {
        examples.add(new OperationSpec.Example(input, output));
        return this;
    }

    /**
     * @throws IllegalStateException if something that every operation declares is missing
     */
    public OperationSpec build() {
        Effect declared = effect;
        if (summary.isBlank() || declared == null || examples.isEmpty()) {
            throw new IllegalStateException(name + " needs a summary, an effect and an example");
        }
        if ((check != null) != (idempotency == Idempotency.CHECK)) {
            throw new IllegalStateException(name + " is checked without a check, or not with one");
        }
        return new OperationSpec(
                name,
                summary,
                declared,
                idempotency,
                null,
                object(inputs.build(), required, false),
                object(outputs.build(), always, true),
                null,
                check,
                List.of(),
                permissions,
                examples);
    }

    private static Schema object(MapValue properties, List<Value> required, boolean open) {
        MapValue.Builder schema =
                MapValue.builder()
                        .put("type", "object")
                        .put("required", new ListValue(List.copyOf(required)))
                        .put("properties", properties);
        if (!open) {
            schema.put("additionalProperties", BoolValue.FALSE);
        }
        return new Schema(schema.build());
    }
}
