package dev.tocsin.lab;

import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Comments on issues, oldest first. */
final class GitHubComments {

    private final Company company;
    private final GitHubRepositories repositories;
    private final GitHubIssues issues;
    private final String baseUrl;
    private final List<MapValue> comments = new ArrayList<>();

    GitHubComments(
            Company company, GitHubRepositories repositories, GitHubIssues issues, String baseUrl) {
        this.company = company;
        this.repositories = repositories;
        this.issues = issues;
        this.baseUrl = baseUrl;
    }

    void addTo(Routes routes) {
        String path = "/repos/{owner}/{name}/issues/{number}/comments";
        routes.on("POST", path, this::add).on("GET", path, this::list);
    }

    /** What was said on an issue. */
    ListValue texts(MapValue issue) {
        List<Value> texts = new ArrayList<>();
        for (MapValue comment : of(issue)) {
            texts.add(new StringValue(Company.text(comment, "body")));
        }
        return new ListValue(texts);
    }

    private Answer add(Request request) {
        MapValue issue = issues.issue(request, true);
        MapValue body = GitHubIssues.body(request, Set.of("body"));
        String text = Company.text(body, "body");
        if (text.isBlank()) {
            throw GitHubErrors.field("IssueComment", "body", "missing_field");
        }
        int number = comments.size() + 1;
        MapValue comment =
                MapValue.builder()
                        .put(
                                "url",
                                baseUrl
                                        + "/repos/"
                                        + GitHubIssues.repositoryOf(issue)
                                        + "/issues/comments/"
                                        + (80_000 + number))
                        .put(
                                "html_url",
                                Company.text(issue, "html_url")
                                        + "#issuecomment-"
                                        + (80_000 + number))
                        .put("issue_url", Company.text(issue, "url"))
                        .put("id", 80_000 + number)
                        .put("user", repositories.self())
                        .put("created_at", company.now())
                        .put("updated_at", company.now())
                        .put("body", text)
                        .build();
        comments.add(comment);
        issues.commented(issue, of(issue).size());
        return Answer.json(201, comment).with("Location", Company.text(comment, "url"));
    }

    private Answer list(Request request) {
        MapValue issue = issues.issue(request, false);
        GitHubLists.checkNames(request.query(), Set.of("since", "per_page", "page"));
        List<MapValue> found = new ArrayList<>();
        for (MapValue comment : of(issue)) {
            String since = request.query().getOrDefault("since", "");
            if (Company.text(comment, "updated_at").compareTo(since) >= 0) {
                found.add(comment);
            }
        }
        return GitHubLists.page(found, request.query(), Company.text(issue, "url") + "/comments");
    }

    private List<MapValue> of(MapValue issue) {
        List<MapValue> found = new ArrayList<>();
        for (MapValue comment : comments) {
            if (Company.text(issue, "url").equals(comment.text("issue_url"))) {
                found.add(comment);
            }
        }
        return found;
    }

    /** Each issue with what was said on it, as a person wants to see it. */
    ListValue state() {
        List<Value> rows = new ArrayList<>();
        for (MapValue issue : issues.all()) {
            String number = issue.get("number") instanceof IntValue(long value) ? "#" + value : "";
            List<Value> labels = new ArrayList<>();
            GitHubRepositories.texts(issue.get("labels"))
                    .forEach(label -> labels.add(new StringValue(label)));
            rows.add(
                    MapValue.builder()
                            .put("key", GitHubIssues.repositoryOf(issue) + number)
                            .put("summary", Company.text(issue, "title"))
                            .put("status", Company.text(issue, "state"))
                            .put("labels", new ListValue(labels))
                            .put("description", Company.text(issue, "body"))
                            .put("comments", texts(issue))
                            .build());
        }
        return new ListValue(rows);
    }
}
