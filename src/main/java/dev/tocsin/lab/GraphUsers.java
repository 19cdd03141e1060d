package dev.tocsin.lab;

import dev.tocsin.value.BoolValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Users of the directory: who they are, whose they are, whether they may sign in.
 *
 * @see <a href="https://learn.microsoft.com/en-us/graph/api/resources/user">user</a>
 */
final class GraphUsers {

    /** What a user shows where nothing is selected; the account's state is not among it. */
    private static final List<String> USUAL =
            List.of(
                    "id",
                    "userPrincipalName",
                    "displayName",
                    "mail",
                    "jobTitle",
                    "givenName",
                    "surname",
                    "mobilePhone",
                    "officeLocation",
                    "preferredLanguage");

    private static final int MOST_GROUPS = 20;

    private final Company company;
    private final GraphErrors errors;
    private final GraphDirectory directory;
    private final GraphCollections collections;

    GraphUsers(GraphDirectory directory, Company company, GraphCollections collections) {
        this.directory = directory;
        this.company = company;
        this.errors = collections.errors();
        this.collections = collections;
    }

    void addTo(Routes routes) {
        routes.on("GET", "/users", this::list)
                .on("GET", "/users/{id}", r -> answer(directory.user(r.id()), r))
                .on("PATCH", "/users/{id}", this::update)
                .on("GET", "/users/{id}/manager", this::manager)
                .on("POST", "/users/{id}/revokeSignInSessions", this::revokeSessions)
                .on("POST", "/users/{id}/checkMemberGroups", this::checkMemberGroups)
                .on("GET", "/users/{id}/memberOf", r -> memberOf(r, false))
                .on("GET", "/users/{id}/transitiveMemberOf", r -> memberOf(r, true))
                .on("GET", "/users/{id}/ownedDevices", r -> devices(r, true))
                .on("GET", "/users/{id}/registeredDevices", r -> devices(r, false));
    }

    /** The usual properties of a user, in their order. */
    static MapValue usual(MapValue user) {
        MapValue.Builder out = MapValue.builder();
        for (String field : USUAL) {
            out.put(field, Table.value(user, field));
        }
        return out.build();
    }

    private Answer list(Request request) {
        return collections.list(
                request, directory.users(), "users", GraphListRules.DIRECTORY, GraphUsers::usual);
    }

    private static Answer answer(MapValue user, Request request) {
        MapValue.Builder out =
                MapValue.builder().put("@odata.context", GraphErrors.CONTEXT + "users/$entity");
        String select = request.query().get("$select");
        MapValue shown =
                select == null
                        ? usual(user)
                        : GraphCollections.selected(GraphDirectory.shown(user), select);
        shown.entries().forEach(out::put);
        return Answer.json(200, out.build());
    }

    private Answer manager(Request request) {
        MapValue user = directory.user(request.id());
        String manager = user.text("manager");
        if (manager == null) {
            throw errors.missing("manager");
        }
        return answer(directory.user(manager), request);
    }

    private Answer update(Request request) {
        MapValue user = directory.user(request.id());
        MapValue body = request.json();
        if (body == null
                || body.entries().size() != 1
                || !(body.get("accountEnabled") instanceof BoolValue enabled)) {
            throw errors.refuse(
                    400, "BadRequest", "The lab can change `accountEnabled` of a user only.");
        }
        directory.set(user, "accountEnabled", enabled);
        return Answer.empty(204);
    }

    private Answer revokeSessions(Request request) {
        MapValue user = directory.user(request.id());
        company.revokeSessions(Company.text(user, "id"));
        directory.set(user, "signInSessionsValidFromDateTime", new StringValue(company.now()));
        return Answer.json(
                200,
                MapValue.builder()
                        .put("@odata.context", GraphErrors.CONTEXT + "Edm.Boolean")
                        .put("value", true)
                        .build());
    }

    private Answer checkMemberGroups(Request request) {
        String id = Company.text(directory.user(request.id()), "id");
        List<String> asked = texts(request.json(), "groupIds");
        if (asked == null || asked.isEmpty() || asked.size() > MOST_GROUPS) {
            throw errors.refuse(
                    400,
                    "Request_BadRequest",
                    "The number of values in 'groupIds' must be between 1 and 20.");
        }
        Set<String> known = Set.copyOf(asked);
        List<Value> found = new ArrayList<>();
        for (MapValue group : directory.groupsOf(id, true)) {
            if (known.contains(group.text("id"))) {
                found.add(new StringValue(Company.text(group, "id")));
            }
        }
        return Answer.json(
                200,
                MapValue.builder()
                        .put("@odata.context", GraphErrors.CONTEXT + "Collection(Edm.String)")
                        .put("value", new ListValue(found))
                        .build());
    }

    /** The texts of a list in a body; null where it is something else. */
    static @Nullable List<String> texts(@Nullable MapValue body, String field) {
        if (body == null || !(body.get(field) instanceof ListValue(List<Value> items))) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (Value item : items) {
            if (!(item instanceof StringValue(String text))) {
                return null;
            }
            texts.add(text);
        }
        return texts;
    }

    private Answer memberOf(Request request, boolean transitive) {
        String id = Company.text(directory.user(request.id()), "id");
        return collections.list(
                request,
                directory.groupsOf(id, transitive),
                "directoryObjects",
                GraphListRules.DIRECTORY);
    }

    private Answer devices(Request request, boolean owned) {
        String id = Company.text(directory.user(request.id()), "id");
        return collections.list(
                request,
                directory.devicesOf(id, owned),
                "directoryObjects",
                GraphListRules.DIRECTORY);
    }
}
