package dev.tocsin.connector;

import dev.tocsin.expression.Scope;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/**
 * One HTTP operation that a YAML file describes. Read when first asked for, because a playbook uses
 * two operations of a file that describes twenty.
 */
final class YamlOperation implements Operation {

    /**
     * What a file says of an operation.
     *
     * @param exchange asked when the operation is first performed
     */
    record Description(OperationSpec spec, Supplier<Exchange> exchange) {}

    private final Supplier<Description> reader;
    private volatile @Nullable Description description;
    private @Nullable Exchange exchange;

    YamlOperation(Supplier<Description> reader) {
        this.reader = reader;
    }

    @Override
    public OperationSpec spec() {
        return description().spec();
    }

    @Override
    public Value perform(Call call) throws ConnectorException, InterruptedException {
        Description described = description();
        Scope scope = Slots.scope();
        scope.set(Slots.INPUT, filled(described.spec(), call.input()));
        scope.set(Slots.KEY, new StringValue(call.idempotencyKey()));
        scope.set(Slots.SETTINGS, call.connection().settings());
        return exchange().perform(described.spec(), scope, call);
    }

    /** The input as templates see it: with each optional property. */
    static Value filled(OperationSpec spec, MapValue input) {
        return OperationTypes.given(input, spec.input());
    }

    // Two threads may both read at first; they read the same.
    private Description description() {
        Description known = description;
        if (known == null) {
            known = reader.get();
            description = known;
        }
        return known;
    }

    // One thread at a time: a reader notes which keys it has seen.
    private synchronized Exchange exchange() {
        Exchange known = exchange;
        if (known == null) {
            known = description().exchange().get();
            exchange = known;
        }
        return known;
    }
}
