package dev.tocsin.lab;

import dev.tocsin.value.BoolValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Accounts of people and services that Defender for Identity watches, in Active Directory and Okta.
 *
 * @see <a
 *     href="https://learn.microsoft.com/en-us/graph/api/resources/security-identityaccounts">identityAccounts</a>
 */
final class GraphIdentities {

    private static final String PATH = "/security/identities/identityAccounts";

    /** Which identity providers an action is for. */
    private static final Map<String, Set<String>> ACTIONS =
            Map.of(
                    "disable", Set.of("activeDirectory", "okta"),
                    "enable", Set.of("activeDirectory", "okta"),
                    "forcePasswordReset", Set.of("activeDirectory"),
                    "revokeAllSessions", Set.of("okta"),
                    "requireUserToSignInAgain", Set.of(),
                    "markUserAsCompromised", Set.of());

    private final Company company;
    private final GraphErrors errors;
    private final GraphCollections collections;
    private final Table identities = new Table("id");
    private final List<Value> actions = new ArrayList<>();

    GraphIdentities(Company company, GraphCollections collections, MapValue start) {
        this.company = company;
        this.errors = collections.errors();
        this.collections = collections;
        identities.fill(start, "identityAccounts");
    }

    void addTo(Routes routes) {
        routes.on("GET", PATH, this::list)
                .on("GET", PATH + "/{id}", this::get)
                .on("POST", PATH + "/{id}/invokeAction", this::act);
    }

    private Answer list(Request request) {
        return collections.list(
                request,
                identities.rows(),
                "security/identities/identityAccounts",
                GraphListRules.IDENTITIES);
    }

    private Answer get(Request request) {
        MapValue.Builder out =
                MapValue.builder()
                        .put(
                                "@odata.context",
                                GraphErrors.CONTEXT
                                        + "security/identities/identityAccounts/$entity");
        GraphCollections.selected(identity(request.id()), request.query().get("$select"))
                .entries()
                .forEach(out::put);
        return Answer.json(200, out.build());
    }

    private MapValue identity(String id) {
        MapValue identity = identities.get(id);
        if (identity == null) {
            throw errors.unknown("identity account", id);
        }
        return identity;
    }

    private Answer act(Request request) {
        MapValue identity = identity(request.id());
        MapValue body = request.json();
        String accountId = body == null ? null : body.text("accountId");
        String action = body == null ? null : body.text("action");
        String provider = body == null ? null : body.text("identityProvider");
        if (accountId == null || action == null || provider == null) {
            throw errors.refuse(
                    400, "BadRequest", "accountId, action and identityProvider are needed.");
        }
        if (!ACTIONS.getOrDefault(action, Set.of()).contains(provider)) {
            throw errors.refuse(
                    400,
                    "BadRequest",
                    "The action '" + action + "' is not supported for " + provider + ".");
        }
        if (!hasAccount(identity, accountId, provider)) {
            throw errors.unknown("account", accountId);
        }
        if (action.equals("disable") || action.equals("enable")) {
            boolean enabled = action.equals("enable");
            MapValue changed = Table.with(identity, "isEnabled", BoolValue.of(enabled));
            identities.set(changed, "accounts", offering(identity, accountId, enabled));
        }
        MapValue result =
                MapValue.builder()
                        .put("accountId", accountId)
                        .put("action", action)
                        .put("identityProvider", provider)
                        .put("correlationId", company.nextGuid())
                        .build();
        actions.add(
                MapValue.builder()
                        .put("displayName", Company.text(identity, "displayName"))
                        .put("action", action)
                        .put("identityProvider", provider)
                        .build());
        MapValue.Builder out =
                MapValue.builder()
                        .put(
                                "@odata.context",
                                GraphErrors.CONTEXT
                                        + "microsoft.graph.security.invokeActionResult");
        result.entries().forEach(out::put);
        return Answer.json(200, out.build());
    }

    /** The accounts, where the one that was changed offers the way back. */
    private static ListValue offering(MapValue identity, String accountId, boolean enabled) {
        List<Value> accounts = new ArrayList<>();
        if (identity.get("accounts") instanceof ListValue(List<Value> items)) {
            for (Value item : items) {
                MapValue account = (MapValue) item;
                accounts.add(
                        accountId.equals(account.text("identifier"))
                                ? Table.with(account, "actions", actions(account, enabled))
                                : account);
            }
        }
        return new ListValue(accounts);
    }

    private static ListValue actions(MapValue account, boolean enabled) {
        List<Value> actions = new ArrayList<>();
        actions.add(new StringValue(enabled ? "disable" : "enable"));
        if (account.get("actions") instanceof ListValue(List<Value> items)) {
            for (Value item : items) {
                if (!item.equals(new StringValue("enable"))
                        && !item.equals(new StringValue("disable"))) {
                    actions.add(item);
                }
            }
        }
        return new ListValue(actions);
    }

    private static boolean hasAccount(MapValue identity, String accountId, String provider) {
        return identity.get("accounts") instanceof ListValue(List<Value> accounts)
                && accounts.stream()
                        .anyMatch(
                                account ->
                                        account instanceof MapValue map
                                                && accountId.equals(map.text("identifier"))
                                                && provider.equals(map.text("identityProvider")));
    }

    /** What was done, oldest first. */
    ListValue state() {
        return new ListValue(actions);
    }
}
