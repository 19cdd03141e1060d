package dev.tocsin.service.http;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Pages by key: {@code next} of one page, given as {@code after}, gives the next, whatever was
 * added meanwhile. A page may hold fewer items than asked for and still have a next one.
 */
final class Paging {

    static final int USUAL = 50;
    static final int MOST = 500;

    static final MapValue LIMIT =
            ApiSchema.of("{\"type\": \"integer\", \"minimum\": 1, \"maximum\": " + MOST + "}");
    static final MapValue AFTER = ApiSchema.of("{\"type\": \"integer\", \"minimum\": 0}");

    private Paging() {}

    static int limit(Request request) {
        String limit = request.query("limit");
        return limit == null ? USUAL : Integer.parseInt(limit);
    }

    /** The number after which the page begins, or {@code first}. */
    static long after(Request request, long first) {
        String after = request.query("after");
        return after == null ? first : Long.parseLong(after);
    }

    /**
     * A page.
     *
     * @param name of its list: {@code runs}
     * @param next the number of the last row that was looked at, or null where there are no more
     */
    static Response page(String name, List<Value> items, @Nullable Long next) {
        return Response.json(
                MapValue.builder()
                        .put(name, new ListValue(items))
                        .put(
                                "next",
                                next == null
                                        ? NullValue.NULL
                                        : new StringValue(String.valueOf(next)))
                        .build());
    }
}
