package dev.tocsin.schema;

import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A schema made ready to check values: accepted at once where that is sure, else judged by the
 * validator, which is compiled when it is first needed. Safe to share between threads.
 */
final class CompiledSchema {

    private final MapValue json;
    private final SchemaAcceptor acceptor;
    private @Nullable SchemaValidator validator;

    private CompiledSchema(MapValue json) {
        this.json = json;
        this.acceptor = new SchemaAcceptor(json);
    }

    static CompiledSchema of(MapValue json) {
        return new CompiledSchema(json);
    }

    MapValue json() {
        return json;
    }

    /** What does not hold, in the order of the validator. */
    List<Violation> check(Value instance) {
        return acceptor.accepts(instance) ? List.of() : validator().check(instance);
    }

    private synchronized SchemaValidator validator() {
        SchemaValidator compiled = validator;
        if (compiled == null) {
            compiled = SchemaValidator.of(json);
            validator = compiled;
        }
        return compiled;
    }
}
