package dev.tocsin.program;

import dev.tocsin.expression.Evaluation;
import dev.tocsin.expression.Evaluator;
import dev.tocsin.expression.Scope;
import dev.tocsin.playbook.AskStep;
import dev.tocsin.schema.Schema;
import dev.tocsin.value.Durations;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks people.
 *
 * @param to each gives an address or a list of them; empty where whoever runs the playbook answers
 * @param via channels, by their words
 * @param choices gives a list of texts or of {@code {value, label}}
 * @param knownChoices the values of its choices where they are the same in every run, else null
 * @param form what is filled in must fit it; null where there is nothing to fill in
 * @param remindEvery null for no reminders
 * @param escalateAfter null for no escalation
 * @param escalateTo as {@code to}
 */
public record AskNode(
        NodeHead head,
        Evaluator question,
        List<Evaluator> to,
        List<Value> via,
        @Nullable Evaluator subject,
        @Nullable Evaluator details,
        Evaluator choices,
        @Nullable List<String> knownChoices,
        @Nullable Schema form,
        AskStep.Answers answers,
        @Nullable Duration remindEvery,
        @Nullable Duration escalateAfter,
        List<Evaluator> escalateTo,
        boolean fourEyes,
        AskStep.OnTimeout onTimeout)
        implements StepNode {

    /**
     * What is asked, for the record of a run and for a plan: {@code question}, and of {@code to},
     * {@code via}, {@code subject}, {@code details}, {@code choices}, {@code form} (the names of
     * its fields), {@code answers}, {@code escalate}, {@code fourEyes}, {@code timeout} and {@code
     * onTimeout} what the step has.
     *
     * @throws dev.tocsin.expression.EvaluationException if an expression has no value
     */
    public MapValue content(Scope scope, Evaluation evaluation) {
        MapValue.Builder content =
                MapValue.builder().put("question", question.evaluate(scope, evaluation));
        list("to", addresses(to, scope, evaluation), content);
        list("via", via, content);
        text("subject", subject, content, scope, evaluation);
        text("details", details, content, scope, evaluation);
        Value choice = choices.evaluate(scope, evaluation);
        if (!choice.equals(ListValue.EMPTY)) {
            content.put("choices", choice);
        }
        if (form != null && form.json().get("properties") instanceof MapValue fields) {
            List<Value> names = new ArrayList<>();
            fields.entries().keySet().forEach(name -> names.add(new StringValue(name)));
            content.put("form", new ListValue(names));
        }
        switch (answers) {
            case AskStep.Answers.First _ -> {}
            case AskStep.Answers.All _ -> content.put("answers", "all");
            case AskStep.Answers.Count(int people, var _) -> content.put("answers", people);
        }
        if (escalateAfter != null) {
            content.put(
                    "escalate",
                    MapValue.builder()
                            .put("after", Durations.print(escalateAfter))
                            .put("to", new ListValue(addresses(escalateTo, scope, evaluation)))
                            .build());
        }
        if (fourEyes) {
            content.put("fourEyes", true);
        }
        Duration timeout = head.timeout();
        if (timeout != null) {
            content.put("timeout", Durations.print(timeout)).put("onTimeout", onTimeoutWord());
        }
        return content.build();
    }

    private String onTimeoutWord() {
        return switch (onTimeout) {
            case AskStep.OnTimeout.Fail _ -> "fail";
            case AskStep.OnTimeout.NoAnswer _ -> "noAnswer";
            case AskStep.OnTimeout.Choose(var choice) -> choice.text();
        };
    }

    private static void list(String key, List<Value> items, MapValue.Builder content) {
        if (!items.isEmpty()) {
            content.put(key, new ListValue(items));
        }
    }

    private static void text(
            String key,
            @Nullable Evaluator text,
            MapValue.Builder content,
            Scope scope,
            Evaluation evaluation) {
        if (text != null) {
            content.put(key, text.evaluate(scope, evaluation));
        }
    }

    private static List<Value> addresses(List<Evaluator> from, Scope scope, Evaluation evaluation) {
        List<Value> addresses = new ArrayList<>(from.size());
        for (Evaluator one : from) {
            switch (one.evaluate(scope, evaluation)) {
                case ListValue(List<Value> items) -> addresses.addAll(items);
                case Value address -> addresses.add(address);
            }
        }
        return addresses;
    }
}
