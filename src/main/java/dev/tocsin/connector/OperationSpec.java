package dev.tocsin.connector;

import dev.tocsin.schema.Schema;
import dev.tocsin.schema.Type;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What an operation promises. Serves checker, editor schema, help, rehearsal and tests alike.
 *
 * @param name within its connector: {@code isolateMachine}
 * @param summary one sentence with a full stop
 * @param readBecause why a POST that is declared a read changes nothing; null for other operations
 * @param input schema of an object; each property has a description
 * @param output schema of the result
 * @param job how to follow what it starts, or null where it is done when it answers
 * @param check how to find out whether it was done; not null exactly where idempotency is {@code
 *     check}
 * @param limits how often it may be performed, besides the limits of the whole service
 * @param permissions what the credentials need, in the service's own words
 * @param examples at least one, shown by rehearsals
 */
public record OperationSpec(
        String name,
        String summary,
        Effect effect,
        Idempotency idempotency,
        @Nullable String readBecause,
        Schema input,
        Schema output,
        @Nullable Job job,
        @Nullable Check check,
        List<RateLimit> limits,
        List<String> permissions,
        List<Example> examples) {

    /** One input and what the service answered. */
    public record Example(MapValue input, Value output) {}

    /** One that has neither {@link Check} nor limits of its own. */
    public OperationSpec(
            String name,
            String summary,
            Effect effect,
            Idempotency idempotency,
            @Nullable String readBecause,
            Schema input,
            Schema output,
            @Nullable Job job,
            List<String> permissions,
            List<Example> examples) {
        this(
                name,
                summary,
                effect,
                idempotency,
                readBecause,
                input,
                output,
                job,
                null,
                List.of(),
                permissions,
                examples);
    }

    public OperationSpec {
        limits = List.copyOf(limits);
        permissions = List.copyOf(permissions);
        examples = List.copyOf(examples);
    }

    /** The type of the result as a step gets it: {@link #complete} leaves no declared field out. */
    public Type resultType() {
        return AnsweredType.of(output.type(), output.json());
    }

    /** The answer with a null, or the default, for each declared field that it lacks. */
    public Value complete(Value answer) {
        return OperationTypes.filled(answer, output.json());
    }
}
