package dev.tocsin.lab;

import dev.tocsin.value.BoolValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Microsoft Defender for Cloud Apps, once Cloud App Security: alerts, and closing them. As with the
 * real service, closing acts on every alert that the filters match, so an empty filter closes all.
 *
 * @see <a href="https://learn.microsoft.com/en-us/defender-cloud-apps/api-alerts">alerts API</a>
 */
final class CloudAppStandIn implements StandIn {

    private static final int READ = 1;
    private static final int UNREAD = 0;
    private static final int ARCHIVED = 2;
    private static final int PAGE = 100;
    private static final Set<Long> BENIGN_REASONS = Set.of(2L, 4L, 5L, 6L);
    private static final Set<Long> FALSE_POSITIVE_REASONS = Set.of(0L, 1L, 3L, 4L);

    private final Site site;
    private final Company company;
    private final Tokens tokens;
    private final Routes routes = new Routes();

    CloudAppStandIn(Site site) {
        this.site = site;
        this.company = site.company();
        this.tokens = site.tokens();
        routes.on("GET", "/alerts/", this::list)
                .on("POST", "/alerts/", this::list)
                .on(
                        "POST",
                        "/alerts/close_benign/",
                        r -> close(r, "closed_benign", 4, BENIGN_REASONS))
                .on(
                        "POST",
                        "/alerts/close_false_positive/",
                        r -> close(r, "closed_false_positive", 3, FALSE_POSITIVE_REASONS))
                .on(
                        "POST",
                        "/alerts/close_true_positive/",
                        r -> close(r, "closed_true_positive", 5, Set.of()))
                .on("GET", "/alerts/{pk}/", r -> Answer.json(200, alert(r.id())))
                .on("POST", "/alerts/{pk}/read/", r -> mark(r, READ))
                .on("POST", "/alerts/{pk}/unread/", r -> mark(r, UNREAD));
    }

    @Override
    public String service() {
        return "cloud-app-security";
    }

    @Override
    public String prefix() {
        return "/cas/api/v1";
    }

    @Override
    public Reach reach() {
        return site.entra(service(), prefix(), "05a65629-4c1b-48c1-a78b-804c4abdd4af/.default");
    }

    @Override
    public @Nullable Answer answer(Request request) {
        String header = request.header("authorization");
        boolean portalToken =
                header != null
                        && header.regionMatches(true, 0, "Token ", 0, 6)
                        && header.substring(6).strip().equals(company.access().cloudAppToken());
        if (!portalToken && tokens.fault(header, Audience.CLOUD_APPS) != null) {
            return failure(401);
        }
        if (!request.path().endsWith("/")) {
            // Every documented path ends in a slash; a client that follows this loses its body.
            return Answer.empty(301).with("Location", prefix() + request.path() + "/");
        }
        return routes.answer(request);
    }

    /** The service documents no error body; this is the shape that integrations report. */
    @Override
    public Answer failure(int status) {
        return error(
                status,
                switch (status) {
                    case 400 -> "Bad request.";
                    case 401 -> "Invalid token.";
                    case 403 -> "You do not have permission to perform this action.";
                    case 404 -> "Not found.";
                    case 429 -> "Request was throttled.";
                    default -> "A server error occurred.";
                });
    }

    private static Answer error(int status, String detail) {
        return Answer.json(status, MapValue.of("detail", new StringValue(detail)));
    }

    private Answer list(Request request) {
        MapValue body = body(request);
        if (body.get("sortField") != null && !"date".equals(body.text("sortField"))) {
            throw new RefusedException(error(400, "The lab sorts by `date` only."));
        }
        CloudAppFilter filter = filter(body);
        List<MapValue> found = new ArrayList<>();
        for (MapValue alert : company.cloudAppAlerts().rows()) {
            if (filter.matches(alert)) {
                found.add(alert);
            }
        }
        if ("desc".equals(body.text("sortDirection"))) {
            Collections.reverse(found);
        }
        int skip = Math.clamp(number(body, "skip", 0), 0, found.size());
        int limit = Math.clamp(number(body, "limit", PAGE), 1, PAGE);
        int end = Math.min(found.size(), skip + limit);
        return Answer.json(
                200,
                MapValue.builder()
                        .put("data", new ListValue(List.copyOf(found.subList(skip, end))))
                        .put("total", found.size())
                        .put("hasNext", end < found.size())
                        .put("max", limit)
                        .put("moreThanTotal", false)
                        .build());
    }

    private Answer close(Request request, String counter, int resolution, Set<Long> reasons) {
        MapValue body = body(request);
        Value reason = body.get("reasonId");
        if (reason != null
                && !reasons.isEmpty()
                && !(reason instanceof IntValue(long id) && reasons.contains(id))) {
            throw new RefusedException(error(400, "Unknown reasonId."));
        }
        CloudAppFilter filter = filter(body);
        int closed = 0;
        for (MapValue alert : List.copyOf(company.cloudAppAlerts().rows())) {
            if (filter.matches(alert)) {
                MapValue changed =
                        Table.with(alert, "resolutionStatusValue", IntValue.of(resolution));
                changed = Table.with(changed, "statusValue", IntValue.of(ARCHIVED));
                changed =
                        Table.with(
                                changed, "comment", new StringValue(Company.text(body, "comment")));
                company.cloudAppAlerts().set(changed, "resolveTime", company.now());
                closed++;
            }
        }
        MapValue.Builder out = MapValue.builder().put(counter, closed);
        List<Value> missing = new ArrayList<>();
        for (String id : filter.ids()) {
            if (company.cloudAppAlerts().get(id) == null) {
                missing.add(new StringValue(id));
            }
        }
        if (!missing.isEmpty()) {
            out.put("alertsNotFound", new ListValue(missing));
        }
        return Answer.json(200, out.build());
    }

    private Answer mark(Request request, int status) {
        company.cloudAppAlerts().set(alert(request.id()), "statusValue", IntValue.of(status));
        return Answer.json(200, MapValue.of("success", BoolValue.TRUE));
    }

    private MapValue alert(String pk) {
        MapValue alert = company.cloudAppAlerts().get(pk);
        if (alert == null) {
            throw new RefusedException(failure(404));
        }
        return alert;
    }

    private static MapValue body(Request request) {
        if (request.body().length == 0) {
            return MapValue.EMPTY;
        }
        MapValue body = request.json();
        if (body == null) {
            throw new RefusedException(error(400, "The body is not a JSON object."));
        }
        return body;
    }

    private static CloudAppFilter filter(MapValue body) {
        try {
            return CloudAppFilter.from(
                    body.get("filters") instanceof MapValue map ? map : MapValue.EMPTY);
        } catch (CloudAppFilter.UnknownException e) {
            throw new RefusedException(error(400, String.valueOf(e.getMessage())));
        }
    }

    private static int number(MapValue body, String field, int fallback) {
        return body.get(field) instanceof IntValue(long number)
                ? Math.clamp(number, 0, Integer.MAX_VALUE)
                : fallback;
    }
}
