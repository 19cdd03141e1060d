package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Deployments of templates whose resources have constant names. They go on by one state with each
 * look; the resources are there when it has ended.
 *
 * @see <a href="https://learn.microsoft.com/en-us/rest/api/resources/deployments">deployments</a>
 */
final class ArmDeployments {

    private static final Set<String> MODES = Set.of("Incremental", "Complete");

    private final Company company;
    private final ArmResources resources;
    private final String url;
    private final Map<String, MapValue> byId = new LinkedHashMap<>();
    private final Map<String, ListValue> templates = new LinkedHashMap<>();
    private final Map<String, MapValue> comparisons = new LinkedHashMap<>();

    /**
     * @param url of the stand-in, without a slash at the end
     */
    ArmDeployments(Company company, ArmResources resources, String url) {
        this.company = company;
        this.resources = resources;
        this.url = url;
    }

    List<MapValue> all() {
        return List.copyOf(byId.values());
    }

    /**
     * @param scope {@code /subscriptions/ID/resourceGroups/NAME}
     */
    Answer put(Request request, String scope, String name) {
        MapValue properties = properties(request);
        ListValue template = template(properties);
        String id = scope + "/providers/Microsoft.Resources/deployments/" + name;
        MapValue old = byId.get(id);
        if (old != null && ArmResources.state(old).equals("Running")) {
            throw ArmErrors.refuse(
                    409,
                    "DeploymentActive",
                    "Unable to edit or replace deployment '"
                            + name
                            + "': previous deployment is"
                            + " still active.");
        }
        MapValue deployment =
                MapValue.builder()
                        .put("id", id)
                        .put("name", name)
                        .put("type", "Microsoft.Resources/deployments")
                        .put(
                                "properties",
                                MapValue.builder()
                                        .put("mode", Company.text(properties, "mode"))
                                        .put("provisioningState", "Accepted")
                                        .put("timestamp", company.now())
                                        .put("correlationId", company.nextGuid())
                                        .put("duration", "PT0S")
                                        .build())
                        .build();
        byId.put(id, deployment);
        templates.put(id, template);
        return Answer.json(old == null ? 201 : 200, deployment);
    }

    Answer look(String scope, String name) {
        String id = scope + "/providers/Microsoft.Resources/deployments/" + name;
        MapValue deployment = byId.get(id);
        if (deployment == null) {
            throw ArmErrors.refuse(
                    404, "DeploymentNotFound", "Deployment '" + name + "' could not be found.");
        }
        switch (ArmResources.state(deployment)) {
            case "Accepted" -> state(deployment, "Running");
            case "Running" -> {
                state(deployment, "Succeeded");
                for (Value item : templates.getOrDefault(id, ListValue.EMPTY).items()) {
                    create(scope, (MapValue) item);
                }
            }
            default -> {}
        }
        return Answer.json(200, byId.getOrDefault(id, deployment));
    }

    /** Works the difference out at once, and tells of it at the second look. */
    Answer whatIf(Request request, String scope) {
        ListValue template = template(properties(request));
        List<Value> changes = new ArrayList<>();
        for (Value item : template.items()) {
            String id = id(scope, (MapValue) item);
            changes.add(
                    MapValue.builder()
                            .put("resourceId", id)
                            .put("changeType", resources.find(id) == null ? "Create" : "Modify")
                            .build());
        }
        String name = company.nextGuid();
        comparisons.put(
                name,
                MapValue.builder()
                        .put("status", "Running")
                        .put("changes", new ListValue(changes))
                        .build());
        return Answer.empty(202)
                .with(
                        "Location",
                        url
                                + "/subscriptions/"
                                + scope.split("/")[2]
                                + "/operationresults/"
                                + name
                                + "?api-version=2025-04-01&t=638000000000000000&c=lab&s=lab&h=lab")
                .with("Retry-After", "15");
    }

    Answer comparison(String name) {
        MapValue known = comparisons.get(name);
        if (known == null) {
            throw ArmErrors.refuse(404, "NotFound", "The operation result was not found.");
        }
        if (Company.text(known, "status").equals("Running")) {
            comparisons.put(name, Table.with(known, "status", new StringValue("Succeeded")));
            return Answer.empty(202).with("Retry-After", "15");
        }
        return Answer.json(
                200,
                MapValue.builder()
                        .put("status", "Succeeded")
                        .put("properties", MapValue.of("changes", known.entries().get("changes")))
                        .build());
    }

    private void create(String scope, MapValue resource) {
        Map<String, Value> fields = new LinkedHashMap<>(resource.entries());
        String type = Company.text(resource, "type");
        fields.remove("apiVersion");
        fields.remove("name");
        Request nothing = new Request("PUT", "", Map.of(), Map.of(), new byte[0], List.of());
        String id = id(scope, resource);
        resources.save(nothing, id, type, new MapValue(fields), false);
        resources.look(id);
    }

    private static String id(String scope, MapValue resource) {
        return scope
                + "/providers/"
                + Company.text(resource, "type")
                + "/"
                + Company.text(resource, "name");
    }

    private void state(MapValue deployment, String state) {
        MapValue properties = (MapValue) deployment.entries().get("properties");
        byId.put(
                Company.text(deployment, "id"),
                Table.with(
                        deployment,
                        "properties",
                        Table.with(properties, "provisioningState", new StringValue(state))));
    }

    private static MapValue properties(Request request) {
        if (ArmErrors.body(request).get("properties") instanceof MapValue properties
                && MODES.contains(properties.text("mode"))) {
            return properties;
        }
        throw invalid("The deployment has no 'properties' with a 'mode'.");
    }

    private ListValue template(MapValue properties) {
        if (!(properties.get("template") instanceof MapValue template)
                || !(template.get("resources") instanceof ListValue list)
                || template.text("contentVersion") == null) {
            throw invalid("The lab deploys templates that are given, with 'resources' in a list.");
        }
        for (Value item : list.items()) {
            if (!(item instanceof MapValue resource)) {
                throw invalid("Each of 'resources' is an object.");
            }
            String name = Company.text(resource, "name");
            if (name.isEmpty() || name.startsWith("[")) {
                throw invalid("The lab deploys resources with constant names only.");
            }
            resources.type(Company.text(resource, "type"), Company.text(resource, "apiVersion"));
        }
        return list;
    }

    private static RefusedException invalid(String why) {
        return new RefusedException(
                Answer.json(
                        400,
                        MapValue.of(
                                "error",
                                MapValue.builder()
                                        .put("code", "InvalidTemplate")
                                        .put("message", "Deployment template validation failed.")
                                        .put(
                                                "details",
                                                ListValue.of(
                                                        MapValue.builder()
                                                                .put("code", "InvalidTemplate")
                                                                .put("message", why)
                                                                .build()))
                                        .build())));
    }
}
