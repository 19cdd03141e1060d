package dev.tocsin.connector;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;

import java.util.ArrayList;
import java.util.List;

/** What a Java connector says of one input or output; the JSON Schema behind it. */
public record Shape(MapValue schema) {

    public static final Shape TEXT = type("string");
    public static final Shape BOOLEAN = type("boolean");
    public static final Shape INTEGER = type("integer");

    /** Anything that JSON can hold. */
    public static final Shape ANY = new Shape(MapValue.EMPTY);

    /** An object with any keys and texts as values. */
    public static final Shape TEXTS_BY_NAME =
            new Shape(
                    MapValue.builder()
                            .put("type", "object")
                            .put("additionalProperties", TEXT.schema())
                            .build());

    /** HTML: data inside longer texts is escaped for it. */
    public static final Shape HTML = TEXT.inSyntax("html");

    /** A URL or a part of one: data inside longer texts is escaped for it. */
    public static final Shape URL = TEXT.inSyntax("url");

    /** A list of at least {@code least} items. */
    public static Shape listOf(Shape item, int least) {
        return new Shape(
                MapValue.builder()
                        .put("type", "array")
                        .put("items", item.schema())
                        .put("minItems", least)
                        .build());
    }

    /** One of a few texts. */
    public static Shape oneOf(String... values) {
        List<dev.tocsin.value.Value> texts = new ArrayList<>();
        for (String value : values) {
            texts.add(new StringValue(value));
        }
        return new Shape(MapValue.builder().put("enum", new ListValue(texts)).build());
    }

    /** A text of a length and form. */
    public static Shape text(int least, int most, String pattern) {
        return new Shape(
                MapValue.builder()
                        .put("type", "string")
                        .put("minLength", least)
                        .put("maxLength", most)
                        .put("pattern", pattern)
                        .build());
    }

    private static Shape type(String name) {
        return new Shape(MapValue.builder().put("type", name).build());
    }

    Shape described(String description) {
        return with("description", description);
    }

    private Shape inSyntax(String syntax) {
        return with("x-syntax", syntax);
    }

    private Shape with(String key, String text) {
        MapValue.Builder more = MapValue.builder();
        schema.entries().forEach(more::put);
        return new Shape(more.put(key, text).build());
    }
}
