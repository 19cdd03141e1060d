package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * ServiceNow's Table API over the tables {@code incident} and {@code sys_user}, with basic
 * authentication.
 *
 * @see <a
 *     href="https://www.servicenow.com/docs/bundle/zurich-api-reference/page/integrate/inbound-rest/concept/c_TableAPI.html">Table
 *     API</a>
 */
final class ServiceNowStandIn implements StandIn {

    private static final String PASSWORD = "env:TOCSIN_LAB_SERVICENOW_PASSWORD";

    private final Company company;
    private final String baseUrl;
    private final ServiceNowIncidents incidents;
    private final Routes routes = new Routes();

    ServiceNowStandIn(Site site) {
        this.company = site.company();
        this.baseUrl = site.baseUrl() + prefix();
        this.incidents = new ServiceNowIncidents(company, this.baseUrl);
        routes.on("GET", "/table/{table}", this::list)
                .on("GET", "/table/{table}/{id}", this::get)
                .on("POST", "/table/{table}", this::create)
                .on("PATCH", "/table/{table}/{id}", this::update)
                .on("PUT", "/table/{table}/{id}", this::update)
                .on("DELETE", "/table/{table}/{id}", this::delete);
    }

    @Override
    public String service() {
        return "servicenow";
    }

    @Override
    public String prefix() {
        return "/servicenow/api/now";
    }

    @Override
    public Reach reach() {
        Access access = company.access();
        return Reach.http(service(), baseUrl)
                .auth("basic", "user", access.serviceNowUser(), "password", PASSWORD)
                .credential(PASSWORD, access.serviceNowPassword());
    }

    @Override
    public @Nullable Answer answer(Request request) {
        Access access = company.access();
        String pair = access.serviceNowUser() + ":" + access.serviceNowPassword();
        String expected =
                "Basic "
                        + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return expected.equals(request.header("authorization"))
                ? routes.answer(request)
                : failure(401);
    }

    @Override
    public Answer failure(int status) {
        return switch (status) {
            case 400 -> error(400, "Bad Request", "");
            case 401 ->
                    error(401, "User is not authenticated", "Required to provide Auth information");
            case 403 -> error(403, "Insufficient rights", "Operation failed because of an ACL");
            case 404 ->
                    error(
                            404,
                            "No Record found",
                            "Record doesn't exist or ACL restricts the record retrieval");
            case 429 -> error(429, "Rate limit exceeded", "");
            default -> error(status, "Transaction failed", "");
        };
    }

    private static Answer error(int status, String message, String detail) {
        return Answer.json(
                status,
                MapValue.builder()
                        .put(
                                "error",
                                MapValue.builder()
                                        .put("message", message)
                                        .put("detail", detail)
                                        .build())
                        .put("status", "failure")
                        .build());
    }

    private Answer list(Request request) {
        EncodedQuery query = query(request);
        List<MapValue> found = query.find(table(request).rows());
        List<Value> page = new ArrayList<>();
        for (MapValue row : query.page(found)) {
            page.add(query.shown(row));
        }
        return Answer.json(200, MapValue.of("result", new ListValue(page)))
                .with("X-Total-Count", Integer.toString(found.size()));
    }

    private Answer get(Request request) {
        return one(200, query(request), row(request));
    }

    private Answer create(Request request) {
        EncodedQuery query = query(request);
        MapValue row = incidents.create(fields(request));
        return one(201, query, row)
                .with("Location", baseUrl + "/table/incident/" + Company.text(row, "sys_id"));
    }

    private Answer update(Request request) {
        EncodedQuery query = query(request);
        return one(200, query, incidents.update(row(request), fields(request)));
    }

    private Answer delete(Request request) {
        MapValue row = row(request);
        if (!request.id().equals("incident")) {
            throw new RefusedException(failure(403));
        }
        company.tickets().remove(Company.text(row, "sys_id"));
        return Answer.empty(204);
    }

    private static Answer one(int status, EncodedQuery query, MapValue row) {
        return Answer.json(status, MapValue.of("result", query.shown(row)));
    }

    private static EncodedQuery query(Request request) {
        EncodedQuery query = EncodedQuery.parse(request.query());
        String unknown = query.unknown();
        if (unknown != null) {
            throw new RefusedException(error(400, "The lab does not know `" + unknown + "`", ""));
        }
        return query;
    }

    private Table table(Request request) {
        return switch (request.id()) {
            case "incident" -> company.tickets();
            case "sys_user" -> company.serviceNowUsers();
            default -> throw new RefusedException(error(400, "Invalid table " + request.id(), ""));
        };
    }

    private MapValue row(Request request) {
        MapValue row = table(request).get(request.variables().get(1));
        if (row == null) {
            throw new RefusedException(failure(404));
        }
        return row;
    }

    private Map<String, Value> fields(Request request) {
        if (!request.id().equals("incident")) {
            throw new RefusedException(
                    error(403, "The lab writes to the table `incident` only", ""));
        }
        MapValue body = request.json();
        if (body == null) {
            throw new RefusedException(
                    error(400, "Exception while reading request", "The body is no JSON object"));
        }
        for (Map.Entry<String, Value> field : body.entries().entrySet()) {
            if (field.getValue() instanceof MapValue || field.getValue() instanceof ListValue) {
                throw new RefusedException(
                        error(400, "Exception while reading request", field.getKey()));
            }
        }
        return body.entries();
    }

    /** As the service stores it: everything is a text. */
    static StringValue text(Value value) {
        return value instanceof StringValue text
                ? text
                : new StringValue(
                        value instanceof dev.tocsin.value.NullValue
                                ? ""
                                : dev.tocsin.value.Json.write(value));
    }
}
