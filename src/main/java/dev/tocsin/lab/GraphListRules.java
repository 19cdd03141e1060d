package dev.tocsin.lab;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Set;

/**
 * What a list of Graph takes from a request.
 *
 * @param options the query options it knows
 * @param filterable the properties that {@code $filter} may look at; empty means all
 * @param mostTop the largest {@code $top}
 * @param clamps whether more than that is taken for that; else it is refused
 * @param links whether pages are linked; the others are counted through with {@code $skip}
 * @param mostSkip the largest {@code $skip}; 0 where none is known
 * @param indexed whether some questions need {@code ConsistencyLevel: eventual}
 */
record GraphListRules(
        Set<String> options,
        Set<String> filterable,
        int mostTop,
        boolean clamps,
        boolean links,
        int mostSkip,
        boolean indexed) {

    /** Alerts: no link is given, {@code $top} is clamped and {@code $skip} ends at 500. */
    static final GraphListRules ALERTS =
            new GraphListRules(
                    Set.of("$count", "$filter", "$skip", "$top"),
                    Set.of(
                            "assignedTo",
                            "classification",
                            "determination",
                            "createdDateTime",
                            "lastUpdateDateTime",
                            "severity",
                            "serviceSource",
                            "status"),
                    1000,
                    true,
                    false,
                    500,
                    false);

    static final GraphListRules INCIDENTS =
            new GraphListRules(
                    Set.of("$count", "$filter", "$skip", "$top", "$expand"),
                    Set.of(
                            "assignedTo",
                            "classification",
                            "createdDateTime",
                            "determination",
                            "lastUpdateDateTime",
                            "severity",
                            "status"),
                    50,
                    false,
                    false,
                    500,
                    false);

    static final GraphListRules RISK =
            new GraphListRules(
                    Set.of(
                            "$count",
                            "$filter",
                            "$select",
                            "$top",
                            "$skip",
                            "$skiptoken",
                            "$orderby"),
                    Set.of(),
                    500,
                    false,
                    true,
                    0,
                    false);

    /** Users, groups, members, devices. */
    static final GraphListRules DIRECTORY =
            new GraphListRules(
                    Set.of(
                            "$count",
                            "$filter",
                            "$orderby",
                            "$search",
                            "$select",
                            "$top",
                            "$skiptoken"),
                    Set.of(),
                    999,
                    false,
                    true,
                    0,
                    true);

    static final GraphListRules IDENTITIES =
            new GraphListRules(
                    Set.of("$filter", "$select", "$skiptoken"),
                    Set.of(),
                    999,
                    false,
                    true,
                    0,
                    false);

    /** Refuses what the real list would. */
    void check(Map<String, String> query, @Nullable String consistency, GraphErrors errors) {
        for (String option : query.keySet()) {
            if (!options.contains(option)) {
                throw errors.refuse(
                        400,
                        "BadRequest",
                        "The query parameter '" + option + "' is not supported.");
            }
        }
        String text = query.get("$filter");
        ODataFilter filter = text == null ? null : ODataFilter.parse(text);
        if (filter != null) {
            checkProperties(filter, errors);
        }
        String skip = query.get("$skip");
        if (mostSkip > 0 && skip != null && number(skip) > mostSkip) {
            throw exceeded("Skip", mostSkip, skip, errors);
        }
        if (indexed && asksIndex(query, filter)) {
            checkAdvanced(query, consistency, errors);
        }
    }

    private void checkProperties(ODataFilter filter, GraphErrors errors) {
        for (String property : filter.properties()) {
            if (!filterable.isEmpty() && !filterable.contains(property)) {
                throw errors.refuse(
                        400,
                        "BadRequest",
                        "Invalid filter clause: the property '"
                                + property
                                + "' cannot be used in the query option $filter.");
            }
        }
    }

    private static boolean asksIndex(Map<String, String> query, @Nullable ODataFilter filter) {
        return query.containsKey("$search")
                || query.containsKey("$count")
                || filter != null && (filter.advanced() || query.containsKey("$orderby"));
    }

    private static void checkAdvanced(
            Map<String, String> query, @Nullable String consistency, GraphErrors errors) {
        boolean counted = "true".equals(query.get("$count")) || query.containsKey("$search");
        if (!"eventual".equalsIgnoreCase(consistency) || !counted) {
            throw errors.refuse(
                    400,
                    "Request_UnsupportedQuery",
                    "The query is not supported because the required parameters might be missing."
                            + " Try adding $count=true query parameter and"
                            + " ConsistencyLevel:eventual header.");
        }
    }

    private static RefusedException exceeded(
            String what, int most, String asked, GraphErrors errors) {
        return errors.refuse(
                400,
                "",
                "The query specified in the URI is not valid. The limit of '"
                        + most
                        + "' for "
                        + what
                        + " query has been exceeded. The value from the incoming request is '"
                        + asked
                        + "'.");
    }

    /** How many rows a page has; without {@code $top}, or with a larger one, as many as usual. */
    int page(@Nullable String top, int usual, GraphErrors errors) {
        if (top == null) {
            return links ? usual : mostTop;
        }
        int asked = number(top);
        if (asked < 1 || asked > mostTop && !clamps) {
            throw exceeded("Top", mostTop, top, errors);
        }
        return Math.min(asked, links ? usual : mostTop);
    }

    private static int number(String text) {
        try {
            return Integer.parseUnsignedInt(text);
        } catch (NumberFormatException _) {
            throw new ODataQuery.UnknownException("Invalid value '" + text + "' for a number.");
        }
    }
}
