package dev.tocsin.expression;

import static dev.tocsin.schema.Type.INT;
import static dev.tocsin.schema.Type.LIST;
import static dev.tocsin.schema.Type.MAP;
import static dev.tocsin.schema.Type.STRING;

import dev.tocsin.schema.Type;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Functions of lists and maps. Order is kept: the first of equal items stays. */
final class ListFunctions {

    static final List<String> NAMES =
            List.of(
                    "first",
                    "last",
                    "take",
                    "skip",
                    "chunk",
                    "distinct",
                    "sort",
                    "union",
                    "intersection",
                    "merge",
                    "without",
                    "only");

    private static final Function.Typing SAME = new Function.LikeFirst();
    private static final Type LIST_OR_MAP = new Type.Union(List.of(LIST, MAP));

    private ListFunctions() {}

    static @Nullable Function find(String name) {
        return switch (name) {
            case "first" ->
                    Function.named(name, "The first item, or null where there is none")
                            .takes("items", LIST)
                            .gives(new Function.ItemOfFirst())
                            .example("first([3, 1, 2])", "3")
                            .as(a -> a.list(0).isEmpty() ? NullValue.NULL : a.list(0).getFirst());
            case "last" ->
                    Function.named(name, "The last item, or null where there is none")
                            .takes("items", LIST)
                            .gives(new Function.ItemOfFirst())
                            .example("last([])", "null")
                            .as(a -> a.list(0).isEmpty() ? NullValue.NULL : a.list(0).getLast());
            case "take" ->
                    Function.named(name, "The first `count` items, or all where there are fewer")
                            .takes("items", LIST)
                            .takes("count", INT)
                            .gives(SAME)
                            .example("[1, 2, 3].take(2)", "[1,2]")
                            .as(a -> part(a, 0, Math.min(a.count(1), a.list(0).size())));
            case "skip" ->
                    Function.named(name, "The items after the first `count`")
                            .takes("items", LIST)
                            .takes("count", INT)
                            .gives(SAME)
                            .example("[1, 2, 3].skip(2)", "[3]")
                            .as(
                                    a ->
                                            part(
                                                    a,
                                                    Math.min(a.count(1), a.list(0).size()),
                                                    a.list(0).size()));
            case "chunk" ->
                    Function.named(name, "The items in lists of `size` items, the last one shorter")
                            .takes("items", LIST)
                            .takes("size", INT)
                            .gives(new Function.ListOfFirst())
                            .example("[1, 2, 3].chunk(2)", "[[1,2],[3]]")
                            .as(ListFunctions::chunk);
            case "distinct" ->
                    Function.named(name, "The items without repetitions")
                            .takes("items", LIST)
                            .gives(SAME)
                            .example("[1, 2, 1.0].distinct()", "[1,2]")
                            .as(a -> collect(a, a.list(0), new HashSet<>(), null));
            case "sort" ->
                    Function.named(name, "The items in ascending order")
                            .takes("items", LIST)
                            .gives(SAME)
                            .example("[3, 1, 2].sort()", "[1,2,3]")
                            .as(Sorting::sort);
            case "union" ->
                    Function.named(name, "What is in one list or the other, without repetitions")
                            .takes("items", LIST)
                            .takes("others", LIST)
                            .gives(ResultTypes::union)
                            .example("union([1, 2], [2, 3])", "[1,2,3]")
                            .as(ListFunctions::union);
            case "intersection" ->
                    Function.named(name, "What is in both lists, without repetitions")
                            .takes("items", LIST)
                            .takes("others", LIST)
                            .gives(SAME)
                            .example("intersection([1, 2], [2, 3])", "[2]")
                            .as(a -> collect(a, a.list(0), new HashSet<>(), keys(a, a.list(1))));
            case "merge" ->
                    Function.named(name, "All entries of both maps; the second wins")
                            .takes("map", MAP)
                            .takes("over", MAP)
                            .gives(ResultTypes::merged)
                            .example("merge({\"a\": 1}, {\"a\": 2, \"b\": 3})", "{\"a\":2,\"b\":3}")
                            .as(ListFunctions::merge);
            case "without" ->
                    Function.named(name, "A list without these items, or a map without these keys")
                            .takes("value", LIST_OR_MAP)
                            .takes("items", LIST)
                            .gives(ResultTypes::without)
                            .example("without([1, 2, 3], [2])", "[1,3]")
                            .as(ListFunctions::without);
            case "only" ->
                    Function.named(name, "The map with only these keys, in this order")
                            .takes("map", MAP)
                            .takes("keys", new Type.ListOf(STRING))
                            .gives(ResultTypes::only)
                            .example("only({\"a\": 1, \"b\": 2}, [\"b\"])", "{\"b\":2}")
                            .as(ListFunctions::only);
            default -> null;
        };
    }

    private static Value part(Arguments arguments, int from, int to) {
        List<Value> items = arguments.list(0);
        if (from == 0 && to == items.size()) {
            return arguments.value(0);
        }
        arguments.countItems(to - from);
        // A copy: a view would keep the whole list alive for the rest of the run.
        return new ListValue(new ArrayList<>(items.subList(from, to)));
    }

    private static Value chunk(Arguments arguments) {
        List<Value> items = arguments.list(0);
        int size = arguments.count(1);
        if (size == 0) {
            throw arguments.fail(1, "is too few: a chunk holds at least one item");
        }
        arguments.countItems(items.size());
        List<Value> chunks = new ArrayList<>(items.size() / size + 1);
        for (int from = 0; from < items.size(); from += Math.min(size, items.size() - from)) {
            int to = from + Math.min(size, items.size() - from);
            chunks.add(new ListValue(new ArrayList<>(items.subList(from, to))));
        }
        return new ListValue(chunks);
    }

    private static Set<String> keys(Arguments arguments, List<Value> items) {
        Set<String> keys = new HashSet<>();
        for (Value item : items) {
            keys.add(SetKey.of(item, arguments.evaluation()));
        }
        return keys;
    }

    /**
     * @param seen items that do not count any more; those collected are added
     * @param wanted only these count, or null for all
     */
    private static Value collect(
            Arguments arguments,
            List<Value> items,
            Set<String> seen,
            @Nullable Set<String> wanted) {
        List<Value> collected = new ArrayList<>();
        for (Value item : items) {
            String key = SetKey.of(item, arguments.evaluation());
            if ((wanted == null || wanted.contains(key)) && seen.add(key)) {
                collected.add(item);
            }
        }
        return new ListValue(collected);
    }

    private static Value union(Arguments arguments) {
        List<Value> all = new ArrayList<>(arguments.list(0));
        all.addAll(arguments.list(1));
        arguments.countItems(all.size());
        return collect(arguments, all, new HashSet<>(), null);
    }

    private static Value merge(Arguments arguments) {
        Map<String, Value> entries = new LinkedHashMap<>(arguments.map(0).entries());
        entries.putAll(arguments.map(1).entries());
        arguments.countItems(entries.size() + (long) arguments.map(1).entries().size());
        return new MapValue(entries);
    }

    private static Value without(Arguments arguments) {
        List<Value> dropped = arguments.list(1);
        arguments.countItems(dropped.size());
        if (arguments.value(0) instanceof MapValue(Map<String, Value> entries)) {
            arguments.countItems(entries.size());
            Map<String, Value> kept = new LinkedHashMap<>(entries);
            for (Value key : dropped) {
                kept.remove(keyText(arguments, key));
            }
            return new MapValue(kept);
        }
        Set<String> keys = keys(arguments, dropped);
        List<Value> kept = new ArrayList<>();
        for (Value item : arguments.list(0)) {
            if (!keys.contains(SetKey.of(item, arguments.evaluation()))) {
                kept.add(item);
            }
        }
        return new ListValue(kept);
    }

    private static Value only(Arguments arguments) {
        MapValue map = arguments.map(0);
        List<Value> keys = arguments.list(1);
        arguments.countItems(keys.size());
        Map<String, Value> kept = new LinkedHashMap<>();
        for (Value key : keys) {
            String name = keyText(arguments, key);
            Value value = map.get(name);
            if (value != null) {
                kept.put(name, value);
            }
        }
        return new MapValue(kept);
    }

    private static String keyText(Arguments arguments, Value key) {
        return switch (key) {
            case StringValue(String name) -> name;
            case UnknownValue unknown -> throw new UnknownFound(unknown);
            default ->
                    throw arguments.fail(
                            1, "holds " + Conversions.aKind(key) + " where a key belongs");
        };
    }
}
