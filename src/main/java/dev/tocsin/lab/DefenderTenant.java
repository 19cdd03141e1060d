package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What the parts of the Defender stand-in share.
 *
 * @param apiUrl where the service listens, without a slash at the end
 * @param start what it holds at first besides the devices and alerts of the whole company: the file
 *     {@code lab/contoso/defender-endpoint.json}
 */
record DefenderTenant(Company company, DefenderErrors errors, String apiUrl, MapValue start) {

    static DefenderTenant of(Company company, String apiUrl) {
        return new DefenderTenant(
                company, new DefenderErrors(company), apiUrl, company.section("defender-endpoint"));
    }

    /** A new table with the rows that a list has at the start. */
    Table table(String list, String key) {
        if (!(start.get(list) instanceof ListValue(List<Value> rows))) {
            throw new IllegalStateException("Defender's start has no list `" + list + "`");
        }
        Table table = new Table(key);
        rows.forEach(row -> table.put((MapValue) row));
        return table;
    }

    /**
     * Lets these query options pass and no others.
     *
     * @throws RefusedException if there is another
     */
    void options(Request request, String... known) {
        for (String option : request.query().keySet()) {
            if (!List.of(known).contains(option)) {
                throw errors.refuse(400, "ODataError", "Unknown query option " + option + ".");
            }
        }
    }

    /**
     * One row with the fields that {@code $select} names, or with all of them.
     *
     * @param known other options that the path takes
     * @throws RefusedException if there is yet another
     */
    MapValue selected(Request request, MapValue row, String... known) {
        List<String> options = new ArrayList<>(List.of(known));
        options.add("$select");
        options(request, options.toArray(String[]::new));
        String fields = request.query().get("$select");
        return fields == null ? row : Table.only(row, List.of(fields.split(",")));
    }

    /** The page of a collection that a request asks for. */
    Answer page(DefenderCollection collection, Collection<MapValue> rows, Request request) {
        return collection.page(rows, request, apiUrl);
    }

    /** One entity, as the service answers with it. */
    static Answer entity(int status, String collection, MapValue row) {
        MapValue.Builder out = MapValue.builder();
        out.put("@odata.context", DefenderCollection.METADATA + collection + "/$entity");
        row.entries().forEach(out::put);
        return Answer.json(status, out.build());
    }

    /**
     * The device of an id, or of a DNS name, which the service takes as well.
     *
     * @throws RefusedException if there is none
     */
    MapValue device(String id) {
        MapValue device = company.devices().get(id);
        if (device == null) {
            device = company.devices().find("computerDnsName", id);
        }
        if (device == null) {
            throw errors.refuse(404, "ResourceNotFound", "Machine " + id + " was not found.");
        }
        return device;
    }

    /**
     * The body, which must be an object with these fields at most. Names are case-sensitive.
     *
     * @throws RefusedException if it is something else
     */
    MapValue body(Request request, Set<String> fields) {
        MapValue body = request.json();
        if (body == null) {
            throw errors.refuse(400, "InvalidRequestBody", "The body is not a JSON object.");
        }
        for (String field : body.entries().keySet()) {
            if (!fields.contains(field)) {
                throw errors.refuse(
                        400, "InvalidRequestBody", "Request body is incorrect: " + field + ".");
            }
        }
        return body;
    }

    /**
     * A text of the body that must be there.
     *
     * @throws RefusedException if it is missing or empty
     */
    String required(MapValue body, String field) {
        String text = Company.text(body, field);
        if (text.isEmpty()) {
            throw errors.refuse(400, "MissingRequiredParameter", field + " is missing.");
        }
        return text;
    }

    /**
     * A text of the body that must be one of a few.
     *
     * @throws RefusedException if it is missing or something else
     */
    String oneOf(MapValue body, String field, Set<String> known) {
        String text = required(body, field);
        if (!known.contains(text)) {
            throw errors.refuse(400, "InvalidInput", field + " is not valid.");
        }
        return text;
    }

    /**
     * A list of texts of the body.
     *
     * @throws RefusedException if it is missing, empty, longer than 500 or not of texts
     */
    List<String> texts(MapValue body, String field) {
        if (!(body.get(field) instanceof ListValue(List<Value> items)) || items.isEmpty()) {
            throw errors.refuse(400, "MissingRequiredParameter", field + " is missing or empty.");
        }
        atMost(500, items.size());
        return items.stream()
                .map(item -> item instanceof StringValue(String text) ? text : "")
                .toList();
    }

    /**
     * @throws RefusedException if a batch is larger than the service takes
     */
    void atMost(int allowed, int received) {
        if (received > allowed) {
            throw errors.refuse(
                    400,
                    "MaximumBatchSizeExceeded",
                    "Maximum batch size exceeded. Received: "
                            + received
                            + ", allowed: "
                            + allowed
                            + ".");
        }
    }
}
