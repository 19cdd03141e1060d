package dev.tocsin.lab;

import dev.tocsin.value.BoolValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Files in cloud apps, and what may be done to them. Acting on files is not documented: what the
 * lab takes is what Microsoft's own sample flow sends, what it answers is the lab's own.
 *
 * @see <a href="https://learn.microsoft.com/en-us/defender-cloud-apps/api-files">files API</a>
 */
final class CloudAppFiles {

    private static final int PRIVATE = 0;
    private static final int INTERNAL = 1;
    private static final String MAYBE = "eq neq isset isnotset";
    private static final String TIMES = "lte gte range lte_ndays gte_ndays";

    private final CloudAppFields filters =
            new CloudAppFields()
                    .at("service", "eq neq", "appId")
                    .on("fileType", "eq neq", row -> first(row, "fileType"))
                    .on("sharing", "eq neq", row -> first(row, "fileAccessLevel"))
                    .at("fileId", "eq neq", "_id")
                    .at("filename", "eq contains", "name")
                    .on("extension", "eq neq", CloudAppFiles::extension)
                    .at("owner.entity", MAYBE, "ownerAddress")
                    .on("quarantined", "eq", row -> truth(row, "QuarantineTask"))
                    .on("trashed", "eq", row -> truth(row, "TrashFileTask"))
                    .at("folder", "eq", "isFolder")
                    .at("createdDate", TIMES, "createdDate")
                    .at("modifiedDate", TIMES, "modifiedDate");

    private final CloudAppLists lists;
    private final Table files = new Table("_id");

    /** What was done to a file, by its id; the record does not tell. */
    private final Map<String, List<Value>> tasks = new HashMap<>();

    CloudAppFiles(Company company, MapValue section) {
        this.lists = new CloudAppLists(company, filters, new CloudAppFields());
        CloudAppFileRows rows = new CloudAppFileRows(company);
        for (MapValue row : Section.rows(section, "files")) {
            files.put(rows.file(row));
        }
    }

    void addTo(Routes routes) {
        routes.on("GET", "/files/", r -> lists.answer(r, files.rows()))
                .on("POST", "/files/", r -> lists.answer(r, files.rows()))
                .on("POST", "/files/bulk_governance/", this::govern)
                .on("GET", "/files/{pk}/", r -> Answer.json(200, known(r.id())));
    }

    ListValue state() {
        return files.map(
                file ->
                        Table.with(
                                Table.only(
                                        file,
                                        List.of("_id", "name", "fileAccessLevel", "collaborators")),
                                "tasks",
                                new ListValue(List.copyOf(done(file)))));
    }

    private Answer govern(Request request) {
        MapValue body = CloudAppLists.body(request);
        if (!List.copyOf(body.entries().keySet())
                .equals(List.of("task_name", "entities", "params"))) {
            throw CloudAppErrors.refuse(
                    "task_name, entities and params are wanted, in this order.");
        }
        String task = Company.text(body, "task_name");
        if (!CloudAppFileRows.TASKS.contains(task)) {
            throw CloudAppErrors.refuse("Unknown task " + task + ".");
        }
        List<MapValue> chosen = new ArrayList<>();
        for (Value item : CloudAppFields.at(body, "entities")) {
            MapValue entity = item instanceof MapValue map ? map : MapValue.EMPTY;
            MapValue file = CloudAppErrors.found(files.get(Company.text(entity, "id")));
            if (!IntValue.of(CloudAppFields.number(file, "appId")).equals(entity.get("appId"))) {
                throw CloudAppErrors.refuse("The file is not in that app.");
            }
            chosen.add(file);
        }
        String label =
                body.get("params") instanceof MapValue params
                        ? Company.text(params, "labelId")
                        : "";
        if (task.equals("RmsProtectTask") && label.isEmpty()) {
            throw CloudAppErrors.refuse("params.labelId is missing.");
        }
        for (MapValue file : chosen) {
            tasks.computeIfAbsent(Company.text(file, "_id"), _ -> new ArrayList<>())
                    .add(new StringValue((task + " " + label).strip()));
            files.put(governed(file, task));
        }
        return Answer.json(200, MapValue.of("success", BoolValue.TRUE));
    }

    private List<Value> done(MapValue file) {
        return tasks.getOrDefault(Company.text(file, "_id"), List.of());
    }

    private List<Value> truth(MapValue file, String task) {
        return CloudAppFields.truth(done(file).contains(new StringValue(task)));
    }

    private static MapValue governed(MapValue file, String task) {
        return switch (task) {
            case "RemoveEveryoneFileTask" -> shared(file, PRIVATE);
            case "RemoveExternalFileTask", "RemoveSharedLinkFileTask" -> shared(file, INTERNAL);
            default -> file;
        };
    }

    private static MapValue shared(MapValue file, int level) {
        long now =
                first(file, "fileAccessLevel").getFirst() instanceof IntValue(long old) ? old : 0;
        int lower = (int) Math.min(now, level);
        MapValue changed = Table.with(file, "fileAccessLevel", CloudAppFileRows.sharing(lower));
        return Table.with(changed, "collaborators", ListValue.EMPTY);
    }

    private MapValue known(String pk) {
        return CloudAppErrors.found(files.get(pk));
    }

    private static List<Value> first(MapValue row, String field) {
        return List.of(CloudAppFields.at(row, field).getFirst());
    }

    private static List<Value> extension(MapValue row) {
        String name = Company.text(row, "name");
        return CloudAppFields.texts(
                name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }
}
