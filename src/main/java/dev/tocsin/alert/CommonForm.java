package dev.tocsin.alert;

import dev.tocsin.connector.SignalSource;
import dev.tocsin.expression.EvaluationException;
import dev.tocsin.schema.Schema;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A source whose events are alerts or incidents as they are published; nothing is mapped. A
 * severity that it does not name is {@code informational}, a status {@code new}, as with every
 * source.
 */
final class CommonForm implements SignalSource {

    static final CommonForm SOURCE = new CommonForm();

    private CommonForm() {}

    @Override
    public Schema event() {
        return Schema.ANY;
    }

    @Override
    public @Nullable String fetch() {
        return null;
    }

    @Override
    public MapValue fetchInput(Value event) {
        throw new IllegalStateException("there is nothing to fetch");
    }

    @Override
    public MapValue map(Value event, Value fetched) {
        if (event instanceof MapValue map) {
            return completed(map);
        }
        throw EvaluationException.of(ErrorKind.EXPRESSION, "the body is no object");
    }

    private static MapValue completed(MapValue map) {
        Map<String, Value> whole = new LinkedHashMap<>(map.entries());
        whole.putIfAbsent("severity", new StringValue("informational"));
        whole.putIfAbsent("status", new StringValue("new"));
        return new MapValue(whole);
    }

    @Override
    public List<Value> alertsOf(Value event, Value fetched) {
        return event instanceof MapValue map && map.get("alerts") instanceof ListValue(var alerts)
                ? alerts
                : List.of();
    }
}
