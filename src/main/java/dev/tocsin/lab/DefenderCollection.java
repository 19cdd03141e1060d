package dev.tocsin.lab;

import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A collection of Defender for Endpoint: filtered by the properties that its page names, cut into
 * pages of at most 10 000, with a link where there are more.
 *
 * @param name as {@code @odata.context} has it: {@code Alerts}
 * @param filterable the properties that {@code $filter} takes
 * @see <a
 *     href="https://learn.microsoft.com/en-us/defender-endpoint/api/exposed-apis-odata-samples">OData
 *     queries</a>
 */
record DefenderCollection(String name, Set<String> filterable) {

    static final String METADATA = "https://api.securitycenter.microsoft.com/api/$metadata#";

    private static final int LARGEST_PAGE = 10_000;

    /** A collection that takes no filter. */
    static DefenderCollection plain(String name) {
        return new DefenderCollection(name, Set.of());
    }

    /**
     * The page that a request asks for.
     *
     * @param apiUrl where the service listens, before the request's path
     * @throws ODataQuery.UnknownException if the service or the lab does not know a part of the
     *     query
     */
    Answer page(Collection<MapValue> rows, Request request, String apiUrl) {
        Map<String, String> query = new LinkedHashMap<>(request.query());
        String filter = query.get("$filter");
        if (filter != null) {
            checkFilter(filter);
        }
        int top = number(query.remove("$top"), LARGEST_PAGE);
        int skip = number(query.remove("$skip"), 0);
        boolean count = "true".equals(query.remove("$count"));
        if (top > LARGEST_PAGE) {
            throw new ODataQuery.UnknownException("The limit of '10000' for Top is exceeded.");
        }
        MapValue all = ODataQuery.apply(rows, query, MapValue.builder()).build();
        List<Value> found = ((ListValue) all.entries().get("value")).items();
        int from = Math.min(skip, found.size());
        int to = Math.min(from + top, found.size());
        MapValue.Builder out = MapValue.builder().put("@odata.context", METADATA + name);
        if (count) {
            out.put("@odata.count", IntValue.of(found.size()));
        }
        out.put("value", new ListValue(found.subList(from, to)));
        if (to < found.size()) {
            out.put("@odata.nextLink", apiUrl + request.path() + next(request, to));
        }
        return Answer.json(200, out.build());
    }

    private static String next(Request request, int skip) {
        Map<String, String> query = new LinkedHashMap<>(request.query());
        query.put("$skip", Integer.toString(skip));
        StringBuilder text = new StringBuilder();
        query.forEach(
                (option, value) ->
                        text.append(text.isEmpty() ? '?' : '&')
                                .append(option)
                                .append('=')
                                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return text.toString();
    }

    private void checkFilter(String filter) {
        for (String property : ODataFilter.parse(filter).properties()) {
            if (!filterable.contains(property)) {
                throw new ODataQuery.UnknownException(
                        "The property '" + property + "' cannot be used in the $filter query.");
            }
        }
    }

    private static int number(@org.jspecify.annotations.Nullable String text, int otherwise) {
        if (text == null) {
            return otherwise;
        }
        try {
            return Integer.parseUnsignedInt(text);
        } catch (NumberFormatException _) {
            throw new ODataQuery.UnknownException("'" + text + "' is no number.");
        }
    }
}
