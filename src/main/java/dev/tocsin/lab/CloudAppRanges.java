package dev.tocsin.lab;

import dev.tocsin.value.BoolValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Ranges of IP addresses: listed, added, changed as a whole, taken away.
 *
 * @see <a href="https://learn.microsoft.com/en-us/defender-cloud-apps/api-data-enrichment">data
 *     enrichment API</a>
 */
final class CloudAppRanges {

    private static final int OTHER = 6;
    private static final Set<String> FIELDS =
            Set.of("name", "category", "subnets", "organization", "overrideOrganization", "tags");

    /** What tells those that come with the product; no record shows it. */
    private static final String BUILT_IN = "5f1b";

    private static final CloudAppFields FILTERS =
            new CloudAppFields()
                    .at("category", "eq neq", "category")
                    .on("tags", "eq neq", CloudAppRanges::tags)
                    .on("builtIn", "eq", row -> CloudAppFields.truth(isBuiltIn(row)));

    private final Company company;
    private final CloudAppLists lists;
    private final Table ranges = new Table("_id");
    private int made;

    CloudAppRanges(Company company, MapValue section) {
        this.company = company;
        this.lists =
                new CloudAppLists(
                        company,
                        FILTERS,
                        new CloudAppFields()
                                .at("category", "", "category")
                                .on("tags", "", CloudAppRanges::tags)
                                .at("name", "", "name"));
        for (MapValue row : Section.rows(section, "ranges")) {
            ranges.put(range(Company.text(row, "_id"), row));
        }
    }

    void addTo(Routes routes) {
        routes.on("GET", "/subnet/", r -> lists.answer(r, ranges.rows()))
                .on("POST", "/subnet/", r -> lists.answer(r, ranges.rows()))
                .on("POST", "/subnet/create_rule/", this::create)
                .on("POST", "/subnet/{id}/update_rule/", this::update)
                .on("DELETE", "/subnet/{id}/", this::delete);
    }

    ListValue state() {
        return ranges.map(
                range ->
                        Table.only(
                                range,
                                List.of("_id", "name", "category", "subnets", "organization")));
    }

    private Answer create(Request request) {
        MapValue body = body(request, null);
        String id = String.format(Locale.ROOT, "5f1c%020d", ++made);
        ranges.put(range(id, body));
        return Answer.json(200, new StringValue(id));
    }

    private Answer update(Request request) {
        String id = Company.text(known(request.id()), "_id");
        ranges.put(range(id, body(request, id)));
        return Answer.json(200, MapValue.of("success", BoolValue.TRUE));
    }

    private Answer delete(Request request) {
        ranges.remove(Company.text(known(request.id()), "_id"));
        return Answer.json(200, MapValue.of("success", BoolValue.TRUE));
    }

    private MapValue known(String id) {
        return CloudAppErrors.found(ranges.get(id));
    }

    /**
     * @param id the range that is changed; null for one that is added
     */
    private MapValue body(Request request, @Nullable String id) {
        MapValue body = CloudAppLists.body(request);
        CloudAppErrors.unknown(body, FIELDS);
        MapValue namesake = ranges.find("name", Company.text(body, "name"));
        if (Company.text(body, "name").isBlank()) {
            throw CloudAppErrors.refuse("name is missing.");
        }
        if (namesake != null && !Company.text(namesake, "_id").equals(id)) {
            throw CloudAppErrors.refuse("There is a range of this name.");
        }
        long category = CloudAppFields.number(body, "category");
        if (category < 1 || category > OTHER) {
            throw CloudAppErrors.refuse("category is a number from 1 to 6.");
        }
        if (CloudAppFields.at(body, "subnets").isEmpty()) {
            throw CloudAppErrors.refuse("subnets is missing.");
        }
        return body;
    }

    private MapValue range(String id, MapValue row) {
        List<Value> subnets = new ArrayList<>();
        for (Value item : CloudAppFields.at(row, "subnets")) {
            subnets.add(subnet(item instanceof StringValue(String text) ? text : ""));
        }
        List<Value> tags = new ArrayList<>();
        for (Value item : CloudAppFields.at(row, "tags")) {
            String name = item instanceof StringValue(String text) ? text : "";
            tags.add(
                    MapValue.builder()
                            .put("_id", DerivedIds.hex("tag:" + name, 24))
                            .put("name", name)
                            .build());
        }
        return MapValue.builder()
                .put("_id", id)
                .put("name", Company.text(row, "name"))
                .put("subnets", new ListValue(subnets))
                .put("organization", Company.text(row, "organization"))
                .put("tags", new ListValue(tags))
                .put("category", IntValue.of(CloudAppFields.number(row, "category")))
                .put("lastModified", company.instant().toEpochMilli())
                .build();
    }

    /** The mask counts as in IPv6 for both kinds of address. */
    private static MapValue subnet(String text) {
        int slash = text.lastIndexOf('/');
        boolean isShort = text.indexOf(':') < 0;
        int bits = isShort ? 32 : 128;
        int mask;
        try {
            mask = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
        } catch (NumberFormatException _) {
            mask = -1;
        }
        if (mask < 0 || mask > bits) {
            throw CloudAppErrors.refuse(text + " is no subnet.");
        }
        return MapValue.builder()
                .put("originalString", text)
                .put("address", slash < 0 ? text : text.substring(0, slash))
                .put("mask", isShort ? mask + 96 : mask)
                .build();
    }

    private static List<Value> tags(MapValue row) {
        List<Value> ids = new ArrayList<>();
        for (Value tag : CloudAppFields.at(row, "tags")) {
            ids.addAll(CloudAppFields.at((MapValue) tag, "_id"));
        }
        return ids;
    }

    private static boolean isBuiltIn(MapValue row) {
        return Company.text(row, "_id").startsWith(BUILT_IN);
    }
}
