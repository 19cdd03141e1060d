package dev.tocsin.expression;

import static dev.tocsin.schema.Type.BOOL;
import static dev.tocsin.schema.Type.LIST;

import dev.tocsin.value.BoolValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * CEL's sets library: lists taken for sets, in linear time.
 *
 * @see <a href="https://github.com/google/cel-go/blob/master/ext/README.md#sets">cel-go, Sets</a>
 */
final class SetFunctions {

    static final List<String> NAMES =
            List.of("sets.contains", "sets.equivalent", "sets.intersects");

    private SetFunctions() {}

    static @Nullable Function find(String name) {
        return switch (name) {
            case "sets.contains" ->
                    ofTwo(name, "Whether the first list has every item of the second", "part")
                            .example("sets.contains([1, 2, 3], [2, 3.0])", "true")
                            .as(a -> BoolValue.of(contains(a, 0, 1)));
            case "sets.equivalent" ->
                    ofTwo(name, "Whether each list has every item of the other", "others")
                            .example("sets.equivalent([1, 2], [2, 1, 1])", "true")
                            .as(a -> BoolValue.of(contains(a, 0, 1) && contains(a, 1, 0)));
            case "sets.intersects" ->
                    ofTwo(name, "Whether the lists have an item in common", "others")
                            .example("sets.intersects([1, 2], [3])", "false")
                            .as(SetFunctions::intersects);
            default -> null;
        };
    }

    private static Function.Builder ofTwo(String name, String summary, String second) {
        return Function.named(name, summary).takes("items", LIST).takes(second, LIST).gives(BOOL);
    }

    private static boolean contains(Arguments arguments, int whole, int part) {
        Set<String> keys = keys(arguments, whole);
        for (Value item : arguments.list(part)) {
            if (!keys.contains(SetKey.of(item, arguments.evaluation()))) {
                return false;
            }
        }
        return true;
    }

    private static Value intersects(Arguments arguments) {
        Set<String> keys = keys(arguments, 0);
        for (Value item : arguments.list(1)) {
            if (keys.contains(SetKey.of(item, arguments.evaluation()))) {
                return BoolValue.TRUE;
            }
        }
        return BoolValue.FALSE;
    }

    private static Set<String> keys(Arguments arguments, int index) {
        Set<String> keys = new HashSet<>();
        for (Value item : arguments.list(index)) {
            keys.add(SetKey.of(item, arguments.evaluation()));
        }
        return keys;
    }
}
