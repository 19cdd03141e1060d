package dev.tocsin.service.http;

import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.List;

/** JSON Schemas (2020-12) of what routes take and give, for their documents and tests. */
public final class ApiSchema {

    public static final MapValue STRING = MapValue.of("type", new StringValue("string"));
    public static final MapValue INTEGER = MapValue.of("type", new StringValue("integer"));

    private ApiSchema() {}

    /** A schema out of its text; one that is not a JSON object is a bug. */
    public static MapValue of(String json) {
        try {
            if (Json.parse(json) instanceof MapValue schema) {
                return schema;
            }
        } catch (JsonException e) {
            throw new IllegalStateException("not a schema: " + e.getMessage() + ": " + json, e);
        }
        throw new IllegalStateException("not an object: " + json);
    }

    /** One of the shapes of {@code service/api-schemas.json}, by its name. */
    public static MapValue ref(String name) {
        return MapValue.of("$ref", new StringValue("#/components/schemas/" + name));
    }

    /** One of these texts. */
    public static MapValue oneOf(List<String> words) {
        List<Value> members = new ArrayList<>();
        words.forEach(word -> members.add(new StringValue(word)));
        return MapValue.builder().put("type", "string").put("enum", new ListValue(members)).build();
    }
}
