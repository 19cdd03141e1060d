package dev.tocsin.connector;

import dev.tocsin.expression.Scope;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sends a long list in parts within one attempt, one after the other. Only operations that may be
 * repeated are sent so: where a part fails, the next attempt sends the earlier ones again.
 */
final class BatchSending {

    private final Exchange exchange;
    private final RequestTemplate request;
    private final Batch batch;
    private final OperationSpec spec;
    private final Scope scope;
    private final Call call;
    private final List<Value> items = new ArrayList<>();

    BatchSending(
            Exchange exchange,
            RequestTemplate request,
            Batch batch,
            OperationSpec spec,
            Scope scope,
            Call call) {
        this.exchange = exchange;
        this.request = request;
        this.batch = batch;
        this.spec = spec;
        this.scope = scope;
        this.call = call;
    }

    Value send() throws ConnectorException, InterruptedException {
        MapValue input = scope.get(Slots.INPUT) instanceof MapValue given ? given : MapValue.EMPTY;
        List<Value> whole =
                input.get(batch.input()) instanceof ListValue(List<Value> list) ? list : List.of();
        HttpAnswer last = new HttpAnswer(200, MapValue.EMPTY, NullValue.NULL);
        scope.set(Slots.RESPONSE, AnswerTemplate.noResponse());
        for (int from = 0; from < whole.size(); from += batch.size()) {
            int to = Math.min(whole.size(), from + batch.size());
            scope.set(Slots.INPUT, with(input, whole.subList(from, to)));
            try {
                last = exchange.send(request.render(scope), spec, scope, call);
            } catch (ConnectorException e) {
                throw whole.size() > batch.size() ? ofPart(e, from, to, whole.size()) : e;
            }
            if (batch.items() != null) {
                items.addAll(AnswerTemplate.items(batch.items(), last, scope, call));
            }
        }
        scope.set(Slots.INPUT, input);
        return exchange.result(new ListValue(List.copyOf(items)), last, scope, call);
    }

    private MapValue with(MapValue input, List<Value> part) {
        Map<String, Value> entries = new LinkedHashMap<>(input.entries());
        entries.put(batch.input(), new ListValue(List.copyOf(part)));
        return new MapValue(entries);
    }

    // What was sent before this part has been done, whatever the service says of this one.
    private ConnectorException ofPart(ConnectorException e, int from, int to, int size) {
        return e.as(
                e.kind(),
                e.text()
                        + " (items "
                        + (from + 1)
                        + " to "
                        + to
                        + " of "
                        + size
                        + " in `"
                        + batch.input()
                        + "`; "
                        + (from == 0 ? "none was sent before" : "those before were sent")
                        + ")");
    }
}
