package dev.tocsin.lab;

import dev.tocsin.value.BoolValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The people of the company and their accounts in Office 365, as the service sees them. The form of
 * a tree is not documented; the lab has its own.
 *
 * @see <a href="https://learn.microsoft.com/en-us/defender-cloud-apps/api-entities">entities
 *     API</a>
 */
final class CloudAppEntities {

    private static final int ACCOUNT = 1;
    private static final int USER = 2;
    private static final int ACTIVE = 2;
    private static final int SUSPENDED = 3;

    private static final CloudAppFields FILTERS =
            new CloudAppFields()
                    .at("type", "eq neq", "type")
                    .at("isAdmin", "eq", "isAdmin")
                    .at("userGroups", "eq neq", "userGroups._id")
                    .at("app", "eq neq", "appData.saas")
                    .at("isExternal", "eq", "isExternal")
                    .at("domain", "eq neq isset isnotset", "domain")
                    .at("organization", "eq neq isset isnotset", "organization")
                    .at("status", "eq neq", "status")
                    .on(
                            "entity",
                            "eq neq",
                            row -> List.of(CloudAppFields.key(Company.text(row, "id"))));

    private final Company company;
    private final CloudAppLists lists;

    CloudAppEntities(Company company) {
        this.company = company;
        this.lists =
                new CloudAppLists(
                        company,
                        FILTERS,
                        new CloudAppFields()
                                .at("date", "", "lastSeen")
                                .at("severity", "", "threatScore"));
    }

    void addTo(Routes routes) {
        routes.on("GET", "/entities/", this::list)
                .on("POST", "/entities/", this::list)
                .on("GET", "/entities/{pk}/", r -> Answer.json(200, entity(r.id())))
                .on("GET", "/entities/{pk}/retrieve_tree/", this::tree);
    }

    private Answer list(Request request) {
        List<MapValue> entities = new ArrayList<>();
        for (MapValue user : company.users().rows()) {
            entities.add(entity(user));
        }
        return lists.answer(request, entities);
    }

    private Answer tree(Request request) {
        MapValue user = entity(request.id());
        MapValue account =
                Table.with(
                        Table.only(user, List.of("id", "displayName", "appData", "status", "sid")),
                        "type",
                        IntValue.of(ACCOUNT));
        return Answer.json(200, Table.with(user, "accounts", ListValue.of(account)));
    }

    /** The entity of {@code {"id", "saas", "inst"}}, written in Base64. */
    private MapValue entity(String pk) {
        MapValue key = key(pk);
        boolean here = CloudAppFields.number(key, "saas") == CloudApp.OFFICE_365.id();
        return entity(
                CloudAppErrors.found(here ? company.users().get(Company.text(key, "id")) : null));
    }

    private static MapValue key(String pk) {
        try {
            byte[] json = Base64.getDecoder().decode(pk.getBytes(StandardCharsets.US_ASCII));
            if (Json.parse(json) instanceof MapValue key) {
                return key;
            }
        } catch (IllegalArgumentException | JsonException _) {
            // Refused below.
        }
        throw CloudAppErrors.refuse("The key of an entity is an object of JSON in Base64.");
    }

    private MapValue entity(MapValue user) {
        String id = Company.text(user, "id");
        String name = Company.text(user, "userPrincipalName");
        int app = CloudApp.OFFICE_365.id();
        return MapValue.builder()
                .put("_id", DerivedIds.hex("entity:" + id, 24))
                .put("id", id)
                .put("type", USER)
                .put("idType", 1)
                .put("displayName", Company.text(user, "displayName"))
                .put("username", Json.write(CloudAppFields.key(id)))
                .put("email", name)
                .put("domain", name.substring(name.indexOf('@') + 1))
                .put("organization", NullValue.NULL)
                .put("role", NullValue.NULL)
                .put("status", user.get("accountEnabled") == BoolValue.FALSE ? SUSPENDED : ACTIVE)
                .put("isAdmin", false)
                .put("isExternal", false)
                .put("isFake", false)
                .put("lastSeen", company.now())
                .put("threatScore", risk(id))
                .put("sid", NullValue.NULL)
                .put("ii", app + "|0|" + id)
                .put(
                        "appData",
                        MapValue.builder()
                                .put("appId", app)
                                .put("name", CloudApp.OFFICE_365.title())
                                .put("saas", app)
                                .put("instance", 0)
                                .build())
                .put("userGroups", ListValue.EMPTY)
                .put("identifiers", ListValue.EMPTY)
                .put("subApps", ListValue.EMPTY)
                .put("actions", ListValue.EMPTY)
                .build();
    }

    private Value risk(String id) {
        MapValue risk = company.riskyUsers().get(id);
        return risk == null
                ? NullValue.NULL
                : IntValue.of(
                        switch (Company.text(risk, "riskLevel")) {
                            case "high" -> 90;
                            case "medium" -> 50;
                            case "low" -> 20;
                            default -> 0;
                        });
    }
}
