package dev.tocsin.lab;

import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.List;

/** A file as the service shows it, of its short form in the lab's data. */
final class CloudAppFileRows {

    /** What may be done to a file. */
    static final List<String> TASKS =
            List.of(
                    "QuarantineTask",
                    "RemoveEveryoneFileTask",
                    "RemoveExternalFileTask",
                    "RemoveSharedLinkFileTask",
                    "RescanFileTask",
                    "RmsProtectTask",
                    "TrashFileTask");

    private static final List<String> TYPES =
            List.of("OTHER", "DOCUMENT", "SPREADSHEET", "PRESENTATION", "TEXT", "IMAGE", "FOLDER");
    private static final List<String> SHARING =
            List.of("PRIVATE", "INTERNAL", "EXTERNAL", "PUBLIC", "PUBLIC_INTERNET");

    private final Company company;

    CloudAppFileRows(Company company) {
        this.company = company;
    }

    MapValue file(MapValue row) {
        MapValue owner = company.users().get(Company.text(row, "owner"));
        if (owner == null) {
            throw new IllegalStateException("a file of nobody: " + Company.text(row, "owner"));
        }
        CloudApp app = CloudApp.of(row);
        String id = Company.text(row, "_id");
        String name = Company.text(row, "name");
        String address = Company.text(owner, "userPrincipalName");
        List<Value> actions = new ArrayList<>();
        for (String task : TASKS) {
            actions.add(
                    MapValue.builder()
                            .put("task_name", task)
                            .put("type", "file")
                            .put("bulk_support", true)
                            .put("preview_only", false)
                            .build());
        }
        long changed = company.instant().toEpochMilli();
        return MapValue.builder()
                .put("_id", id)
                .put("id", DerivedIds.guid("file", id))
                .put("appId", app.id())
                .put("saasId", app.id())
                .put("instId", 0)
                .put("appName", app.title())
                .put("name", name)
                .put("filePath", "/Documents/" + name)
                .put(
                        "alternateLink",
                        "https://" + company.domain() + "/Documents/" + name.replace(" ", "%20"))
                .put("fileSize", IntValue.of(CloudAppFields.number(row, "size")))
                .put("fileType", pair((int) CloudAppFields.number(row, "type"), TYPES))
                .put("fileAccessLevel", sharing((int) CloudAppFields.number(row, "access")))
                .put("ownerName", Company.text(owner, "displayName"))
                .put("ownerAddress", address)
                .put("ownerExternal", false)
                .put("isFolder", false)
                .put("collaborators", new ListValue(CloudAppFields.at(row, "collaborators")))
                .put("dlpScanResults", ListValue.EMPTY)
                .put("noGovernance", false)
                .put("createdDate", changed)
                .put("modifiedDate", changed)
                .put("actions", new ListValue(actions))
                .build();
    }

    /** Who may see a file, as number and name. */
    static ListValue sharing(int level) {
        return pair(level, SHARING);
    }

    private static ListValue pair(int number, List<String> names) {
        return ListValue.of(IntValue.of(number), new StringValue(names.get(number)));
    }
}
