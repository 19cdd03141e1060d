package dev.tocsin.service.http;

import dev.tocsin.schema.Schema;
import dev.tocsin.schema.SchemaFault;
import dev.tocsin.schema.ValueCheck;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The shapes that several routes share, {@code service/api-schemas.json}, and checks of values
 * against schemas that refer to them. Thread-safe.
 */
public final class ApiShapes {

    private static final String FILE = "/service/api-schemas.json";
    private static final String PUBLISHED = "#/components/schemas/";
    private static final String LOCAL = "#/$defs/";

    private final MapValue shapes;
    private final MapValue definitions;
    private final Map<MapValue, ValueCheck> checks = new ConcurrentHashMap<>();

    private ApiShapes(MapValue shapes) {
        this.shapes = shapes;
        this.definitions = (MapValue) local(shapes);
    }

    /** Reads the file; a broken one is a bug. */
    public static ApiShapes load() {
        try (InputStream file = ApiShapes.class.getResourceAsStream(FILE)) {
            if (file != null && Json.parse(file) instanceof MapValue shapes) {
                return new ApiShapes(shapes);
            }
        } catch (JsonException e) {
            throw new IllegalStateException(FILE + " is not JSON: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
        throw new IllegalStateException(FILE + " is missing, or no object");
    }

    /** By name, for the document. */
    MapValue shapes() {
        return shapes;
    }

    /** What of a value does not fit, with JSON Pointers; empty if it fits. */
    List<Fault> check(Value value, MapValue schema) {
        List<Fault> faults = new ArrayList<>();
        for (SchemaFault fault : checks.computeIfAbsent(schema, this::compile).check(value)) {
            faults.add(new Fault(pointer(fault.path()), fault.message()));
        }
        return faults;
    }

    private ValueCheck compile(MapValue schema) {
        MapValue.Builder whole = MapValue.builder();
        ((MapValue) local(schema)).entries().forEach(whole::put);
        return ValueCheck.of(new Schema(whole.put("$defs", definitions).build()));
    }

    /** {@code items[3].id} as {@code #/items/3/id}. */
    static String pointer(String path) {
        return path.isEmpty()
                ? "#"
                : "#/" + path.replace("]", "").replace('[', '/').replace('.', '/');
    }

    /** The validator follows references within one schema, so the shapes move into it. */
    private static Value local(Value value) {
        return switch (value) {
            case StringValue(String text) when text.startsWith(PUBLISHED) ->
                    new StringValue(LOCAL + text.substring(PUBLISHED.length()));
            case MapValue(Map<String, Value> entries) -> {
                MapValue.Builder copy = MapValue.builder();
                entries.forEach((key, entry) -> copy.put(key, local(entry)));
                yield copy.build();
            }
            case ListValue(List<Value> items) ->
                    new ListValue(items.stream().map(ApiShapes::local).toList());
            default -> value;
        };
    }
}
