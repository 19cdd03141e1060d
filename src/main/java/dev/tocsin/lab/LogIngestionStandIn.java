package dev.tocsin.lab;

import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * A data collection endpoint: rows for tables of Log Analytics.
 *
 * @see <a
 *     href="https://learn.microsoft.com/en-us/azure/azure-monitor/logs/logs-ingestion-api-overview">Logs
 *     Ingestion API</a>
 */
final class LogIngestionStandIn implements StandIn {

    private static final String VERSION = "2023-01-01";
    private static final int LARGEST = 1_048_576;

    private final Site site;
    private final LogTables tables;
    private final Routes routes = new Routes();

    LogIngestionStandIn(Site site, LogTables tables) {
        this.site = site;
        this.tables = tables;
        routes.on("POST", "/dataCollectionRules/{rule}/streams/{stream}", this::take);
    }

    @Override
    public String service() {
        return "log-ingestion";
    }

    @Override
    public String prefix() {
        return "/ingestion";
    }

    @Override
    public Reach reach() {
        return site.entra(service(), prefix(), "https://monitor.azure.com/.default")
                .settings(tables.settings());
    }

    @Override
    public @Nullable Answer answer(Request request) {
        String fault = site.tokens().fault(request.header("authorization"), Audience.MONITOR);
        return fault == null ? routes.answer(request) : failure(401);
    }

    @Override
    public Answer failure(int status) {
        return switch (status) {
            case 400 -> ArmErrors.answer(400, "InvalidPayload", "The payload is invalid.");
            case 401 ->
                    ArmErrors.answer(
                            401, "InvalidToken", "Authentication token provided is invalid.");
            case 403 ->
                    ArmErrors.answer(
                            403,
                            "OperationFailed",
                            "The authentication token provided does not have access to ingest data"
                                    + " for the data collection rule.");
            case 404 -> ArmErrors.answer(404, "NotFound", "Data collection rule was not found.");
            case 413 ->
                    ArmErrors.answer(
                            413, "ContentLengthLimitExceeded", "Maximum allowed size is 1 MB.");
            case 429 ->
                    ArmErrors.answer(
                            429, "RateLimitExceeded", "The rate limit of the rule is exceeded.");
            default -> ArmErrors.answer(status, "ServiceUnavailable", "Try again later.");
        };
    }

    @Override
    public MapValue state() {
        return MapValue.of("logRows", tables.sent());
    }

    private Answer take(Request request) {
        if (!VERSION.equals(ArmErrors.version(request))) {
            return ArmErrors.answer(400, "UnsupportedApiVersion", "The lab knows " + VERSION + ".");
        }
        if (request.body().length > LARGEST) {
            return failure(413);
        }
        String stream = request.variables().get(1);
        String table = tables.tableOf(request.id(), stream);
        if (table == null) {
            return ArmErrors.answer(
                    404,
                    "NotFound",
                    "Data collection rule with immutable Id '" + request.id() + "' not found.");
        }
        if (table.isEmpty()) {
            return ArmErrors.answer(
                    400,
                    "InvalidStream",
                    "Stream '" + stream + "' was not found in the data collection rule.");
        }
        List<MapValue> rows = rows(request.body());
        if (rows == null) {
            return failure(400);
        }
        rows.forEach(row -> tables.add(table, row));
        return Answer.empty(204);
    }

    /** Null where the body is no list of objects. */
    private static @Nullable List<MapValue> rows(byte[] body) {
        List<MapValue> rows = new ArrayList<>();
        try {
            if (!(Json.parse(body) instanceof ListValue(List<Value> items))) {
                return null;
            }
            for (Value item : items) {
                if (!(item instanceof MapValue row)) {
                    return null;
                }
                rows.add(row);
            }
        } catch (JsonException _) {
            return null;
        }
        return rows;
    }
}
