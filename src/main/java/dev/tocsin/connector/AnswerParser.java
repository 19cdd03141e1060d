package dev.tocsin.connector;

import dev.tocsin.diagnostic.Note;
import dev.tocsin.document.ListNode;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.expression.Evaluator;
import dev.tocsin.schema.Schema;
import dev.tocsin.schema.Type;
import dev.tocsin.value.ErrorKind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Reads what an operation makes of answers: {@code accept}, {@code errors}, {@code result}. */
final class AnswerParser {

    private final MapReader reader;
    private final SlotCompiler compiler;
    private final Schema input;
    private final Schema output;

    AnswerParser(MapReader reader, SlotCompiler compiler, Schema input, Schema output) {
        this.reader = reader;
        this.compiler = compiler;
        this.input = input;
        this.output = output;
    }

    /** The names of slots that look at one answer. */
    Slots slots(int response) {
        return new Slots()
                .with("input", OperationTypes.inside(input), Slots.INPUT)
                .with("settings", Type.ANY, Slots.SETTINGS)
                .with("response", Slots.RESPONSE_TYPE, response);
    }

    /**
     * @param several whether answers are put together, so that {@code result} sees {@code items}
     */
    AnswerTemplate parse(boolean several) {
        List<Integer> accepted = new ArrayList<>();
        for (ScalarNode node : reader.scalars("accept")) {
            accepted.add(status(node));
        }
        List<ErrorRule> errors = new ArrayList<>();
        for (Node item : reader.list("errors")) {
            ErrorRule rule = error(item, slots(Slots.RESPONSE));
            if (rule != null) {
                errors.add(rule);
            }
        }
        Slots whole = slots(Slots.RESPONSE);
        if (several) {
            whole.with("items", Type.LIST, Slots.ITEMS);
        }
        Evaluator result = compiler.data(reader.node("result"), whole);
        return new AnswerTemplate(accepted, errors, result, output);
    }

    private @Nullable ErrorRule error(Node item, Slots slots) {
        if (!(item instanceof MapNode map)) {
            reader.report(item.span(), "an error must be a mapping with `status` or `when`");
            return null;
        }
        MapReader rule = reader.below(map, map.span());
        List<Integer> statuses = statuses(rule.node("status"), rule);
        ScalarNode when = rule.scalar("when");
        ScalarNode kindNode = rule.requiredScalar("kind");
        Evaluator condition = compiler.condition(when, slots);
        Evaluator message = compiler.data(rule.node("message"), slots);
        Evaluator retryAfter = compiler.data(rule.node("retryAfter"), slots);
        rule.finish();
        if (statuses.isEmpty() && when == null) {
            rule.report(map.span(), "an error needs `status` or `when`");
            return null;
        }
        ErrorKind kind = kindNode == null ? null : ErrorKind.of(kindNode.text());
        if (kindNode != null && (kind == null || !kind.canBeCaught())) {
            rule.report(
                    kindNode.span(),
                    "unknown kind of error `" + kindNode.text() + "`",
                    Note.help("`tocsin explain invalid-connector` lists the kinds"));
            return null;
        }
        boolean broken = kind == null || when != null && condition == null;
        return broken ? null : new ErrorRule(statuses, condition, kind, message, retryAfter);
    }

    private List<Integer> statuses(@Nullable Node node, MapReader rule) {
        List<Integer> statuses = new ArrayList<>();
        switch (node) {
            case null -> {}
            case ScalarNode one -> statuses.add(status(one));
            case ListNode(List<Node> items, var _) -> {
                for (Node item : items) {
                    if (item instanceof ScalarNode one) {
                        statuses.add(status(one));
                    } else {
                        rule.report(item.span(), "`status` must be a number, or a list of them");
                    }
                }
            }
            case MapNode map ->
                    rule.report(map.span(), "`status` must be a number, or a list of them");
        }
        return statuses;
    }

    private int status(ScalarNode node) {
        int status = Digits.number(node.text(), 599);
        if (status < 100) {
            reader.report(node.span(), "`" + node.text() + "` is no HTTP status");
        }
        return status;
    }
}
