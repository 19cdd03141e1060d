package dev.tocsin.lab;

import dev.tocsin.value.BoolValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Alerts: read, marked, closed. As with the real service, closing acts on every alert that the
 * filters match, so an empty filter closes all.
 *
 * @see <a href="https://learn.microsoft.com/en-us/defender-cloud-apps/api-alerts">alerts API</a>
 */
final class CloudAppAlerts {

    private static final int READ = 1;
    private static final int UNREAD = 0;
    private static final int ARCHIVED = 2;
    private static final Set<Long> BENIGN_REASONS = Set.of(2L, 4L, 5L, 6L);
    private static final Set<Long> FALSE_POSITIVE_REASONS = Set.of(0L, 1L, 3L, 4L);
    private static final Set<String> CLOSING =
            Set.of(
                    "filters",
                    "comment",
                    "reasonId",
                    "sendFeedback",
                    "feedbackText",
                    "allowContact",
                    "contactEmail");
    private static final String TIMES = "lte gte range lte_ndays gte_ndays";

    private static final CloudAppFields FILTERS =
            new CloudAppFields()
                    .at("id", "eq neq", "_id")
                    .at("severity", "eq neq", "severityValue")
                    .at("resolutionStatus", "eq neq", "resolutionStatusValue")
                    .at("alertType", "eq neq", "idValue")
                    .at("date", TIMES, "timestamp")
                    .on("alertOpen", "eq", row -> CloudAppFields.truth(isOpen(row)))
                    .on(
                            "read",
                            "eq",
                            row ->
                                    CloudAppFields.truth(
                                            CloudAppFields.number(row, "statusValue") != UNREAD))
                    .on("resolutionDate", "lte gte range", CloudAppAlerts::resolved)
                    .on("entity.entity", "eq neq", CloudAppAlerts::people)
                    .on("entity.ip", "eq neq", row -> CloudAppFields.entities(row, "ip", "id"))
                    .on(
                            "entity.service",
                            "eq neq",
                            row -> CloudAppFields.entities(row, "service", "id"))
                    .on(
                            "entity.instance",
                            "eq neq",
                            row -> CloudAppFields.entities(row, "account", "inst"))
                    .at("entity.policy", "eq neq", "policy.id")
                    .on("entity.file", "eq neq", row -> CloudAppFields.entities(row, "file", "id"));

    private final Company company;
    private final CloudAppLists lists;

    CloudAppAlerts(Company company) {
        this.company = company;
        this.lists =
                new CloudAppLists(
                        company,
                        FILTERS,
                        new CloudAppFields()
                                .at("date", "", "timestamp")
                                .at("severity", "", "severityValue"));
    }

    void addTo(Routes routes) {
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

    private Answer list(Request request) {
        return lists.answer(request, company.cloudAppAlerts().rows());
    }

    private Answer close(Request request, String counter, int resolution, Set<Long> reasons) {
        MapValue body = CloudAppLists.body(request);
        CloudAppErrors.unknown(body, CLOSING);
        Value reason = body.get("reasonId");
        if (reason != null && !(reason instanceof IntValue(long id) && reasons.contains(id))) {
            throw CloudAppErrors.refuse("Unknown reasonId.");
        }
        CloudAppFilter filter =
                CloudAppFilter.from(body.get("filters"), FILTERS, company.instant());
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
        return CloudAppErrors.found(company.cloudAppAlerts().get(pk));
    }

    private static boolean isOpen(MapValue alert) {
        return CloudAppFields.number(alert, "resolutionStatusValue") == 0;
    }

    private static List<Value> resolved(MapValue alert) {
        String time = alert.text("resolveTime");
        return time == null ? List.of() : List.of(IntValue.of(Instant.parse(time).toEpochMilli()));
    }

    private static List<Value> people(MapValue alert) {
        List<Value> people = new ArrayList<>();
        for (Value id : CloudAppFields.entities(alert, "account", "id")) {
            people.add(CloudAppFields.key(id instanceof StringValue(String text) ? text : ""));
        }
        return people;
    }
}
