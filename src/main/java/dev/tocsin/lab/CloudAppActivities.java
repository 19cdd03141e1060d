package dev.tocsin.lab;

import dev.tocsin.value.BoolValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What people did in cloud apps, and what was said of it.
 *
 * @see <a href="https://learn.microsoft.com/en-us/defender-cloud-apps/api-activities">activities
 *     API</a>
 */
final class CloudAppActivities {

    private static final String TIMES = "lte gte range lte_ndays gte_ndays";
    private static final String MAYBE = "eq neq isset isnotset";
    private static final Set<String> FEEDBACK =
            Set.of("feedbackValue", "feedbackText", "allowContact", "contactEmail");

    private final CloudAppLists lists;
    private final Table activities = new Table("_id");

    /** Ids of alerts by that of the activity; filters see them, the record does not tell them. */
    private final Map<String, List<Value>> alerts = new HashMap<>();

    private final List<Value> feedback = new ArrayList<>();

    CloudAppActivities(Company company, MapValue section) {
        this.lists =
                new CloudAppLists(
                        company,
                        filters(),
                        new CloudAppFields()
                                .at("date", "", "timestamp")
                                .at("created", "", "created"));
        CloudAppActivityRows rows = new CloudAppActivityRows(company);
        for (MapValue row : Section.rows(section, "activities")) {
            activities.put(rows.activity(row));
            alerts.put(Company.text(row, "_id"), CloudAppFields.at(row, "alerts"));
        }
    }

    private CloudAppFields filters() {
        return new CloudAppFields()
                .at("service", "eq neq", "appId")
                .at("activity.id", "eq", "_id")
                .on(
                        "activity.alertId",
                        "eq",
                        row -> alerts.getOrDefault(Company.text(row, "_id"), List.of()))
                .at("activity.eventActionType", "eq neq", "mainInfo.rawOperationName")
                .at("activity.eventType", "eq neq", "eventTypeValue")
                .at("actionType", MAYBE, "mainInfo.rawOperationName")
                .at("device.type", "eq neq", "userAgent.deviceType")
                .at("location.country", MAYBE, "location.countryCode")
                .at("ip.address", MAYBE + " startswith doesnotstartwith", "device.clientIP")
                .at("ip.category", "eq neq", "location.category")
                .at("date", TIMES, "timestamp")
                .at("created", "lte gte range gt lt eq", "created")
                .at("source", "eq neq", "source")
                .at("user.username", MAYBE + " startswith", "user.userName")
                .on(
                        "text",
                        "eq startswithsingle text",
                        row ->
                                CloudAppFields.texts(
                                        Company.text(row, "description"),
                                        Company.text(row, "appName")))
                .on("entity", "eq neq", CloudAppActivities::actor);
    }

    void addTo(Routes routes) {
        routes.on("GET", "/activities/", r -> lists.answer(r, activities.rows()))
                .on("POST", "/activities/", r -> lists.answer(r, activities.rows()))
                .on("GET", "/activities/{pk}/", r -> Answer.json(200, activity(r.id())))
                // The one path that is documented without a slash at its end.
                .on("POST", "/activities/{pk}/feedback", this::feedback);
    }

    /** What was said of activities, oldest first. */
    ListValue state() {
        return new ListValue(List.copyOf(feedback));
    }

    private Answer feedback(Request request) {
        MapValue activity = activity(request.id());
        MapValue body = CloudAppLists.body(request);
        CloudAppErrors.unknown(body, FEEDBACK);
        if (body.text("feedbackValue") == null) {
            throw CloudAppErrors.refuse("feedbackValue is missing.");
        }
        feedback.add(
                MapValue.builder()
                        .put("_id", Company.text(activity, "_id"))
                        .put("feedbackValue", Company.text(body, "feedbackValue"))
                        .put("feedbackText", Company.text(body, "feedbackText"))
                        .build());
        return Answer.json(200, MapValue.of("success", BoolValue.TRUE));
    }

    private MapValue activity(String pk) {
        return CloudAppErrors.found(activities.get(pk));
    }

    private static List<Value> actor(MapValue row) {
        MapValue actor = (MapValue) CloudAppFields.at(row, "resolvedActor").getFirst();
        return List.of(CloudAppFields.key(Company.text(actor, "id")));
    }
}
