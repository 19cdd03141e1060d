package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The resources of one subscription, of a few kinds. What goes on by itself goes on by one state
 * with each look at it. Ids are the same in upper and lower case.
 *
 * @see <a
 *     href="https://learn.microsoft.com/en-us/azure/azure-resource-manager/management/async-operations">asynchronous
 *     operations</a>
 */
final class ArmResources {

    private static final Set<String> ENDED = Set.of("Succeeded", "Failed", "Canceled");

    private final Company company;
    private final String url;
    private final Map<String, MapValue> byId = new LinkedHashMap<>();
    private final Map<String, MapValue> types = new LinkedHashMap<>();
    private final Map<String, MapValue> operations = new LinkedHashMap<>();
    private long lastEtag;

    /**
     * @param start with {@code types} and {@code resources}
     * @param url of the stand-in, without a slash at the end
     */
    ArmResources(Company company, MapValue start, String url) {
        this.company = company;
        this.url = url;
        ((MapValue) start.entries().get("types"))
                .entries()
                .forEach((name, type) -> types.put(lower(name), (MapValue) type));
        for (Value item : ((ListValue) start.entries().get("resources")).items()) {
            MapValue row = (MapValue) item;
            byId.put(lower(Company.text(row, "id")), withEtag(row));
        }
    }

    @Nullable MapValue find(String id) {
        return byId.get(lower(id));
    }

    /** All, in the order in which they were made. */
    List<MapValue> all() {
        return List.copyOf(byId.values());
    }

    /** The resources below an id, of a type or of any. */
    List<Value> below(String id, @Nullable String type) {
        List<Value> found = new ArrayList<>();
        for (MapValue row : byId.values()) {
            boolean isBelow = lower(Company.text(row, "id")).startsWith(lower(id) + "/");
            if (isBelow && (type == null || lower(type).equals(lower(Company.text(row, "type"))))) {
                found.add(row);
            }
        }
        return found;
    }

    /**
     * What the lab knows of a kind of resource: {@code versions}, {@code actions}.
     *
     * @throws RefusedException where it knows nothing, or another version only
     */
    MapValue type(String name, String version) {
        MapValue type = types.get(lower(name));
        if (type == null) {
            throw ArmErrors.refuse(
                    404,
                    "InvalidResourceType",
                    "The resource type '" + name + "' could not be found.");
        }
        if (!((ListValue) type.entries().get("versions"))
                .items()
                .contains(new StringValue(version))) {
            throw ArmErrors.refuse(
                    400,
                    "NoRegisteredProviderFound",
                    "No registered resource provider found for API version '"
                            + version
                            + "' for type '"
                            + name
                            + "'.");
        }
        return type;
    }

    Answer look(String id) {
        MapValue row = find(id);
        if (row == null) {
            throw ArmErrors.refuse(
                    404, "ResourceNotFound", "The Resource '" + id + "' was not found.");
        }
        String state = state(row);
        if (state.equals("Deleting")) {
            byId.remove(lower(id));
        } else if (!state.isEmpty() && !ENDED.contains(state)) {
            save(row, "Succeeded");
        }
        return Answer.json(200, row);
    }

    /** A PUT, or with {@code patched} a PATCH; goes on by itself afterwards. */
    Answer save(Request request, String id, String type, MapValue written, boolean patched) {
        MapValue old = find(id);
        checkEtag(request, old);
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("id", new StringValue(id));
        fields.put("name", new StringValue(id.substring(id.lastIndexOf('/') + 1)));
        fields.put("type", new StringValue(type));
        if (patched && old != null) {
            fields.putAll(old.entries());
        }
        written.entries()
                .forEach(
                        (name, value) ->
                                fields.put(
                                        name,
                                        patched
                                                        && value instanceof MapValue over
                                                        && fields.get(name)
                                                                instanceof MapValue under
                                                ? laidOver(under, over)
                                                : value));
        MapValue row = save(new MapValue(fields), "Updating");
        return started(Answer.json(old == null ? 201 : 200, row), id);
    }

    Answer delete(Request request, String id) {
        MapValue old = find(id);
        if (old == null) {
            return Answer.empty(204);
        }
        checkEtag(request, old);
        save(old, "Deleting");
        return Answer.empty(202).with("Location", operation(id, "", "")).with("Retry-After", "15");
    }

    /**
     * Starts an action.
     *
     * @param powerState that the resource has afterwards; empty where it stays as it is
     */
    Answer run(String id, String powerState) {
        return Answer.empty(202)
                .with("Azure-AsyncOperation", operation(id, "powerState", powerState))
                .with("Retry-After", "15");
    }

    /** Where an operation stands; the first look finds it running. */
    Answer operation(String name) {
        MapValue operation = operations.get(name);
        if (operation == null) {
            throw ArmErrors.refuse(404, "NotFound", "The operation was not found.");
        }
        String status = Company.text(operation, "status");
        if (status.equals("InProgress")) {
            operations.put(name, Table.with(operation, "status", new StringValue("Succeeded")));
            MapValue row = find(Company.text(operation, "id"));
            String field = Company.text(operation, "field");
            if (row != null && !field.isEmpty()) {
                MapValue properties = (MapValue) row.entries().get("properties");
                MapValue.Builder after = MapValue.builder();
                properties.entries().forEach(after::put);
                after.put(field, Company.text(operation, "value"));
                byId.put(
                        lower(Company.text(row, "id")),
                        withEtag(Table.with(row, "properties", after.build())));
            }
        }
        return Answer.json(
                200,
                MapValue.builder()
                        .put("name", name)
                        .put("status", status)
                        .put("startTime", company.now())
                        .build());
    }

    /** With the header that tells how far a write is. */
    private Answer started(Answer answer, String id) {
        return answer.with("Azure-AsyncOperation", operation(id, "", ""));
    }

    private String operation(String id, String field, String value) {
        String name = company.nextGuid();
        operations.put(
                name,
                MapValue.builder()
                        .put("id", id)
                        .put("field", field)
                        .put("value", value)
                        .put("status", "InProgress")
                        .build());
        String subscription = id.split("/")[2];
        return url
                + "/subscriptions/"
                + subscription
                + "/providers/Microsoft.Resources/locations/westeurope/operations/"
                + name
                + "?api-version=2024-07-01&t=638000000000000000&c=lab&s=lab&h=lab";
    }

    private static void checkEtag(Request request, @Nullable MapValue old) {
        String etag = request.header("if-match");
        if (etag != null && (old == null || !etag.equals(old.text("etag")))) {
            throw ArmErrors.refuse(
                    412,
                    "PreconditionFailed",
                    "The etag of the resource is not the one in If-Match.");
        }
    }

    /** Puts a resource where it belongs, with a new etag and this {@code provisioningState}. */
    private MapValue save(MapValue row, String state) {
        MapValue properties =
                row.get("properties") instanceof MapValue given ? given : MapValue.EMPTY;
        Value next = new StringValue(state);
        MapValue saved =
                withEtag(
                        Table.with(
                                row,
                                "properties",
                                Table.with(properties, "provisioningState", next)));
        byId.put(lower(Company.text(saved, "id")), saved);
        return saved;
    }

    private MapValue withEtag(MapValue row) {
        return Table.with(
                row,
                "etag",
                new StringValue(String.format(Locale.ROOT, "W/\"lab-%04d\"", ++lastEtag)));
    }

    static String state(MapValue row) {
        return row.get("properties") instanceof MapValue properties
                ? Company.text(properties, "provisioningState")
                : "";
    }

    private static MapValue laidOver(MapValue under, MapValue over) {
        Map<String, Value> fields = new LinkedHashMap<>(under.entries());
        fields.putAll(over.entries());
        return new MapValue(fields);
    }

    private static String lower(String id) {
        return id.toLowerCase(Locale.ROOT);
    }
}
