package dev.tocsin.connector;

import dev.tocsin.expression.EvaluationException;
import dev.tocsin.expression.Evaluator;
import dev.tocsin.expression.Scope;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads a list page by page within one attempt. A list that is longer than the step allows is an
 * error of kind {@code exhausted}: half a list that looks like a whole one hides devices.
 */
final class PageReading {

    /** A service that gives out empty pages for ever is left at some point. */
    private static final int MOST_PAGES = 10_000;

    private final Exchange exchange;
    private final RequestTemplate request;
    private final Paging paging;
    private final OperationSpec spec;
    private final Scope scope;
    private final Call call;
    private final List<Value> items = new ArrayList<>();
    private final Set<Value> marks = new HashSet<>();

    PageReading(
            Exchange exchange,
            RequestTemplate request,
            Paging paging,
            OperationSpec spec,
            Scope scope,
            Call call) {
        this.exchange = exchange;
        this.request = request;
        this.paging = paging;
        this.spec = spec;
        this.scope = scope;
        this.call = call;
    }

    Value read() throws ConnectorException, InterruptedException {
        long maxItems = number(maxItems(), Paging.MOST_ITEMS);
        long atMost = paging.atMost() == null ? -1 : number(evaluate(paging.atMost()), -1);
        Value cursor = NullValue.NULL;
        scope.set(Slots.PAGE, page(0, cursor));
        HttpRequest next = request.render(scope);
        for (int number = 1; ; number++) {
            HttpAnswer answer = exchange.send(next, spec, scope, call);
            items.addAll(AnswerTemplate.items(paging.items(), answer, scope, call));
            if (atMost >= 0 && items.size() >= atMost) {
                return result(items.subList(0, (int) atMost), answer);
            }
            if (items.size() > maxItems) {
                throw exhausted(maxItems);
            }
            Value mark = evaluate(paging.next().slot());
            if (ends(mark)) {
                return result(items, answer);
            }
            if (items.size() == maxItems) {
                throw exhausted(maxItems);
            }
            if (number == MOST_PAGES) {
                throw failed("gave " + MOST_PAGES + " pages and still says that there is more");
            }
            if (!(paging.next() instanceof Paging.Next.More) && !marks.add(mark)) {
                throw failed("gave a page that leads back to an earlier one");
            }
            cursor = paging.next() instanceof Paging.Next.Cursor ? mark : NullValue.NULL;
            scope.set(Slots.PAGE, page(number, cursor));
            next = following(next, mark);
        }
    }

    private HttpRequest following(HttpRequest last, Value mark)
            throws ConnectorException, InterruptedException {
        return switch (paging.next()) {
            case Paging.Next.Link _ ->
                    request.follow(call.connection().link(last, ListForm.text(mark), call), scope);
            case Paging.Next.Cursor _, Paging.Next.More _ -> request.render(scope);
        };
    }

    private Value result(List<Value> found, HttpAnswer last) throws ConnectorException {
        return exchange.result(new ListValue(List.copyOf(found)), last, scope, call);
    }

    private MapValue page(int number, Value cursor) {
        return MapValue.builder()
                .put("number", number)
                .put("offset", items.size())
                .put("cursor", cursor)
                .build();
    }

    private @Nullable Value maxItems() {
        return scope.get(Slots.INPUT) instanceof MapValue input
                ? input.get(Paging.MAX_ITEMS)
                : null;
    }

    private static long number(@Nullable Value value, long otherwise) {
        return value instanceof IntValue(long number) ? number : otherwise;
    }

    private static boolean ends(Value mark) {
        return mark == NullValue.NULL
                || mark == BoolValue.FALSE
                || mark instanceof StringValue(String text) && text.isEmpty();
    }

    // A page without the field that leads on is the last one.
    private Value evaluate(Evaluator slot) {
        try {
            return slot.evaluate(scope, Slots.evaluation());
        } catch (EvaluationException _) {
            return NullValue.NULL;
        }
    }

    private ConnectorException exhausted(long maxItems) {
        return ConnectorException.of(
                ErrorKind.EXHAUSTED,
                "connection `"
                        + call.connection().name()
                        + "`: `"
                        + spec.name()
                        + "` found more than "
                        + maxItems
                        + " items; ask for fewer, or raise `maxItems`");
    }

    private ConnectorException failed(String what) {
        return ConnectorException.of(
                ErrorKind.FAILED,
                "connection `" + call.connection().name() + "`: the service " + what);
    }
}
