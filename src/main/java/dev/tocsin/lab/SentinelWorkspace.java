package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The one workspace with Sentinel that the lab has: where it is, and how its resources look. */
final class SentinelWorkspace {

    static final String STABLE = "2025-09-01";
    static final String PREVIEW = "2025-07-01-preview";

    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 1000;

    private final Company company;
    private final MapValue settings;
    private final String path;
    private final String url;
    private long lastEtag;

    /**
     * @param settings {@code subscription}, {@code resourceGroup} and {@code workspace}
     * @param url of the stand-in, without a slash at the end
     */
    SentinelWorkspace(Company company, MapValue settings, String url) {
        this.company = company;
        this.settings = settings;
        this.url = url;
        this.path =
                "/subscriptions/"
                        + settings.text("subscription")
                        + "/resourceGroups/"
                        + settings.text("resourceGroup")
                        + "/providers/Microsoft.OperationalInsights/workspaces/"
                        + settings.text("workspace")
                        + "/providers/Microsoft.SecurityInsights";
    }

    Company company() {
        return company;
    }

    /** The keys of {@code settings} of a connection, as {@link Reach#settings} takes them. */
    String[] settings() {
        return new String[] {
            "subscription", Company.text(settings, "subscription"),
            "resourceGroup", Company.text(settings, "resourceGroup"),
            "workspace", Company.text(settings, "workspace")
        };
    }

    /**
     * The same request with its path below the workspace. Names in a path of Resource Manager are
     * the same in upper and lower case.
     *
     * @throws RefusedException where it is about another workspace, or about another version
     */
    Request below(Request request) {
        String given = request.path();
        String lower = given.toLowerCase(Locale.ROOT);
        if (!lower.startsWith(path.toLowerCase(Locale.ROOT) + "/")) {
            throw lower.startsWith(
                            "/subscriptions/"
                                    + Company.text(settings, "subscription")
                                            .toLowerCase(Locale.ROOT)
                                    + "/")
                    ? ArmErrors.refuse(
                            404,
                            "ResourceNotFound",
                            "The Resource 'Microsoft.OperationalInsights/workspaces' was not"
                                    + " found.")
                    : ArmErrors.refuse(
                            404, "SubscriptionNotFound", "The subscription could not be found.");
        }
        String version = ArmErrors.version(request);
        if (!version.equals(given.endsWith("/runPlaybook") ? PREVIEW : STABLE)) {
            throw ArmErrors.refuse(
                    400,
                    "InvalidApiVersionParameter",
                    "The lab does not know the api-version '" + version + "' of this.");
        }
        return new Request(
                request.method(),
                given.substring(path.length()),
                request.query(),
                request.headers(),
                request.body(),
                List.of());
    }

    /** A resource with a new etag. */
    MapValue resource(String type, String name, MapValue properties) {
        return MapValue.builder()
                .put("id", path + "/" + type + "/" + name)
                .put("name", name)
                .put("etag", nextEtag())
                .put("type", "Microsoft.SecurityInsights/" + type)
                .put("properties", properties)
                .build();
    }

    /** An entity, which has a kind and no etag. */
    MapValue entity(String kind, String name, MapValue properties) {
        return MapValue.builder()
                .put("id", path + "/Entities/" + name)
                .put("name", name)
                .put("type", "Microsoft.SecurityInsights/Entities")
                .put("kind", kind)
                .put("properties", properties)
                .build();
    }

    private String nextEtag() {
        return String.format(Locale.ROOT, "\"%08x-0000-0d00-0000-000000000000\"", ++lastEtag);
    }

    /**
     * @throws RefusedException where a resource is there and the body names not its etag
     */
    static void checkEtag(MapValue known, MapValue body) {
        if (!Company.text(known, "etag").equals(body.text("etag"))) {
            throw ArmErrors.refuse(
                    409,
                    "Conflict",
                    "Newer version of resource '"
                            + known.text("name")
                            + "' exists. Data was not saved.");
        }
    }

    /** {@code properties} of a body, of which all are known. */
    static MapValue properties(MapValue body, Set<String> known) {
        if (!(body.get("properties") instanceof MapValue properties)) {
            throw invalid("Required property 'properties' not found in JSON.");
        }
        for (String name : properties.entries().keySet()) {
            if (!known.contains(name)) {
                throw invalid("Could not find member '" + name + "' on object.");
            }
        }
        return properties;
    }

    static String required(MapValue properties, String name) {
        String text = Company.text(properties, name);
        if (text.isEmpty()) {
            throw invalid("Required property '" + name + "' not found in JSON.");
        }
        return text;
    }

    static void oneOf(MapValue properties, String name, Set<String> values) {
        String text = properties.text(name);
        if (text != null && !values.contains(text)) {
            throw invalid("Error converting value \"" + text + "\" of '" + name + "'.");
        }
    }

    static RefusedException invalid(String message) {
        return ArmErrors.refuse(400, "BadRequest", message);
    }

    static RefusedException notFound(String type, String name) {
        return ArmErrors.refuse(404, "NotFound", type + " '" + name + "' does not exist.");
    }

    /** Whoever calls is the application whose token it has. */
    MapValue caller() {
        return MapValue.builder()
                .put("objectId", company.access().clientId())
                .put("name", "tocsin")
                .put("email", dev.tocsin.value.NullValue.NULL)
                .put("userPrincipalName", dev.tocsin.value.NullValue.NULL)
                .build();
    }

    /** One page of these rows, and where the next one is. */
    Answer page(Request request, Collection<MapValue> rows) {
        List<MapValue> found = chosen(rows, request.query());
        int from = number(request.query().getOrDefault("$skipToken", "0"), found.size());
        String top = request.query().get("$top");
        int size = top == null ? PAGE : number(top, LARGEST_PAGE);
        int to = Math.min(found.size(), from + size);
        MapValue.Builder out =
                MapValue.builder()
                        .put("value", new ListValue(List.copyOf(found.subList(from, to))));
        if (to < found.size()) {
            StringBuilder next =
                    new StringBuilder(url).append(path).append(request.path()).append('?');
            request.query()
                    .forEach(
                            (name, value) -> {
                                if (!name.equals("$skipToken")) {
                                    next.append(Queries.pair(name, value)).append('&');
                                }
                            });
            out.put("nextLink", next.append(Queries.pair("$skipToken", "" + to)).toString());
        }
        return Answer.json(200, out.build());
    }

    /** Filters name a field with its path: {@code properties/status eq 'New'}. */
    private static List<MapValue> chosen(Collection<MapValue> rows, Map<String, String> query) {
        Map<String, String> options = new LinkedHashMap<>(query);
        List.of("api-version", "$top", "$skipToken").forEach(options::remove);
        List<MapValue> flat = new ArrayList<>();
        Map<String, MapValue> byName = new LinkedHashMap<>();
        for (MapValue row : rows) {
            MapValue.Builder fields = MapValue.builder().put("name", Company.text(row, "name"));
            ((MapValue) row.entries().get("properties"))
                    .entries()
                    .forEach((name, value) -> fields.put("properties/" + name, value));
            flat.add(fields.build());
            byName.put(Company.text(row, "name"), row);
        }
        List<MapValue> found = new ArrayList<>();
        try {
            MapValue page = ODataQuery.apply(flat, options, MapValue.builder()).build();
            if (page.get("value") instanceof ListValue(List<Value> items)) {
                items.forEach(item -> found.add(byName.get(((MapValue) item).text("name"))));
            }
        } catch (ODataQuery.UnknownException e) {
            throw invalid("Invalid query: " + e.getMessage());
        }
        return found;
    }

    private static int number(String text, int largest) {
        try {
            int number = Integer.parseUnsignedInt(text);
            if (number <= largest) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Falls through to the answer for what is no number in range.
        }
        throw invalid("The value '" + text + "' is not valid here.");
    }

    static StringValue text(MapValue row, String name) {
        return new StringValue(Company.text(row, name));
    }
}
