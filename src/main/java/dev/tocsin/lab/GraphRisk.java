package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
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

    private static final String CONTEXT =
            "https://graph.microsoft.com/v1.0/$metadata#identityProtection/riskyUsers";

    private final Company company;
    private final GraphErrors errors;

    GraphRisk(Company company, GraphErrors errors) {
        this.company = company;
        this.errors = errors;
    }

    void addTo(Routes routes) {
        String path = "/identityProtection/riskyUsers";
        routes.on("GET", path, this::list)
                .on("GET", path + "/{id}", this::get)
                .on(
                        "POST",
                        path + "/confirmCompromised",
                        r -> mark(r, "high", "confirmedCompromised"))
                .on("POST", path + "/dismiss", r -> mark(r, "none", "dismissed"));
    }

    private Answer list(Request request) {
        MapValue.Builder out = MapValue.builder().put("@odata.context", CONTEXT);
        return Answer.json(
                200, ODataQuery.apply(company.riskyUsers().rows(), request.query(), out).build());
    }

    private Answer get(Request request) {
        MapValue risk = company.riskyUsers().get(request.id());
        if (risk == null) {
            throw errors.refuse(
                    404, "ResourceNotFound", "No risky user with the id " + request.id() + ".");
        }
        MapValue.Builder out = MapValue.builder().put("@odata.context", CONTEXT + "/$entity");
        risk.entries().forEach(out::put);
        return Answer.json(200, out.build());
    }

    private Answer mark(Request request, String level, String state) {
        MapValue body = request.json();
        if (body == null
                || !(body.get("userIds") instanceof ListValue(List<Value> ids))
                || ids.isEmpty()) {
            throw errors.refuse(400, "BadRequest", "userIds is missing or empty.");
        }
        List<MapValue> users = new ArrayList<>();
        for (Value id : ids) {
            MapValue user =
                    id instanceof StringValue(String text) ? company.users().get(text) : null;
            if (user == null) {
                throw errors.refuse(404, "ResourceNotFound", "A user does not exist.");
            }
            users.add(user);
        }
        for (MapValue user : users) {
            company.riskyUsers().put(risk(user, level, state));
        }
        return Answer.empty(204);
    }

    private MapValue risk(MapValue user, String level, String state) {
        return MapValue.builder()
                .put("id", Company.text(user, "id"))
                .put("userPrincipalName", Company.text(user, "userPrincipalName"))
                .put("userDisplayName", Company.text(user, "displayName"))
                .put("riskLevel", level)
                .put("riskState", state)
                .put(
                        "riskDetail",
                        state.equals("dismissed")
                                ? "adminDismissedAllRiskForUser"
                                : "adminConfirmedUserCompromised")
                .put("riskLastUpdatedDateTime", company.now())
                .put("isDeleted", false)
                .put("isProcessing", false)
                .build();
    }
}
