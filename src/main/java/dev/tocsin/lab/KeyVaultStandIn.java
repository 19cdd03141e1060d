package dev.tocsin.lab;

import dev.tocsin.value.BoolValue;
import dev.tocsin.value.IntValue;
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
 * One vault of Azure Key Vault, version 7.4. What can be read of it are secrets, and of keys and
 * certificates what is public.
 *
 * @see <a href="https://learn.microsoft.com/en-us/rest/api/keyvault/">Key Vault REST API</a>
 */
final class KeyVaultStandIn implements StandIn {

    private static final String VERSION = "7.4";
    private static final int LARGEST_PAGE = 25;
    private static final Set<String> WRITABLE =
            Set.of("value", "contentType", "tags", "attributes");

    private final Site site;
    private final Company company;
    private final String url;
    private final Map<String, List<MapValue>> secrets = new LinkedHashMap<>();
    private final List<Value> deleted;
    private final MapValue start;
    private final Routes routes = new Routes();
    private long lastVersion;

    KeyVaultStandIn(Site site) {
        this.site = site;
        this.company = site.company();
        this.url = site.baseUrl() + prefix();
        this.start = company.section(service());
        this.deleted = ((ListValue) start.entries().get("deleted")).items();
        for (Value item : ((ListValue) start.entries().get("secrets")).items()) {
            MapValue row = (MapValue) item;
            add(Company.text(row, "name"), row);
        }
        routes.on("GET", "/secrets", this::list)
                .on("GET", "/secrets/{name}", r -> Answer.json(200, secret(r.id(), null)))
                .on("GET", "/secrets/{name}/versions", this::versions)
                .on(
                        "GET",
                        "/secrets/{name}/{version}",
                        r -> Answer.json(200, secret(r.id(), r.variables().get(1))))
                .on("PUT", "/secrets/{name}", this::set)
                .on("GET", "/certificates/{name}", r -> other("certificates", "Certificate", r))
                .on(
                        "GET",
                        "/certificates/{name}/{version}",
                        r -> other("certificates", "Certificate", r))
                .on("GET", "/keys/{name}", r -> other("keys", "Key", r))
                .on("GET", "/keys/{name}/{version}", r -> other("keys", "Key", r));
    }

    @Override
    public String service() {
        return "keyvault";
    }

    @Override
    public String prefix() {
        return "/vault";
    }

    @Override
    public Reach reach() {
        return site.entra(service(), prefix(), "https://vault.azure.net/.default");
    }

    @Override
    public @Nullable Answer answer(Request request) {
        String fault = site.tokens().fault(request.header("authorization"), Audience.VAULT);
        if (fault != null) {
            return failure(401);
        }
        String version = request.query().get("api-version");
        if (!VERSION.equals(version)) {
            return KeyVaultErrors.answer(
                    400, "BadParameter", "The lab knows the api-version 7.4.", null);
        }
        return routes.answer(request);
    }

    @Override
    public Answer failure(int status) {
        return KeyVaultErrors.answer(status);
    }

    /** Names and how often each was set; values are nobody's business. */
    @Override
    public MapValue state() {
        List<Value> shown = new ArrayList<>();
        secrets.forEach(
                (name, versions) ->
                        shown.add(
                                MapValue.builder()
                                        .put("id", name)
                                        .put("versions", IntValue.of(versions.size()))
                                        .build()));
        return MapValue.of("vaultSecrets", new ListValue(shown));
    }

    private Answer list(Request request) {
        List<Value> all = new ArrayList<>();
        for (List<MapValue> versions : secrets.values()) {
            MapValue newest = versions.getLast();
            String id = Company.text(newest, "id");
            Value bare = new StringValue(id.substring(0, id.lastIndexOf('/')));
            all.add(Table.with(without(newest), "id", bare));
        }
        return page(request, all);
    }

    private Answer versions(Request request) {
        List<Value> all = new ArrayList<>();
        secrets.getOrDefault(request.id(), List.of()).forEach(version -> all.add(without(version)));
        return page(request, all);
    }

    private Answer page(Request request, List<Value> all) {
        int from = number(request, "$skiptoken", 0, Integer.MAX_VALUE);
        int size = number(request, "maxresults", LARGEST_PAGE, LARGEST_PAGE);
        int to = Math.min(all.size(), from + size);
        Value next =
                to == all.size()
                        ? dev.tocsin.value.NullValue.NULL
                        : new StringValue(
                                url
                                        + request.path()
                                        + "?api-version="
                                        + VERSION
                                        + "&maxresults="
                                        + size
                                        + "&"
                                        + Queries.pair("$skiptoken", Integer.toString(to)));
        return Answer.json(
                200,
                MapValue.builder()
                        .put("value", new ListValue(List.copyOf(all.subList(from, to))))
                        .put("nextLink", next)
                        .build());
    }

    private static int number(Request request, String name, int otherwise, int largest) {
        String text = request.query().get(name);
        try {
            int number = text == null ? otherwise : Integer.parseUnsignedInt(text);
            if (number <= largest) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Falls through to the answer for what is no number in range.
        }
        throw KeyVaultErrors.refuse(400, "BadParameter", "Invalid " + name + ".", null);
    }

    private MapValue secret(String name, @Nullable String version) {
        MapValue found = null;
        for (MapValue each : secrets.getOrDefault(name, List.of())) {
            if (version == null || Company.text(each, "id").endsWith("/" + version)) {
                found = each;
            }
        }
        if (found == null) {
            throw KeyVaultErrors.notFound("Secret", name);
        }
        MapValue attributes = (MapValue) found.entries().get("attributes");
        if (attributes.get("enabled") == BoolValue.FALSE) {
            throw KeyVaultErrors.disabled("secret", "SecretDisabled");
        }
        return found;
    }

    private Answer set(Request request) {
        String name = request.id();
        if (deleted.contains(new StringValue(name))) {
            throw KeyVaultErrors.refuse(
                    409,
                    "Conflict",
                    "Secret "
                            + name
                            + " is currently in a deleted but recoverable state, and its name"
                            + " cannot be reused; in this state, the secret can only be recovered"
                            + " or purged.",
                    "ObjectIsDeletedButRecoverable");
        }
        MapValue body = request.json();
        if (body == null
                || !WRITABLE.containsAll(body.entries().keySet())
                || body.text("value") == null) {
            throw KeyVaultErrors.refuse(
                    400, "BadParameter", "Property value is missing or unknown.", null);
        }
        return Answer.json(200, add(name, body));
    }

    private MapValue add(String name, MapValue given) {
        String version = String.format(Locale.ROOT, "%032x", ++lastVersion);
        long now = company.instant().getEpochSecond();
        Map<String, Value> attributes = new LinkedHashMap<>();
        attributes.put("enabled", BoolValue.TRUE);
        attributes.put("created", IntValue.of(now));
        attributes.put("updated", IntValue.of(now));
        attributes.put("recoveryLevel", new StringValue("Recoverable+Purgeable"));
        attributes.put("recoverableDays", IntValue.of(90));
        if (given.get("attributes") instanceof MapValue own) {
            attributes.putAll(own.entries());
        }
        Map<String, Value> secret = new LinkedHashMap<>();
        secret.put("value", new StringValue(Company.text(given, "value")));
        secret.put("id", new StringValue(url + "/secrets/" + name + "/" + version));
        for (String field : List.of("contentType", "tags")) {
            Value value = given.get(field);
            if (value != null) {
                secret.put(field, value);
            }
        }
        secret.put("attributes", new MapValue(attributes));
        MapValue row = new MapValue(secret);
        secrets.computeIfAbsent(name, _ -> new ArrayList<>()).add(row);
        return row;
    }

    private static MapValue without(MapValue secret) {
        Map<String, Value> fields = new LinkedHashMap<>(secret.entries());
        fields.remove("value");
        return new MapValue(fields);
    }

    private Answer other(String list, String kind, Request request) {
        MapValue rows = (MapValue) start.entries().get(list);
        if (!(rows.get(request.id()) instanceof MapValue row)) {
            throw KeyVaultErrors.notFound(kind, request.id());
        }
        return Answer.json(200, row);
    }
}
