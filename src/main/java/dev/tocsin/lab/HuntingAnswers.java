package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The two flavours of advanced hunting: the same rows, with names in Pascal case at Defender for
 * Endpoint and in camel case at Graph.
 *
 * @see <a
 *     href="https://learn.microsoft.com/en-us/defender-endpoint/api/run-advanced-query-api">advanced
 *     hunting API</a>
 * @see <a
 *     href="https://learn.microsoft.com/en-us/graph/api/security-security-runhuntingquery">runHuntingQuery</a>
 */
final class HuntingAnswers {

    private HuntingAnswers() {}

    static Answer defender(Company company, DefenderErrors errors, Request request) {
        String query = query(request);
        if (query == null) {
            throw errors.refuse(400, "MissingRequiredParameter", "Query is missing.");
        }
        try {
            HuntingResult result = HuntingQuery.run(company, query);
            return Answer.json(
                    200,
                    MapValue.builder()
                            .put("Stats", MapValue.EMPTY)
                            .put("Schema", schema(result, "Name", "Type"))
                            .put("Results", new ListValue(List.copyOf(result.rows())))
                            .build());
        } catch (HuntingException e) {
            throw errors.refuse(400, "BadRequest", e.text());
        }
    }

    /**
     * The columns of a query's rows as a schema. The form is the lab's guess: the service documents
     * none.
     */
    static Answer defenderSchema(Company company, DefenderErrors errors, Request request) {
        String query = query(request);
        if (query == null) {
            throw errors.refuse(400, "MissingRequiredParameter", "Query is missing.");
        }
        try {
            MapValue.Builder properties = MapValue.builder();
            HuntingQuery.run(company, query)
                    .columns()
                    .forEach((column, type) -> properties.put(column, property(type)));
            return Answer.json(
                    200,
                    MapValue.builder()
                            .put("type", "object")
                            .put("properties", properties.build())
                            .build());
        } catch (HuntingException e) {
            throw errors.refuse(400, "BadRequest", e.text());
        }
    }

    private static MapValue property(String type) {
        return switch (type) {
            case "Int64" -> MapValue.of("type", new StringValue("integer"));
            case "DateTime" ->
                    MapValue.builder().put("type", "string").put("format", "date-time").build();
            default -> MapValue.of("type", new StringValue("string"));
        };
    }

    static Answer graph(Company company, GraphErrors errors, Request request) {
        String query = query(request);
        if (query == null) {
            throw errors.refuse(400, "BadRequest", "Query is missing.");
        }
        try {
            HuntingResult result = HuntingQuery.run(company, query);
            return Answer.json(
                    200,
                    MapValue.builder()
                            .put("schema", schema(result, "name", "type"))
                            .put("results", new ListValue(List.copyOf(result.rows())))
                            .build());
        } catch (HuntingException e) {
            throw errors.refuse(400, "BadRequest", e.text());
        }
    }

    private static @Nullable String query(Request request) {
        MapValue body = request.json();
        return body == null ? null : body.text("Query");
    }

    private static ListValue schema(HuntingResult result, String name, String type) {
        List<Value> columns = new ArrayList<>();
        result.columns()
                .forEach(
                        (column, columnType) ->
                                columns.add(
                                        MapValue.builder()
                                                .put(name, column)
                                                .put(type, columnType)
                                                .build()));
        return new ListValue(columns);
    }
}
