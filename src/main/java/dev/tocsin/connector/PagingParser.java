package dev.tocsin.connector;

import dev.tocsin.diagnostic.Note;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.expression.Evaluator;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads {@code paging} of an operation. In two steps: what it adds to the input is part of the
 * declaration, the rest is needed only when the operation is performed.
 */
final class PagingParser {

    private final @Nullable MapReader reader;
    private final int maxItems;

    private PagingParser(@Nullable MapReader reader, int maxItems) {
        this.reader = reader;
        this.maxItems = maxItems;
    }

    /** The first step. */
    static PagingParser bound(MapReader operation) {
        MapReader reader = operation.map("paging");
        if (reader == null) {
            return new PagingParser(null, 0);
        }
        ScalarNode node = reader.requiredScalar("maxItems");
        int maxItems = node == null ? 1 : Digits.number(node.text(), Paging.MOST_ITEMS);
        if (node != null && maxItems < 1) {
            reader.report(node.span(), "`maxItems` is a number from 1 to " + Paging.MOST_ITEMS);
        }
        return new PagingParser(reader, Math.max(1, maxItems));
    }

    boolean isThere() {
        return reader != null;
    }

    /** The input with the bound that a step may set. */
    MapValue addTo(MapValue input) {
        if (reader == null) {
            return input;
        }
        MapValue bound =
                MapValue.builder()
                        .put("type", "integer")
                        .put("minimum", 1)
                        .put("maximum", Paging.MOST_ITEMS)
                        .put("default", maxItems)
                        .put("description", "how many there may be; more is an error")
                        .build();
        Map<String, Value> properties =
                new LinkedHashMap<>(
                        input.get("properties") instanceof MapValue written
                                ? written.entries()
                                : Map.of());
        if (properties.put(Paging.MAX_ITEMS, bound) != null) {
            reader.report(
                    reader.place(),
                    "an operation with `paging` has the input `maxItems` by itself",
                    Note.help("take it out of `input`"));
        }
        Map<String, Value> whole = new LinkedHashMap<>(input.entries());
        whole.put("properties", new MapValue(properties));
        return new MapValue(whole);
    }

    /**
     * The second step; null where there is none, or it has a mistake.
     *
     * @param slots over one answer
     */
    @Nullable Paging parse(SlotCompiler compiler, Slots slots) {
        if (reader == null) {
            return null;
        }
        slots.with("page", Slots.PAGE_TYPE, Slots.PAGE);
        MapNode.Entry items = reader.entry("items");
        if (items == null) {
            reader.missing("items");
        }
        Evaluator list = items == null ? null : compiler.data(items.value(), slots);
        Node link = reader.node("link");
        Node cursor = reader.node("cursor");
        ScalarNode more = reader.scalar("more");
        Paging.Next next = next(compiler, slots, link, cursor, more);
        Evaluator atMost = compiler.data(reader.node("atMost"), slots);
        reader.finish();
        return list == null || next == null ? null : new Paging(list, next, atMost);
    }

    private Paging.@Nullable Next next(
            SlotCompiler compiler,
            Slots slots,
            @Nullable Node link,
            @Nullable Node cursor,
            @Nullable ScalarNode more) {
        int ways = (link == null ? 0 : 1) + (cursor == null ? 0 : 1) + (more == null ? 0 : 1);
        if (ways != 1 && reader != null) {
            reader.report(
                    reader.place(),
                    "`paging` needs one of `link`, `cursor` and `more`",
                    Note.help("it tells where the next page is, or whether there is one"));
            return null;
        }
        if (link != null) {
            Evaluator slot = compiler.data(link, slots);
            return slot == null ? null : new Paging.Next.Link(slot);
        }
        if (cursor != null) {
            Evaluator slot = compiler.data(cursor, slots);
            return slot == null ? null : new Paging.Next.Cursor(slot);
        }
        Evaluator slot = compiler.condition(more, slots);
        return slot == null ? null : new Paging.Next.More(slot);
    }
}
