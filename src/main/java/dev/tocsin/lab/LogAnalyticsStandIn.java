package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The query API of Log Analytics over one workspace, with the part of KQL that hunting knows.
 *
 * @see <a href="https://learn.microsoft.com/en-us/azure/azure-monitor/logs/api/overview">query
 *     API</a>
 */
final class LogAnalyticsStandIn implements StandIn {

    /** The one option of a query that the lab knows: it makes an answer partial. */
    private static final Pattern TRUNCATION =
            Pattern.compile("^\\s*set\\s+truncationmaxrecords\\s*=\\s*(\\d{1,6})\\s*;");

    private final Site site;
    private final LogTables tables;
    private final Routes routes = new Routes();

    LogAnalyticsStandIn(Site site, LogTables tables) {
        this.site = site;
        this.tables = tables;
        routes.on("POST", "/v1/workspaces/{id}/query", this::query);
    }

    @Override
    public String service() {
        return "log-analytics";
    }

    @Override
    public String prefix() {
        return "/loganalytics";
    }

    @Override
    public Reach reach() {
        return site.entra(service(), prefix(), "https://api.loganalytics.azure.com/.default")
                .settings("workspaceId", tables.workspaceId());
    }

    @Override
    public @Nullable Answer answer(Request request) {
        String header = request.header("authorization");
        if (header == null) {
            return failure(401);
        }
        String fault = site.tokens().fault(header, Audience.LOG_ANALYTICS);
        if (fault != null) {
            return fault.contains("audience")
                    ? error(
                            403,
                            "InvalidAuthenticationTokenAudience",
                            "The access token has been obtained from wrong audience or resource.")
                    : error(403, "InvalidAuthenticationToken", "The access token is invalid.");
        }
        Answer answer = routes.answer(request);
        return answer == null ? failure(404) : answer;
    }

    @Override
    public Answer failure(int status) {
        return switch (status) {
            case 400 -> error(400, "BadArgumentError", "The request had some invalid properties");
            case 401 ->
                    error(
                            401,
                            "AuthenticationFailed",
                            "Authentication failed. The 'Authorization' header is missing.");
            case 403 ->
                    error(
                            403,
                            "InsufficientAccessError",
                            "The provided credentials have insufficient access to perform the"
                                    + " requested operation");
            case 404 -> error(404, "PathNotFoundError", "The requested path does not exist");
            case 429 -> error(429, "ThrottledError", "Too many requests");
            case 504 -> error(504, "GatewayTimeout", "The query timed out.");
            default -> error(status, "InternalServerError", "An unexpected error occurred.");
        };
    }

    private static Answer error(int status, String code, String message) {
        return ArmErrors.answer(status, code, message);
    }

    private Answer query(Request request) {
        if (!request.id().equals(tables.workspaceId())) {
            return failure(403);
        }
        MapValue body = request.json();
        if (body == null) {
            // As documented: a request that cannot be read gets an empty 200.
            return Answer.empty(200);
        }
        for (String name : body.entries().keySet()) {
            if (!Set.of("query", "timespan").contains(name)) {
                return syntax("SyntaxError", "The lab does not know '" + name + "'.");
            }
        }
        String query = Company.text(body, "query");
        Matcher truncation = TRUNCATION.matcher(query);
        int most = 500_000;
        if (truncation.find()) {
            most = Integer.parseInt(truncation.group(1));
            query = query.substring(truncation.end());
        }
        try {
            return shown(HuntingQuery.run(site.company(), tables::find, query), most);
        } catch (HuntingException e) {
            return syntax("SemanticError", e.text());
        }
    }

    private static Answer syntax(String code, String message) {
        MapValue inner = MapValue.builder().put("code", code).put("message", message).build();
        return Answer.json(
                400,
                MapValue.of(
                        "error",
                        MapValue.builder()
                                .put("message", "The request had some invalid properties")
                                .put("code", "BadArgumentError")
                                .put("innererror", inner)
                                .build()));
    }

    private static Answer shown(HuntingResult result, int most) {
        List<Value> columns = new ArrayList<>();
        result.columns()
                .forEach(
                        (name, type) ->
                                columns.add(
                                        MapValue.builder()
                                                .put("name", name)
                                                .put("type", type(type))
                                                .build()));
        List<Value> rows = new ArrayList<>();
        for (MapValue row : result.rows()) {
            List<Value> values = new ArrayList<>();
            for (String column : result.columns().keySet()) {
                Value value = row.get(column);
                values.add(value == null ? NullValue.NULL : value);
            }
            rows.add(new ListValue(values));
        }
        boolean whole = rows.size() <= most;
        MapValue.Builder out =
                MapValue.builder()
                        .put(
                                "tables",
                                ListValue.of(
                                        MapValue.builder()
                                                .put("name", "PrimaryResult")
                                                .put("columns", new ListValue(columns))
                                                .put(
                                                        "rows",
                                                        new ListValue(
                                                                whole
                                                                        ? rows
                                                                        : List.copyOf(
                                                                                rows.subList(
                                                                                        0, most))))
                                                .build()));
        return Answer.json(200, whole ? out.build() : out.put("error", partial(most)).build());
    }

    private static MapValue partial(int most) {
        return MapValue.builder()
                .put("code", "PartialError")
                .put("message", "There were some errors when processing your query.")
                .put(
                        "details",
                        ListValue.of(
                                MapValue.builder()
                                        .put("code", "EngineError")
                                        .put(
                                                "message",
                                                "The results of this query exceed the set limit of "
                                                        + most
                                                        + " records, so not all records were"
                                                        + " returned (E_QUERY_RESULT_SET_TOO_LARGE,"
                                                        + " 0x80DA0003).")
                                        .build()))
                .build();
    }

    /** The same types have other names in hunting. */
    private static StringValue type(String hunting) {
        return new StringValue(
                switch (hunting) {
                    case HuntingResult.NUMBER -> "long";
                    case "DateTime" -> "datetime";
                    case "String" -> "string";
                    default -> hunting;
                });
    }
}
