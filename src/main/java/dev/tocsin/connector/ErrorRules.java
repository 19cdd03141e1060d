package dev.tocsin.connector;

import dev.tocsin.diagnostic.Note;
import dev.tocsin.document.ListNode;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.expression.Evaluator;
import dev.tocsin.schema.Type;
import dev.tocsin.value.ErrorKind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Reads {@code errors}, of an operation or of a whole connector. */
final class ErrorRules {

    private ErrorRules() {}

    /**
     * The rules that hold for every operation of a file; they see the answer and not the input.
     *
     * @param reader of the file, or of the head of one that ships
     * @return read at once where the file is a project's, so that each mistake is shown; else when
     *     an operation is first performed
     */
    static Supplier<List<ErrorRule>> shared(MapReader reader, Trust trust) {
        List<Node> rules = reader.list("errors");
        SlotCompiler compiler = new SlotCompiler(reader.source(), reader.diagnostics(), trust);
        Slots slots =
                new Slots()
                        .with("settings", Type.ANY, Slots.SETTINGS)
                        .with("response", Slots.RESPONSE_TYPE, Slots.RESPONSE);
        Supplier<List<ErrorRule>> read = () -> parse(rules, reader, compiler, slots);
        if (trust == Trust.SHIPPED) {
            return read;
        }
        List<ErrorRule> known = read.get();
        return () -> known;
    }

    /** Those of {@code errors} that have no mistake, in order. */
    static List<ErrorRule> parse(
            List<Node> rules, MapReader reader, SlotCompiler compiler, Slots slots) {
        List<ErrorRule> errors = new ArrayList<>();
        for (Node item : rules) {
            ErrorRule rule = rule(item, reader, compiler, slots);
            if (rule != null) {
                errors.add(rule);
            }
        }
        return errors;
    }

    private static @Nullable ErrorRule rule(
            Node item, MapReader reader, SlotCompiler compiler, Slots slots) {
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

    private static List<Integer> statuses(@Nullable Node node, MapReader rule) {
        List<Integer> statuses = new ArrayList<>();
        switch (node) {
            case null -> {}
            case ScalarNode one -> statuses.add(status(one, rule));
            case ListNode(List<Node> items, var _) -> {
                for (Node item : items) {
                    if (item instanceof ScalarNode one) {
                        statuses.add(status(one, rule));
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

    /** An HTTP status; one that is none is reported. */
    static int status(ScalarNode node, MapReader reader) {
        int status = Digits.number(node.text(), 599);
        if (status < 100) {
            reader.report(node.span(), "`" + node.text() + "` is no HTTP status");
        }
        return status;
    }
}
