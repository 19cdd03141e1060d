package dev.tocsin.lab;

import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.OneLine;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A list as every kind of record has it: filtered, sorted, at most a hundred at once.
 *
 * @param sortBy what each {@code sortField} looks at
 */
record CloudAppLists(Company company, CloudAppFields filters, CloudAppFields sortBy) {

    private static final int PAGE = 100;
    private static final Set<String> NAMES =
            Set.of("filters", "sortField", "sortDirection", "skip", "limit");

    /** A page of the records, as shown. */
    Answer answer(Request request, Collection<MapValue> records) {
        MapValue body = body(request);
        CloudAppErrors.unknown(body, NAMES);
        CloudAppFilter filter =
                CloudAppFilter.from(body.get("filters"), filters, company.instant());
        List<MapValue> found = new ArrayList<>();
        for (MapValue record : records) {
            if (filter.matches(record)) {
                found.add(record);
            }
        }
        sort(found, body);
        int skip = Math.clamp(number(body, "skip", 0), 0, found.size());
        int limit = Math.clamp(number(body, "limit", PAGE), 1, PAGE);
        int end = Math.min(found.size(), skip + limit);
        return Answer.json(
                200,
                MapValue.builder()
                        .put("data", new ListValue(List.copyOf(found.subList(skip, end))))
                        .put("total", found.size())
                        .put("hasNext", end < found.size())
                        .put("max", limit)
                        .put("moreThanTotal", false)
                        .build());
    }

    private void sort(List<MapValue> found, MapValue body) {
        String by = body.text("sortField");
        String direction = Company.text(body, "sortDirection");
        if (!Set.of("", "asc", "desc").contains(direction)) {
            throw CloudAppErrors.refuse("Unknown sortDirection " + direction + ".");
        }
        if (by == null) {
            return;
        }
        CloudAppFields.Field field = sortBy.field(by);
        if (field == null) {
            throw CloudAppErrors.refuse("Unknown sortField " + by + ".");
        }
        Comparator<MapValue> order = Comparator.comparing(record -> sortKey(field, record));
        found.sort(direction.equals("desc") ? order.reversed() : order);
    }

    /** Numbers with as many digits each, so that texts and numbers sort alike. */
    private static String sortKey(CloudAppFields.Field field, MapValue record) {
        List<Value> values = field.values().apply(record);
        Value first = values.isEmpty() ? IntValue.of(0) : values.getFirst();
        return first instanceof IntValue(long number)
                ? String.format(Locale.ROOT, "%020d", number)
                : String.valueOf(OneLine.plain(first));
    }

    /** A JSON object; empty where the request has no body. */
    static MapValue body(Request request) {
        if (!request.query().isEmpty()) {
            throw CloudAppErrors.refuse("The lab takes parameters in a JSON body only.");
        }
        if (request.body().length == 0) {
            return MapValue.EMPTY;
        }
        MapValue body = request.json();
        if (body == null) {
            throw CloudAppErrors.refuse("The body is not a JSON object.");
        }
        return body;
    }

    private static int number(MapValue body, String field, int fallback) {
        return body.get(field) instanceof IntValue(long number)
                ? Math.clamp(number, 0, Integer.MAX_VALUE)
                : fallback;
    }
}
