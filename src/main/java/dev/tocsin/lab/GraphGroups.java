package dev.tocsin.lab;

import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Groups of the directory and their members.
 *
 * @see <a href="https://learn.microsoft.com/en-us/graph/api/resources/group">group</a>
 */
final class GraphGroups {

    private final GraphErrors errors;
    private final GraphDirectory directory;
    private final GraphCollections collections;

    GraphGroups(GraphDirectory directory, GraphCollections collections) {
        this.directory = directory;
        this.errors = collections.errors();
        this.collections = collections;
    }

    void addTo(Routes routes) {
        routes.on("GET", "/groups", this::list)
                .on("GET", "/groups/{id}", this::get)
                .on("GET", "/groups/{id}/members", r -> members(r, false))
                .on("GET", "/groups/{id}/transitiveMembers", r -> members(r, true))
                .on("POST", "/groups/{id}/members/$ref", this::add)
                .on("DELETE", "/groups/{id}/members/{member}/$ref", this::remove)
                .on("DELETE", "/groups/{id}/members/{member}", this::deleteForGood);
    }

    private Answer list(Request request) {
        return collections.list(request, directory.groups(), "groups", GraphListRules.DIRECTORY);
    }

    private Answer get(Request request) {
        MapValue group = Table.without(directory.group(request.id()), List.of("members"));
        MapValue.Builder out =
                MapValue.builder().put("@odata.context", GraphErrors.CONTEXT + "groups/$entity");
        GraphCollections.selected(group, request.query().get("$select"))
                .entries()
                .forEach(out::put);
        return Answer.json(200, out.build());
    }

    private Answer members(Request request, boolean transitive) {
        List<MapValue> found = new ArrayList<>();
        for (String id : directory.members(directory.group(request.id()), transitive)) {
            found.add(directory.object(id));
        }
        return collections.list(request, found, "directoryObjects", GraphListRules.DIRECTORY);
    }

    private Answer add(Request request) {
        MapValue group = directory.group(request.id());
        String id = reference(request.json());
        if (id == null) {
            throw errors.refuse(
                    400,
                    "Request_BadRequest",
                    "Invalid URL format specified in @odata.id for an entity reference link.");
        }
        directory.object(id);
        List<String> members = directory.members(group);
        if (members.contains(id)) {
            throw errors.refuse(
                    400,
                    "Request_BadRequest",
                    "One or more added object references already exist for the following modified"
                            + " properties: 'members'.");
        }
        members.add(id);
        directory.setMembers(group, members);
        return Answer.empty(204);
    }

    private static @Nullable String reference(@Nullable MapValue body) {
        String link = body == null ? null : body.text("@odata.id");
        int slash = link == null ? -1 : link.lastIndexOf("/directoryObjects/");
        return link == null || slash < 0
                ? null
                : link.substring(slash + "/directoryObjects/".length());
    }

    private Answer remove(Request request) {
        MapValue group = directory.group(request.id());
        List<String> members = directory.members(group);
        String id = request.variables().getLast();
        if (!members.remove(id)) {
            throw errors.missing(id);
        }
        directory.setMembers(group, members);
        return Answer.empty(204);
    }

    /** Without {@code $ref} the service deletes the person; the lab does not. */
    private Answer deleteForGood(Request request) {
        throw errors.refuse(
                403,
                "Authorization_RequestDenied",
                "Insufficient privileges to delete " + request.variables().getLast() + ".");
    }
}
