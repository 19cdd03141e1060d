package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * What was handed in to be analysed. An analysis goes on by one state with each look at it: {@code
 * queued}, {@code in-progress}, {@code completed}; then its object can be looked up.
 */
final class VirusTotalAnalyses {

    private final Company company;
    private final VirusTotalObjects objects;
    private final String baseUrl;
    private final Table analyses = new Table("id");

    VirusTotalAnalyses(Company company, VirusTotalObjects objects, String baseUrl) {
        this.company = company;
        this.objects = objects;
        this.baseUrl = baseUrl;
    }

    void addTo(Routes routes) {
        routes.on("POST", "/urls", this::submitUrl)
                .on("POST", "/files", this::submitFile)
                .on("GET", "/analyses/{id}", this::look);
    }

    /** What was handed in, oldest first. */
    ListValue state() {
        return analyses.map(
                row ->
                        MapValue.builder()
                                .put("id", Company.text(row, "id"))
                                .put("type", Company.text(row, "type"))
                                .put("name", Company.text(row, "name"))
                                .put("status", Company.text(row, "status"))
                                .build());
    }

    private Answer submitUrl(Request request) {
        String url = Queries.parse(request.text()).getOrDefault("url", "");
        String type = request.header("content-type");
        if (url.isEmpty()
                || type == null
                || !type.startsWith("application/x-www-form-urlencoded")) {
            throw VirusTotalStandIn.refuse(400, "BadRequestError", "Missing url parameter");
        }
        if (!url.contains("://") || url.indexOf(' ') >= 0) {
            throw VirusTotalStandIn.refuse(
                    400, "InvalidArgumentError", "Unable to canonicalize url");
        }
        String id = "u-" + VirusTotalObjects.sha256(url) + "-" + company.instant().getEpochSecond();
        MapValue.Builder row =
                MapValue.builder()
                        .put("type", "url")
                        .put("object", url)
                        .put("name", url)
                        .put(
                                "attributes",
                                MapValue.builder()
                                        .put("url", url)
                                        .put("last_final_url", url)
                                        .put("times_submitted", 1)
                                        .put("tags", ListValue.EMPTY)
                                        .build());
        return queued(id, row);
    }

    private Answer submitFile(Request request) {
        Map<String, MultipartForm.Part> parts = MultipartForm.parse(request);
        MultipartForm.Part file = parts == null ? null : parts.get("file");
        if (file == null || file.file() == null) {
            throw VirusTotalStandIn.refuse(
                    400, "BadRequestError", "Request must contain a file in the field `file`");
        }
        String md5 = VirusTotalObjects.digest("MD5", file.content());
        String sha256 = VirusTotalObjects.digest("SHA-256", file.content());
        String mark = md5 + ":" + company.instant().getEpochSecond();
        String id = Base64.getEncoder().encodeToString(mark.getBytes(StandardCharsets.UTF_8));
        MapValue.Builder row =
                MapValue.builder()
                        .put("type", "file")
                        .put("object", sha256)
                        .put("name", file.file())
                        .put(
                                "attributes",
                                MapValue.builder()
                                        .put("sha256", sha256)
                                        .put(
                                                "sha1",
                                                VirusTotalObjects.digest("SHA-1", file.content()))
                                        .put("md5", md5)
                                        .put("size", file.content().length)
                                        .put("meaningful_name", file.file())
                                        .put("tags", ListValue.EMPTY)
                                        .build());
        return queued(id, row);
    }

    private Answer queued(String id, MapValue.Builder row) {
        analyses.put(
                row.put("id", id)
                        .put("date", company.instant().getEpochSecond())
                        .put("status", "queued")
                        .build());
        return Answer.json(
                200,
                MapValue.of(
                        "data",
                        MapValue.builder()
                                .put("type", "analysis")
                                .put("id", id)
                                .put("links", links(id))
                                .build()));
    }

    private Answer look(Request request) {
        MapValue row = analyses.get(request.id());
        if (row == null) {
            throw VirusTotalStandIn.refuse(
                    404, "NotFoundError", "Analysis \"" + request.id() + "\" not found");
        }
        String type = Company.text(row, "type");
        String object = Company.text(row, "object");
        String status = Company.text(row, "status");
        MapValue stats =
                status.equals("completed")
                        ? objects.statsOf(type, object)
                        : VirusTotalObjects.stats(MapValue.EMPTY);
        Answer answer = Answer.json(200, shown(row, stats));
        switch (status) {
            case "queued" -> analyses.set(row, "status", "in-progress");
            case "in-progress" -> {
                analyses.set(row, "status", "completed");
                if (!objects.knows(type, object)) {
                    objects.add(
                            type,
                            object,
                            objects.statsOf(type, object),
                            Section.map(row, "attributes"));
                }
            }
            default -> {}
        }
        return answer;
    }

    private MapValue shown(MapValue row, MapValue stats) {
        MapValue.Builder attributes =
                MapValue.builder()
                        .put("status", Company.text(row, "status"))
                        .put("stats", stats)
                        .put("results", VirusTotalObjects.results(stats));
        Value date = row.get("date");
        if (date != null) {
            attributes.put("date", date);
        }
        return MapValue.builder()
                .put(
                        "data",
                        MapValue.builder()
                                .put("id", Company.text(row, "id"))
                                .put("type", "analysis")
                                .put("links", links(Company.text(row, "id")))
                                .put("attributes", attributes.build())
                                .build())
                .put("meta", meta(row))
                .build();
    }

    private static MapValue meta(MapValue row) {
        MapValue attributes = Section.map(row, "attributes");
        if (Company.text(row, "type").equals("url")) {
            String url = Company.text(row, "object");
            return MapValue.of(
                    "url_info",
                    MapValue.builder()
                            .put("id", VirusTotalObjects.sha256(url))
                            .put("url", url)
                            .build());
        }
        return MapValue.of(
                "file_info", Table.only(attributes, List.of("sha256", "sha1", "md5", "size")));
    }

    private MapValue links(String id) {
        return MapValue.of("self", new StringValue(baseUrl + "/analyses/" + id));
    }
}
