package dev.tocsin.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Whatever the schema lets a step say is said by a golden run, which the memory host and the plan
 * of the same playbook are held to as well.
 */
final class EveryConstructTest {

    @Test
    void everyKeyOfAStepIsInAGoldenRun() throws IOException, JsonException {
        MapValue schema =
                (MapValue) Json.parse(Files.readAllBytes(Path.of("schema/playbook.schema.json")));
        MapValue step = (MapValue) below(schema, "$defs", "step");
        TreeSet<String> keys =
                new TreeSet<>(((MapValue) below(step, "properties")).entries().keySet());
        assertTrue(keys.containsAll(kinds(step)), "each kind of step is a key");
        String all = text();
        keys.removeIf(
                key -> Pattern.compile("(?m)(^|[ {,])" + key + ":(\\s|$)").matcher(all).find());
        assertEquals(new TreeSet<>(), keys);
    }

    private static List<String> kinds(MapValue step) {
        List<String> kinds = new ArrayList<>();
        for (Value option : ((ListValue) below(step, "oneOf")).items()) {
            Value first = ((ListValue) below(option, "required")).items().getFirst();
            kinds.add(((StringValue) first).value());
        }
        return kinds;
    }

    private static Value below(Value value, String... path) {
        Value found = value;
        for (String key : path) {
            found = ((MapValue) found).get(key);
        }
        return found;
    }

    private static String text() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path folder : GoldenRun.folders()) {
            all.append(Files.readString(folder.resolve("playbook.yaml"))).append('\n');
        }
        return all.toString();
    }
}
