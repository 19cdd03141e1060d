package dev.tocsin.builtin;

import dev.tocsin.connector.Call;
import dev.tocsin.connector.Shape;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;

import java.util.List;

/** What the operations of {@code files} take and give. */
final class FileShapes {

    static final Shape PATH = Shape.text(1, ProjectFile.LONGEST, ProjectFile.PATTERN);
    static final Shape DELIMITER = Shape.oneOf(",", ";", "\t");
    static final Shape CELLS = Shape.TEXTS_BY_NAME;
    static final Shape TEXTS = Shape.listOf(Shape.TEXT, 0);
    static final Shape ROWS = Shape.listOf(Shape.TEXTS_BY_NAME, 0);
    static final Shape ITEMS = Shape.listOf(Shape.ANY, 0);

    /** Name of a column or field. */
    static final Shape NAME = Shape.text(1, 100, "^[^\\p{Cc}]*$");

    static final Shape NAMES = Shape.listOf(NAME, 1);

    static final Shape MAX_ITEMS =
            new Shape(
                    MapValue.builder()
                            .put("type", "integer")
                            .put("minimum", 1)
                            .put("maximum", 100_000)
                            .build());
    static final String MAX_ITEMS_WORDS = "more than that is an error; 1000 if left out";

    /** Rows whose cells are texts, numbers, truths or nothing. */
    static final Shape NEW_ROWS = some(scalars());

    /** Objects of any form. */
    static final Shape NEW_ITEMS = some(MapValue.EMPTY);

    static final String MAY_READ = "files of the connection's folder, for the user of the process";
    static final String MAY_WRITE = MAY_READ + ", to write";

    private FileShapes() {}

    private static MapValue scalars() {
        return MapValue.builder()
                .put(
                        "type",
                        ListValue.of(
                                new StringValue("string"),
                                new StringValue("number"),
                                new StringValue("boolean"),
                                new StringValue("null")))
                .build();
    }

    private static Shape some(MapValue fields) {
        return new Shape(
                MapValue.builder()
                        .put("type", "array")
                        .put("minItems", 1)
                        .put("maxItems", 1000)
                        .put(
                                "items",
                                MapValue.builder()
                                        .put("type", "object")
                                        .put("minProperties", 1)
                                        .put("additionalProperties", fields)
                                        .build())
                        .build());
    }

    /** The words for a path. */
    static String path(List<String> endings) {
        return "below the folder of the connection, ending in " + String.join(", ", endings);
    }

    static MapValue named(String path) {
        return MapValue.builder().put("path", path).build();
    }

    static char delimiter(Call call) {
        String given = call.input().text("delimiter");
        if (given != null) {
            return given.charAt(0);
        }
        return String.valueOf(call.input().text("path")).endsWith(".tsv") ? '\t' : ',';
    }
}
