package dev.tocsin.connector;

import dev.tocsin.expression.Scope;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What goes to the service for an operation, and how its answers are read.
 *
 * @param refusals of inputs for which nothing is sent
 * @param request null where its mistakes were reported; such an operation is never performed
 * @param paging null where one answer is all
 * @param batch null where one request takes all
 */
record Exchange(
        List<Refusal> refusals,
        @Nullable RequestTemplate request,
        AnswerTemplate answer,
        @Nullable Paging paging,
        @Nullable Batch batch) {

    Exchange {
        refusals = List.copyOf(refusals);
    }

    /**
     * Makes one attempt: one request, or as many as pages and parts need.
     *
     * @param scope holds {@code input}, {@code key} and {@code settings}
     */
    Value perform(OperationSpec spec, Scope scope, Call call)
            throws ConnectorException, InterruptedException {
        if (request == null) {
            throw new IllegalStateException("performed although its file has mistakes: " + spec);
        }
        for (Refusal refusal : refusals) {
            refusal.check(scope);
        }
        if (paging != null) {
            return new PageReading(this, request, paging, spec, scope, call).read();
        }
        if (batch != null) {
            return new BatchSending(this, request, batch, spec, scope, call).send();
        }
        HttpAnswer last = send(request.render(scope), spec, scope, call);
        return answer.result(last, last.body(), scope, call);
    }

    /** One request and its answer, which was found to be no error. */
    HttpAnswer send(HttpRequest next, OperationSpec spec, Scope scope, Call call)
            throws ConnectorException, InterruptedException {
        call.connection().takeTurn(spec, call);
        HttpAnswer answered = call.connection().send(next, call);
        answer.accept(answered, scope, call);
        return answered;
    }

    /** The result of several answers. */
    Value result(ListValue items, HttpAnswer last, Scope scope, Call call)
            throws ConnectorException {
        scope.set(Slots.ITEMS, items);
        return answer.result(last, items, scope, call);
    }
}
