package dev.tocsin.expression;

import static dev.tocsin.schema.Type.INT;
import static dev.tocsin.schema.Type.LIST;
import static dev.tocsin.schema.Type.STRING;

import dev.tocsin.schema.Type;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The part of CEL's lists library that is about places in a list.
 *
 * @see <a href="https://github.com/google/cel-go/blob/master/ext/README.md#lists">cel-go, Lists</a>
 */
final class SequenceFunctions {

    static final List<String> NAMES = List.of("slice", "flatten", "reverse", "lists.range");

    private SequenceFunctions() {}

    static @Nullable Function find(String name) {
        return switch (name) {
            case "slice" ->
                    Function.named(name, "The items from `start` up to, not including, `end`")
                            .takes("items", LIST)
                            .takes("start", INT)
                            .takes("end", INT)
                            .gives(new Function.LikeFirst())
                            .example("[1, 2, 3, 4].slice(1, 3)", "[2,3]")
                            .as(SequenceFunctions::slice);
            case "flatten" ->
                    Function.named(
                                    name,
                                    "The items, with those that are lists in place of them; `depth`"
                                            + " times, 1 if not given")
                            .takes("items", LIST)
                            .mayTake("depth", INT)
                            .gives(ResultTypes::flattened)
                            .example("[1, [2, [3]]].flatten()", "[1,2,[3]]")
                            .as(SequenceFunctions::flatten);
            case "reverse" ->
                    Function.named(name, "The items of a list or characters of a text, last first")
                            .takes("value", new Type.Union(List.of(STRING, LIST)))
                            .gives(new Function.LikeFirst())
                            .example("[1, 2, 3].reverse()", "[3,2,1]")
                            .as(SequenceFunctions::reverse);
            case "lists.range" ->
                    Function.named(name, "The ints from 0 up to, not including, `size`")
                            .takes("size", INT)
                            .gives(new Type.ListOf(INT))
                            .example("lists.range(3)", "[0,1,2]")
                            .as(SequenceFunctions::range);
            default -> null;
        };
    }

    private static Value slice(Arguments arguments) {
        List<Value> items = arguments.list(0);
        long start = arguments.whole(1);
        long end = arguments.whole(2);
        if (start < 0 || end > items.size() || start > end) {
            throw arguments.fail(
                    "items " + start + " to " + end + " of a list of " + items.size() + " items");
        }
        arguments.countItems(end - start);
        return new ListValue(new ArrayList<>(items.subList((int) start, (int) end)));
    }

    private static Value flatten(Arguments arguments) {
        int depth = arguments.has(1) ? arguments.count(1) : 1;
        List<Value> flat = new ArrayList<>();
        flatten(arguments.list(0), Math.min(depth, Limits.MAX_DEPTH), flat, arguments);
        return new ListValue(flat);
    }

    private static void flatten(
            List<Value> items, int depth, List<Value> flat, Arguments arguments) {
        for (Value item : items) {
            arguments.evaluation().count(1);
            if (item instanceof UnknownValue unknown) {
                throw new UnknownFound(unknown);
            }
            if (item instanceof ListValue(List<Value> inner) && depth > 0) {
                flatten(inner, depth - 1, flat, arguments);
            } else {
                if (flat.size() >= Limits.MAX_ITEMS) {
                    arguments.countItems(flat.size() + 1L);
                }
                flat.add(item);
            }
        }
    }

    private static Value reverse(Arguments arguments) {
        if (arguments.isList(0)) {
            arguments.countItems(arguments.list(0).size());
            return new ListValue(new ArrayList<>(arguments.list(0)).reversed());
        }
        String text = arguments.text(0);
        arguments.countText(text.length());
        return new StringValue(new StringBuilder(text).reverse().toString());
    }

    private static Value range(Arguments arguments) {
        long size = Math.max(0, arguments.whole(0));
        arguments.countItems(size);
        List<Value> numbers = new ArrayList<>((int) size);
        for (long i = 0; i < size; i++) {
            numbers.add(IntValue.of(i));
        }
        return new ListValue(numbers);
    }
}
