package dev.tocsin.lab;

import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Azure Resource Manager over one subscription.
 *
 * @see <a href="https://learn.microsoft.com/en-us/rest/api/resources/">Resource Manager REST
 *     API</a>
 */
final class ArmStandIn implements StandIn {

    private static final String GROUPS = "Microsoft.Resources/resourceGroups";

    private final Site site;
    private final String subscription;
    private final ArmResources resources;
    private final ArmDeployments deployments;
    private final Routes routes = new Routes();

    ArmStandIn(Site site) {
        this.site = site;
        String url = site.baseUrl() + prefix();
        MapValue start = site.company().section(service());
        subscription = Company.text(start, "subscription");
        resources = new ArmResources(site.company(), start, url);
        deployments = new ArmDeployments(site.company(), resources, url);
        String group = "/subscriptions/{s}/resourceGroups/{g}";
        String provider = group + "/providers/{p}/{t}";
        String deployment = group + "/providers/Microsoft.Resources/deployments/{d}";
        routes.on("GET", "/subscriptions", _ -> list(List.of(subscription())))
                .on("GET", "/subscriptions/{s}", _ -> Answer.json(200, subscription()))
                .on("GET", "/subscriptions/{s}/resourceGroups", r -> page(r, scope(r), GROUPS))
                .on("GET", "/subscriptions/{s}/resources", r -> page(r, scope(r), null))
                .on(
                        "GET",
                        "/subscriptions/{s}/providers/{p}/locations/{l}/operations/{o}",
                        r -> resources.operation(r.variables().get(3)))
                .on(
                        "GET",
                        "/subscriptions/{s}/operationresults/{o}",
                        r -> deployments.comparison(r.variables().get(1)))
                .on("GET", group, r -> resources.look(scope(r)))
                .on("GET", group + "/resources", r -> page(r, scope(r), null))
                .on("GET", deployment, r -> deployments.look(scope(r), r.variables().get(2)))
                .on("PUT", deployment, r -> deployments.put(r, scope(r), r.variables().get(2)))
                .on("POST", deployment + "/whatIf", r -> deployments.whatIf(r, scope(r)))
                .on("GET", provider, r -> page(r, scope(r), type(r)))
                .on("GET", provider + "/{n}", r -> resources.look(id(r)))
                .on("PUT", provider + "/{n}", r -> save(r, false))
                .on("PATCH", provider + "/{n}", r -> save(r, true))
                .on("DELETE", provider + "/{n}", this::delete)
                .on("POST", provider + "/{n}/{a}", this::act);
    }

    @Override
    public String service() {
        return "azure-resource-manager";
    }

    @Override
    public String prefix() {
        return "/arm";
    }

    @Override
    public Reach reach() {
        return site.entra(service(), prefix(), "https://management.azure.com/.default");
    }

    @Override
    public @Nullable Answer answer(Request request) {
        Answer unauthorized = ArmErrors.unauthorized(site.tokens(), request);
        if (unauthorized != null) {
            return unauthorized;
        }
        ArmErrors.version(request);
        String[] segments = request.path().split("/");
        if (segments.length > 2 && !segments[2].equalsIgnoreCase(subscription)) {
            throw ArmErrors.refuse(
                    404,
                    "SubscriptionNotFound",
                    "The subscription '" + segments[2] + "' could not be found.");
        }
        return routes.answer(request);
    }

    @Override
    public Answer failure(int status) {
        return ArmErrors.answer(status);
    }

    @Override
    public MapValue state() {
        List<Value> shown = new ArrayList<>();
        for (MapValue row : resources.all()) {
            MapValue properties =
                    row.get("properties") instanceof MapValue given ? given : MapValue.EMPTY;
            Value tags = row.get("tags");
            Value rules = properties.get("securityRules");
            Map<String, Value> fields = new LinkedHashMap<>();
            fields.put("id", new StringValue(Company.text(row, "name")));
            fields.put("type", new StringValue(Company.text(row, "type")));
            fields.put("state", new StringValue(ArmResources.state(row)));
            fields.put("powerState", new StringValue(Company.text(properties, "powerState")));
            fields.put("tags", tags == null ? MapValue.EMPTY : tags);
            fields.put(
                    "securityRules",
                    rules instanceof ListValue list ? IntValue.of(list.size()) : NullValue.NULL);
            shown.add(new MapValue(fields));
        }
        List<Value> deployed = new ArrayList<>();
        for (MapValue row : deployments.all()) {
            deployed.add(
                    MapValue.builder()
                            .put("id", Company.text(row, "name"))
                            .put("state", ArmResources.state(row))
                            .build());
        }
        return MapValue.builder()
                .put("azureResources", new ListValue(shown))
                .put("azureDeployments", new ListValue(deployed))
                .build();
    }

    private MapValue subscription() {
        return MapValue.builder()
                .put("id", "/subscriptions/" + subscription)
                .put("subscriptionId", subscription)
                .put("displayName", "Contoso")
                .put("state", "Enabled")
                .build();
    }

    /** The subscription, or the resource group in it, that a path names. */
    private String scope(Request request) {
        String scope = "/subscriptions/" + subscription;
        if (!request.path().contains("/resourceGroups/")) {
            return scope;
        }
        String group = scope + "/resourceGroups/" + request.variables().get(1);
        if (resources.find(group) == null) {
            throw ArmErrors.refuse(
                    404,
                    "ResourceGroupNotFound",
                    "Resource group '" + request.variables().get(1) + "' could not be found.");
        }
        return group;
    }

    private static String type(Request request) {
        return request.variables().get(2) + "/" + request.variables().get(3);
    }

    private String id(Request request) {
        resources.type(type(request), ArmErrors.version(request));
        return scope(request) + "/providers/" + type(request) + "/" + request.variables().get(4);
    }

    private Answer save(Request request, boolean patched) {
        String id = id(request);
        MapValue body = ArmErrors.body(request);
        if (patched && resources.find(id) == null) {
            throw ArmErrors.refuse(
                    404, "ResourceNotFound", "The Resource '" + id + "' was not found.");
        }
        if (!patched && body.text("location") == null) {
            throw ArmErrors.refuse(
                    400,
                    "LocationRequired",
                    "The location property is required for this definition.");
        }
        return resources.save(request, id, type(request), body, patched);
    }

    private Answer delete(Request request) {
        return resources.delete(request, id(request));
    }

    private Answer act(Request request) {
        String id = id(request);
        String action = request.variables().get(5);
        MapValue type = resources.type(type(request), ArmErrors.version(request));
        if (resources.find(id) == null) {
            throw ArmErrors.refuse(
                    404, "ResourceNotFound", "The Resource '" + id + "' was not found.");
        }
        if (!(type.get("actions") instanceof MapValue actions) || actions.get(action) == null) {
            throw ArmErrors.refuse(
                    404, "InvalidResourceType", "The action '" + action + "' is not known.");
        }
        String after = Company.text(actions, action);
        return after.equals("keys")
                ? Answer.json(
                        200,
                        MapValue.of(
                                "keys",
                                ListValue.of(
                                        MapValue.builder()
                                                .put("keyName", "key1")
                                                .put("value", "lab-only-storage-key")
                                                .build())))
                : resources.run(id, after);
    }

    private Answer page(Request request, String scope, @Nullable String type) {
        for (String name : request.query().keySet()) {
            if (!name.equals("api-version") && !name.equals("$top")) {
                throw ArmErrors.refuse(
                        400, "InvalidFilterInQueryString", "The lab does not know '" + name + "'.");
            }
        }
        List<Value> found = resources.below(scope, type);
        String top = request.query().get("$top");
        try {
            int size = top == null ? found.size() : Integer.parseUnsignedInt(top);
            return list(found.subList(0, Math.min(size, found.size())));
        } catch (NumberFormatException _) {
            throw ArmErrors.refuse(400, "InvalidTopInQueryString", "'" + top + "' is no number.");
        }
    }

    private static Answer list(List<? extends Value> rows) {
        return Answer.json(200, MapValue.of("value", new ListValue(List.copyOf(rows))));
    }
}
