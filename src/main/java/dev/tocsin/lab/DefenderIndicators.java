package dev.tocsin.lab;

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
import java.util.Set;

/**
 * The block and allow list: an indicator is its type and value, so that submitting one again
 * changes it.
 *
 * @see <a
 *     href="https://learn.microsoft.com/en-us/defender-endpoint/api/ti-indicator">indicators</a>
 */
final class DefenderIndicators {

    private static final DefenderCollection INDICATORS =
            new DefenderCollection(
                    "Indicators",
                    Set.of(
                            "application",
                            "createdByDisplayName",
                            "expirationTime",
                            "generateAlert",
                            "title",
                            "rbacGroupNames",
                            "rbacGroupIds",
                            "indicatorValue",
                            "indicatorType",
                            "creationTimeDateTimeUtc",
                            "createdBy",
                            "action",
                            "severity"));
    private static final List<String> SHOWN =
            List.of("id", "indicatorType", "indicatorValue", "action", "title", "expirationTime");

    private final DefenderTenant tenant;
    private final Table indicators;
    private int lastId = 1000;

    DefenderIndicators(DefenderTenant tenant) {
        this.tenant = tenant;
        this.indicators = tenant.table("indicators", "id");
    }

    void addTo(Routes routes) {
        routes.on(
                        "GET",
                        "/indicators",
                        request -> tenant.page(INDICATORS, indicators.rows(), request))
                .on("POST", "/indicators", this::submit)
                .on("POST", "/indicators/import", this::load)
                .on("POST", "/indicators/BatchDelete", this::deleteAll)
                .on("DELETE", "/indicators/{id}", this::delete);
    }

    ListValue state() {
        return indicators.map(row -> Table.only(row, SHOWN));
    }

    private Answer submit(Request request) {
        MapValue body = tenant.body(request, IndicatorRules.FIELDS);
        IndicatorRules.Objection objection = IndicatorRules.objection(body);
        if (objection != null) {
            throw tenant.errors().refuse(400, objection.code(), objection.message());
        }
        return DefenderTenant.entity(200, "Indicators", stored(body));
    }

    private Answer load(Request request) {
        MapValue body = tenant.body(request, Set.of("Indicators"));
        if (!(body.get("Indicators") instanceof ListValue(List<Value> items)) || items.isEmpty()) {
            throw tenant.errors()
                    .refuse(400, "MissingRequiredParameter", "Indicators is missing or empty.");
        }
        tenant.atMost(500, items.size());
        List<Value> results = new ArrayList<>();
        for (Value item : items) {
            results.add(loaded(item instanceof MapValue map ? map : MapValue.EMPTY));
        }
        return Answer.json(200, MapValue.of("value", new ListValue(results)));
    }

    private MapValue loaded(MapValue indicator) {
        IndicatorRules.Objection objection = IndicatorRules.objection(indicator);
        MapValue.Builder result = MapValue.builder();
        if (objection == null) {
            result.put("id", Company.text(stored(indicator), "id"));
        } else {
            result.put("id", NullValue.NULL);
        }
        return result.put("indicator", Company.text(indicator, "indicatorValue"))
                .put("isFailed", objection != null)
                .put(
                        "failureReason",
                        objection == null ? NullValue.NULL : new StringValue(objection.message()))
                .build();
    }

    private MapValue stored(MapValue given) {
        MapValue known = known(given);
        Map<String, Value> row =
                new LinkedHashMap<>(known == null ? blank().entries() : known.entries());
        row.putAll(given.entries());
        if (known != null) {
            // Documented: only honoured on creation.
            row.put("application", known.entries().get("application"));
        }
        row.put("lastUpdateTime", new StringValue(tenant.company().now()));
        return indicators.put(new MapValue(row));
    }

    private @Nullable MapValue known(MapValue given) {
        for (MapValue row : indicators.rows()) {
            if (Company.text(given, "indicatorType").equals(row.text("indicatorType"))
                    && Company.text(given, "indicatorValue")
                            .equalsIgnoreCase(row.text("indicatorValue"))) {
                return row;
            }
        }
        return null;
    }

    /** One that a scenario has not given away already. */
    private String nextId() {
        do {
            lastId++;
        } while (indicators.get(Integer.toString(lastId)) != null);
        return Integer.toString(lastId);
    }

    private MapValue blank() {
        Company company = tenant.company();
        return MapValue.builder()
                .put("id", nextId())
                .put("indicatorValue", NullValue.NULL)
                .put("indicatorType", NullValue.NULL)
                .put("action", NullValue.NULL)
                .put("application", NullValue.NULL)
                .put("source", "tocsin")
                .put("sourceType", "AadApp")
                .put("createdBy", company.access().clientId())
                .put("createdBySource", "PublicApi")
                .put("severity", "Informational")
                .put("title", NullValue.NULL)
                .put("description", NullValue.NULL)
                .put("recommendedActions", NullValue.NULL)
                .put("educateUrl", NullValue.NULL)
                .put("externalID", NullValue.NULL)
                .put("creationTimeDateTimeUtc", company.now())
                .put("expirationTime", NullValue.NULL)
                .put("lastUpdateTime", company.now())
                .put("lastUpdatedBy", NullValue.NULL)
                .put("rbacGroupNames", ListValue.EMPTY)
                .put("rbacGroupIds", ListValue.EMPTY)
                .put("generateAlert", false)
                .build();
    }

    private Answer delete(Request request) {
        check(request.id());
        indicators.remove(request.id());
        return Answer.empty(204);
    }

    /** All of them or none. */
    private Answer deleteAll(Request request) {
        List<String> ids =
                tenant.texts(tenant.body(request, Set.of("IndicatorIds")), "IndicatorIds");
        for (String id : ids) {
            if (id.isEmpty() || !id.chars().allMatch(Character::isDigit)) {
                throw tenant.errors()
                        .refuse(400, "InvalidInput", "Invalid input IndicatorIds: " + id + ".");
            }
        }
        ids.forEach(this::check);
        ids.forEach(indicators::remove);
        return Answer.empty(204);
    }

    private void check(String id) {
        if (indicators.get(id) == null) {
            throw tenant.errors()
                    .refuse(404, "ResourceNotFound", "Indicator " + id + " was not found.");
        }
    }
}
