package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.PercentEncoding;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lists of issues, with links to their other pages in the header {@code Link}.
 *
 * @see <a
 *     href="https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api">pagination</a>
 */
final class GitHubLists {

    private static final int PAGE = 30;
    private static final int LONGEST_PAGE = 100;
    private static final Set<String> NAMES =
            Set.of(
                    "state",
                    "labels",
                    "assignee",
                    "creator",
                    "since",
                    "sort",
                    "direction",
                    "per_page",
                    "page");

    private final GitHubRepositories repositories;
    private final GitHubIssues issues;
    private final String baseUrl;

    GitHubLists(GitHubRepositories repositories, GitHubIssues issues, String baseUrl) {
        this.repositories = repositories;
        this.issues = issues;
        this.baseUrl = baseUrl;
    }

    void addTo(Routes routes) {
        routes.on(
                        "GET",
                        "/repos/{owner}/{name}/issues",
                        r -> list(repositories.readable(GitHubIssues.repository(r)), r))
                // Where the links of the service lead.
                .on("GET", "/repositories/{id}/issues", r -> list(repositories.named(r.id()), r));
    }

    private Answer list(String repository, Request request) {
        Map<String, String> query = request.query();
        checkNames(query, NAMES);
        List<MapValue> found = new ArrayList<>();
        for (MapValue issue : issues.all()) {
            if (repository.equals(GitHubIssues.repositoryOf(issue)) && fits(issue, query)) {
                found.add(issue);
            }
        }
        if (!query.getOrDefault("direction", "desc").equals("asc")) {
            Collections.reverse(found);
        }
        return page(
                found,
                query,
                baseUrl + "/repositories/" + repositories.idOf(repository) + "/issues");
    }

    private static boolean fits(MapValue issue, Map<String, String> query) {
        String state = query.getOrDefault("state", "open");
        boolean fits = state.equals("all") || state.equals(issue.text("state"));
        List<String> labels = GitHubRepositories.texts(issue.get("labels"));
        for (String label : query.getOrDefault("labels", "").split(",")) {
            fits &= label.isBlank() || labels.stream().anyMatch(label.strip()::equalsIgnoreCase);
        }
        String since = query.getOrDefault("since", "");
        fits &= Company.text(issue, "updated_at").compareTo(since) >= 0;
        String creator = query.get("creator");
        fits &=
                creator == null
                        || issue.get("user") instanceof MapValue user
                                && creator.equalsIgnoreCase(user.text("login"));
        return fits && isAssigned(issue, query.getOrDefault("assignee", ""));
    }

    private static boolean isAssigned(MapValue issue, String assignee) {
        List<String> logins = new ArrayList<>();
        if (issue.get("assignees") instanceof ListValue(List<Value> people)) {
            people.forEach(person -> logins.add(Company.text((MapValue) person, "login")));
        }
        return switch (assignee) {
            case "" -> true;
            case "*" -> !logins.isEmpty();
            case "none" -> logins.isEmpty();
            default -> logins.stream().anyMatch(assignee::equalsIgnoreCase);
        };
    }

    static void checkNames(Map<String, String> query, Set<String> known) {
        for (String name : query.keySet()) {
            if (!known.contains(name)) {
                throw GitHubErrors.refuse(
                        422, "The lab does not know the parameter `" + name + "`");
            }
        }
    }

    /** A page, whose links lead below {@code address}. */
    static Answer page(List<MapValue> found, Map<String, String> query, String address) {
        int size = size(query);
        int page = Math.max(1, Queries.number(query, "page", 1));
        Value items = new ListValue(List.copyOf(part(found, page, size)));
        return linked(Answer.json(200, items), links(found.size(), page, size, query, address));
    }

    /** Without the header where there is nothing to link to. */
    static Answer linked(Answer answer, String links) {
        return links.isEmpty() ? answer : answer.with("Link", links);
    }

    static int size(Map<String, String> query) {
        return Math.clamp(Queries.number(query, "per_page", PAGE), 1, LONGEST_PAGE);
    }

    static List<MapValue> part(List<MapValue> found, int page, int size) {
        int from = Math.min(found.size(), (page - 1) * size);
        return found.subList(from, Math.min(found.size(), from + size));
    }

    /** Empty where all is on one page. */
    static String links(int found, int page, int size, Map<String, String> query, String address) {
        int last = Math.max(1, (found + size - 1) / size);
        List<String> links = new ArrayList<>();
        if (page > 1) {
            links.add(link("prev", page - 1, query, address));
        }
        if (page < last) {
            links.add(link("next", page + 1, query, address));
            links.add(link("last", last, query, address));
        }
        if (page > 1) {
            links.add(link("first", 1, query, address));
        }
        return String.join(", ", links);
    }

    private static String link(String rel, int page, Map<String, String> query, String address) {
        Map<String, String> parameters = new LinkedHashMap<>(query);
        parameters.put("page", Integer.toString(page));
        StringBuilder url = new StringBuilder(address);
        char mark = '?';
        for (Map.Entry<String, String> each : parameters.entrySet()) {
            url.append(mark)
                    .append(each.getKey())
                    .append('=')
                    .append(PercentEncoding.encode(each.getValue()));
            mark = '&';
        }
        return "<" + url + ">; rel=\"" + rel + "\"";
    }
}
