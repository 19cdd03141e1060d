package dev.tocsin.lab;

import dev.tocsin.value.BoolValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Issues: opened, read, changed, closed, labelled. A pull request is one too. */
final class GitHubIssues {

    private static final Set<String> CREATE =
            Set.of("title", "body", "labels", "assignees", "milestone", "type");
    private static final Set<String> UPDATE =
            Set.of(
                    "title",
                    "body",
                    "labels",
                    "assignees",
                    "milestone",
                    "type",
                    "state",
                    "state_reason");
    private final Company company;
    private final GitHubRepositories repositories;
    private final String baseUrl;

    /** By address in the API. */
    private final Table issues = new Table("url");

    GitHubIssues(Company company, GitHubRepositories repositories, String baseUrl) {
        this.company = company;
        this.repositories = repositories;
        this.baseUrl = baseUrl;
        for (MapValue row : repositories.startingIssues()) {
            String repository = Company.text(row, "repository");
            Map<String, Value> fields = new LinkedHashMap<>();
            fields.put("title", new StringValue(Company.text(row, "title")));
            fields.put("body", new StringValue(Company.text(row, "body")));
            fields.put("state", new StringValue(Company.text(row, "state")));
            fields.put(
                    "labels",
                    repositories.labels(repository, GitHubRepositories.texts(row.get("labels"))));
            if (row.get("pull") == BoolValue.TRUE) {
                fields.put("pull_request", MapValue.of("merged_at", NullValue.NULL));
            }
            add(repository, fields);
        }
    }

    void addTo(Routes routes) {
        String issue = "/repos/{owner}/{name}/issues";
        routes.on("POST", issue, this::create)
                .on("GET", issue + "/{number}", r -> Answer.json(200, issue(r, false)))
                .on("PATCH", issue + "/{number}", this::update)
                .on("POST", issue + "/{number}/labels", this::addLabels)
                .on("DELETE", issue + "/{number}/labels/{label}", this::removeLabel);
    }

    Collection<MapValue> all() {
        return issues.rows();
    }

    /** The name of the repository in a path. */
    static String repository(Request request) {
        return request.variables().get(0) + "/" + request.variables().get(1);
    }

    /** The issue that a path names. */
    MapValue issue(Request request, boolean forWriting) {
        String name = repository(request);
        String repository = forWriting ? repositories.writable(name) : repositories.readable(name);
        MapValue issue = issues.get(address(repository, request.variables().get(2)));
        if (issue == null) {
            throw GitHubErrors.refuse(404, "Not Found");
        }
        return issue;
    }

    void commented(MapValue issue, long comments) {
        issues.set(issue, "comments", IntValue.of(comments));
    }

    private Answer create(Request request) {
        String repository = repositories.writable(repository(request));
        Map<String, Value> fields = fields(request, CREATE, repository);
        if (!fields.containsKey("title")) {
            throw GitHubErrors.field("Issue", "title", "missing_field");
        }
        MapValue row = add(repository, fields);
        return Answer.json(201, row).with("Location", Company.text(row, "url"));
    }

    private MapValue add(String repository, Map<String, Value> given) {
        int number = 1;
        for (MapValue row : issues.rows()) {
            number += Company.text(row, "repository_url").endsWith("/" + repository) ? 1 : 0;
        }
        Map<String, Value> row = new LinkedHashMap<>();
        put(row, "url", address(repository, Integer.toString(number)));
        put(row, "repository_url", baseUrl + "/repos/" + repository);
        put(row, "html_url", "https://github.com/" + repository + "/issues/" + number);
        row.put("id", IntValue.of(70_000 + issues.rows().size() + 1));
        row.put("number", IntValue.of(number));
        put(row, "title", "");
        row.put("user", repositories.self());
        row.put("labels", ListValue.EMPTY);
        put(row, "state", "open");
        row.put("state_reason", NullValue.NULL);
        row.put("locked", BoolValue.FALSE);
        row.put("assignees", ListValue.EMPTY);
        row.put("milestone", NullValue.NULL);
        row.put("comments", IntValue.of(0));
        put(row, "created_at", company.now());
        put(row, "updated_at", company.now());
        row.put("closed_at", NullValue.NULL);
        row.put("body", NullValue.NULL);
        row.putAll(given);
        return issues.put(new MapValue(row));
    }

    private Answer update(Request request) {
        MapValue issue = issue(request, true);
        String repository = repositories.writable(repository(request));
        Map<String, Value> row = new LinkedHashMap<>(issue.entries());
        Map<String, Value> fields = fields(request, UPDATE, repository);
        row.putAll(fields);
        if (fields.get("state") instanceof StringValue(String state)) {
            boolean closed = state.equals("closed");
            row.put("closed_at", closed ? new StringValue(company.now()) : NullValue.NULL);
            if (!fields.containsKey("state_reason")) {
                row.put("state_reason", new StringValue(closed ? "completed" : "reopened"));
            }
        }
        put(row, "updated_at", company.now());
        return Answer.json(200, issues.put(new MapValue(row)));
    }

    private Answer addLabels(Request request) {
        MapValue issue = issue(request, true);
        MapValue body = body(request, Set.of("labels"));
        if (!(body.get("labels") instanceof ListValue)) {
            throw GitHubErrors.refuse(422, "Invalid request.\n\n\"labels\" wasn't supplied.");
        }
        List<String> names = GitHubRepositories.texts(issue.get("labels"));
        for (String name : GitHubRepositories.texts(body.get("labels"))) {
            if (names.stream().noneMatch(name::equalsIgnoreCase)) {
                names.add(name);
            }
        }
        return labelled(request, issue, names);
    }

    private Answer removeLabel(Request request) {
        MapValue issue = issue(request, true);
        List<String> names = GitHubRepositories.texts(issue.get("labels"));
        if (!names.removeIf(request.variables().get(3)::equalsIgnoreCase)) {
            throw GitHubErrors.refuse(404, "Label does not exist");
        }
        return labelled(request, issue, names);
    }

    private Answer labelled(Request request, MapValue issue, List<String> names) {
        ListValue labels = repositories.labels(repositories.readable(repository(request)), names);
        issues.set(issue, "labels", labels);
        return Answer.json(200, labels);
    }

    private Map<String, Value> fields(Request request, Set<String> known, String repository) {
        return new GitHubFields(repositories).read(body(request, known), repository);
    }

    /** A JSON object with none but these properties. */
    static MapValue body(Request request, Set<String> known) {
        MapValue body = request.json();
        if (body == null) {
            throw GitHubErrors.refuse(400, "Problems parsing JSON");
        }
        for (String field : body.entries().keySet()) {
            if (!known.contains(field)) {
                throw GitHubErrors.refuse(
                        422, "Invalid request.\n\n\"" + field + "\" is not a permitted key.");
            }
        }
        return body;
    }

    private String address(String repository, String number) {
        return baseUrl + "/repos/" + repository + "/issues/" + number;
    }

    private static void put(Map<String, Value> row, String field, String text) {
        row.put(field, new StringValue(text));
    }

    static @Nullable String repositoryOf(MapValue issue) {
        String url = issue.text("repository_url");
        return url == null ? null : url.substring(url.indexOf("/repos/") + "/repos/".length());
    }
}
