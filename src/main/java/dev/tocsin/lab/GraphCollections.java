package dev.tocsin.lab;

import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Lists of Graph as a request asks for them: filtered, ordered, cut to a page, with the link to the
 * next. The lab's pages are short, so that whoever does not follow the link is found out.
 *
 * @param base where the stand-in listens, for links
 * @see <a href="https://learn.microsoft.com/en-us/graph/query-parameters">query parameters</a>
 * @see <a href="https://learn.microsoft.com/en-us/graph/aad-advanced-queries">advanced queries</a>
 */
record GraphCollections(GraphErrors errors, String base) {

    private static final int PAGE = 3;
    private static final String TOKEN = "$skiptoken";

    /** All that a request asks for of these rows. */
    Answer list(Request request, Collection<MapValue> rows, String context, GraphListRules rules) {
        return list(request, rows, context, rules, row -> row);
    }

    /**
     * The same.
     *
     * @param context what {@code @odata.context} says behind {@code $metadata#}
     * @param usual what a row shows where nothing is selected; a filter sees all of it
     */
    Answer list(
            Request request,
            Collection<MapValue> rows,
            String context,
            GraphListRules rules,
            UnaryOperator<MapValue> usual) {
        Map<String, String> query = request.query();
        rules.check(query, request.header("consistencylevel"), errors);
        List<MapValue> found = found(rows, query);
        int from = number(query.get("$skip"), 0) + number(query.get(TOKEN), 0);
        int size = rules.page(query.get("$top"), PAGE, errors);
        List<Value> page = new ArrayList<>();
        for (int i = from; i < found.size() && page.size() < size; i++) {
            MapValue row = found.get(i);
            String select = query.get("$select");
            page.add(select == null ? usual.apply(row) : selected(row, select));
        }
        MapValue.Builder out =
                MapValue.builder().put("@odata.context", GraphErrors.CONTEXT + context);
        if ("true".equals(query.get("$count"))) {
            out.put("@odata.count", IntValue.of(found.size()));
        }
        int reached = from + page.size();
        if (rules.links() && reached < found.size()) {
            out.put("@odata.nextLink", link(request, reached));
        }
        return Answer.json(200, out.put("value", new ListValue(page)).build());
    }

    /** One of a kind, as {@code $select} cuts it. */
    static MapValue selected(MapValue row, @Nullable String select) {
        if (select == null) {
            return row;
        }
        List<String> fields = List.of(select.split(","));
        for (String field : fields) {
            if (row.get(field) == null) {
                throw new ODataQuery.UnknownException(
                        "Parsing OData Select and Expand failed: Could not find a property named '"
                                + field
                                + "'.");
            }
        }
        return Table.only(row, fields);
    }

    private static List<MapValue> found(Collection<MapValue> rows, Map<String, String> query) {
        List<MapValue> found = new ArrayList<>(rows);
        String filter = query.get("$filter");
        if (filter != null) {
            ODataFilter condition = ODataFilter.parse(filter);
            found.removeIf(row -> !condition.holds(row));
        }
        String search = query.get("$search");
        if (search != null) {
            found.removeIf(row -> !sought(row, search));
        }
        String order = query.get("$orderby");
        if (order != null) {
            sort(found, order);
        }
        return found;
    }

    /** {@code "displayName:words"}, each word the beginning of one in the property. */
    private static boolean sought(MapValue row, String search) {
        int colon = search.indexOf(':');
        if (colon < 0 || !search.startsWith("\"") || !search.endsWith("\"")) {
            throw new ODataQuery.UnknownException(
                    "Syntax error: the search clause must be \"property:text\" in quotes.");
        }
        String text = Company.text(row, search.substring(1, colon)).toLowerCase(Locale.ROOT);
        String words = search.substring(colon + 1, search.length() - 1).toLowerCase(Locale.ROOT);
        for (String word : words.strip().split(" +")) {
            if (!(" " + text).contains(" " + word)) {
                return false;
            }
        }
        return true;
    }

    private static void sort(List<MapValue> rows, String order) {
        String[] words = order.strip().split(" +");
        rows.sort(Comparator.comparing(row -> Company.text(row, words[0])));
        if (words.length == 2 && words[1].equals("desc")) {
            Collections.reverse(rows);
        } else if (words.length > 2 || words.length == 2 && !words[1].equals("asc")) {
            throw new ODataQuery.UnknownException("Syntax error in $orderby: " + order);
        }
    }

    private String link(Request request, int reached) {
        Map<String, String> query = new LinkedHashMap<>(request.query());
        query.remove("$skip");
        query.put(TOKEN, Integer.toString(reached));
        StringBuilder link = new StringBuilder(base).append(request.path());
        char mark = '?';
        for (Map.Entry<String, String> option : query.entrySet()) {
            link.append(mark).append(option.getKey()).append('=');
            link.append(URLEncoder.encode(option.getValue(), StandardCharsets.UTF_8));
            mark = '&';
        }
        return link.toString();
    }

    private static int number(@Nullable String text, int otherwise) {
        try {
            return text == null ? otherwise : Integer.parseUnsignedInt(text);
        } catch (NumberFormatException _) {
            throw new ODataQuery.UnknownException("Invalid value '" + text + "' for a number.");
        }
    }
}
