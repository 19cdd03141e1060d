package dev.tocsin.connector;

import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.expression.Evaluator;
import dev.tocsin.schema.Schema;
import dev.tocsin.schema.Type;

import org.jspecify.annotations.Nullable;

/** Reads {@code batch} of an operation. */
final class BatchParser {

    private static final int LARGEST = 100_000;

    private BatchParser() {}

    /**
     * Null where there is none, or it has a mistake.
     *
     * @param slots over one answer
     */
    static @Nullable Batch parse(
            MapReader operation, SlotCompiler compiler, Slots slots, Schema input) {
        MapReader reader = operation.map("batch");
        if (reader == null) {
            return null;
        }
        ScalarNode name = reader.requiredScalar("input");
        ScalarNode sizeNode = reader.requiredScalar("size");
        Node itemsNode = reader.node("items");
        Evaluator items = compiler.data(itemsNode, slots);
        reader.finish();
        if (name == null || sizeNode == null || itemsNode != null && items == null) {
            return null;
        }
        int size = Digits.number(sizeNode.text(), LARGEST);
        if (size < 1) {
            reader.report(sizeNode.span(), "`size` is a number from 1 to " + LARGEST);
            return null;
        }
        boolean list =
                input.type() instanceof Type.Obj object
                        && object.fields().get(name.text()) instanceof Type.ListOf;
        if (!list) {
            reader.report(
                    name.span(),
                    "`" + name.text() + "` is no input of this operation that is a list");
            return null;
        }
        return new Batch(name.text(), size, items);
    }
}
