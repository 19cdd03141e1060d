package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.List;

/**
 * Identity protection. A user without a risk record is a 404, and so is a user principal name in
 * place of the object id: a playbook that mixes the two up would take everyone for safe.
 *
 * @see <a href="https://learn.microsoft.com/en-us/graph/api/resources/riskyuser">riskyUser</a>
 */
final class GraphRisk {

    private static final String PATH = "/identityProtection/riskyUsers";
    private static final String CONTEXT = "identityProtection/riskyUsers";

    /** What an administrator says of users. */
    private enum Verdict {
        COMPROMISED("high", "confirmedCompromised", "adminConfirmedUserCompromised"),
        DISMISSED("none", "dismissed", "adminDismissedAllRiskForUser"),
        SAFE("none", "confirmedSafe", "adminConfirmedAccountSafe");

        private final String level;
        private final String state;
        private final String detail;

        Verdict(String level, String state, String detail) {
            this.level = level;
            this.state = state;
            this.detail = detail;
        }
    }

    private final Company company;
    private final GraphErrors errors;
    private final GraphCollections collections;
    private final List<MapValue> history = new ArrayList<>();

    GraphRisk(Company company, GraphCollections collections, MapValue start) {
        this.company = company;
        this.errors = collections.errors();
        this.collections = collections;
        Table rows = new Table("id");
        rows.fill(start, "riskHistory");
        history.addAll(rows.rows());
    }

    void addTo(Routes routes) {
        routes.on("GET", PATH, this::list)
                .on("GET", PATH + "/{id}", this::get)
                .on("GET", PATH + "/{id}/history", this::history)
                .on("POST", PATH + "/confirmCompromised", r -> mark(r, Verdict.COMPROMISED))
                .on("POST", PATH + "/dismiss", r -> mark(r, Verdict.DISMISSED))
                .on("POST", PATH + "/confirmSafe", r -> mark(r, Verdict.SAFE));
    }

    private Answer list(Request request) {
        return collections.list(request, company.riskyUsers().rows(), CONTEXT, GraphListRules.RISK);
    }

    private Answer get(Request request) {
        MapValue.Builder out =
                MapValue.builder()
                        .put("@odata.context", GraphErrors.CONTEXT + CONTEXT + "/$entity");
        risk(request.id()).entries().forEach(out::put);
        return Answer.json(200, out.build());
    }

    private MapValue risk(String id) {
        MapValue risk = company.riskyUsers().get(id);
        if (risk == null) {
            throw errors.refuse(404, "ResourceNotFound", "No risky user with the id " + id + ".");
        }
        return risk;
    }

    private Answer history(Request request) {
        MapValue risk = risk(request.id());
        List<MapValue> items = new ArrayList<>();
        for (MapValue item : history) {
            if (request.id().equals(item.text("userId"))) {
                MapValue.Builder out = MapValue.builder();
                item.entries().forEach(out::put);
                items.add(
                        out.put("userPrincipalName", Company.text(risk, "userPrincipalName"))
                                .put("userDisplayName", Company.text(risk, "userDisplayName"))
                                .put("isDeleted", false)
                                .put("isProcessing", false)
                                .build());
            }
        }
        return collections.list(
                request, items, CONTEXT + "('" + request.id() + "')/history", GraphListRules.RISK);
    }

    private Answer mark(Request request, Verdict verdict) {
        List<String> ids = GraphUsers.texts(request.json(), "userIds");
        if (ids == null || ids.isEmpty()) {
            throw errors.refuse(400, "BadRequest", "userIds is missing or empty.");
        }
        List<MapValue> users = new ArrayList<>();
        for (String id : ids) {
            MapValue user = company.users().get(id);
            if (user == null) {
                throw errors.refuse(404, "ResourceNotFound", "A user does not exist.");
            }
            users.add(user);
        }
        for (MapValue user : users) {
            company.riskyUsers().put(risk(user, verdict));
            history.add(item(user, verdict));
        }
        return Answer.empty(204);
    }

    private MapValue risk(MapValue user, Verdict verdict) {
        return MapValue.builder()
                .put("id", Company.text(user, "id"))
                .put("userPrincipalName", Company.text(user, "userPrincipalName"))
                .put("userDisplayName", Company.text(user, "displayName"))
                .put("riskLevel", verdict.level)
                .put("riskState", verdict.state)
                .put("riskDetail", verdict.detail)
                .put("riskLastUpdatedDateTime", company.now())
                .put("isDeleted", false)
                .put("isProcessing", false)
                .build();
    }

    private MapValue item(MapValue user, Verdict verdict) {
        Value nobody = NullValue.NULL;
        return MapValue.builder()
                .put("userId", Company.text(user, "id"))
                .put("id", company.nextGuid())
                .put("riskLevel", verdict.level)
                .put("riskState", verdict.state)
                .put("riskDetail", verdict.detail)
                .put("riskLastUpdatedDateTime", company.now())
                .put("initiatedBy", nobody)
                .put(
                        "activity",
                        MapValue.builder()
                                .put("riskEventTypes", ListValue.EMPTY)
                                .put("detail", verdict.detail)
                                .build())
                .build();
    }
}
