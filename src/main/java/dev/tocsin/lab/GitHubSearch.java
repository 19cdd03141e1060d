package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Search of issues by words and qualifiers: {@code repo:contoso/alerts is:issue label:phish "from
 * the"}.
 *
 * @see <a
 *     href="https://docs.github.com/en/search-github/searching-on-github/searching-issues-and-pull-requests">searching
 *     issues</a>
 */
final class GitHubSearch {

    private static final int LONGEST_QUERY = 256;
    private static final Set<String> NAMES = Set.of("q", "sort", "order", "per_page", "page");

    private final GitHubRepositories repositories;
    private final GitHubIssues issues;
    private final String baseUrl;

    GitHubSearch(GitHubRepositories repositories, GitHubIssues issues, String baseUrl) {
        this.repositories = repositories;
        this.issues = issues;
        this.baseUrl = baseUrl;
    }

    void addTo(Routes routes) {
        routes.on("GET", "/search/issues", this::search);
    }

    private Answer search(Request request) {
        Map<String, String> query = request.query();
        GitHubLists.checkNames(query, NAMES);
        String text = query.getOrDefault("q", "");
        if (text.isBlank()) {
            throw GitHubErrors.field("Search", "q", "missing");
        }
        if (text.length() > LONGEST_QUERY) {
            throw GitHubErrors.field("Search", "q", "invalid");
        }
        List<String> terms = terms(text);
        if (!terms.contains("is:issue") && !terms.contains("is:pull-request")) {
            throw GitHubErrors.refuse(422, "Query must include 'is:issue' or 'is:pull-request'");
        }
        List<MapValue> found = new ArrayList<>();
        for (MapValue issue : issues.all()) {
            boolean fits = true;
            for (String term : terms) {
                fits &= fits(issue, term, terms);
            }
            if (fits) {
                found.add(issue);
            }
        }
        if (!query.getOrDefault("order", "desc").equals("asc")) {
            Collections.reverse(found);
        }
        int size = GitHubLists.size(query);
        int page = Math.max(1, Queries.number(query, "page", 1));
        List<Value> items = new ArrayList<>(GitHubLists.part(found, page, size));
        MapValue body =
                MapValue.builder()
                        .put("total_count", found.size())
                        .put("incomplete_results", false)
                        .put("items", new ListValue(items))
                        .build();
        return GitHubLists.linked(
                Answer.json(200, body),
                GitHubLists.links(found.size(), page, size, query, baseUrl + "/search/issues"));
    }

    /** Split at blanks outside of quotes; quotes are left out, upper and lower case are alike. */
    private static List<String> terms(String text) {
        List<String> terms = new ArrayList<>();
        StringBuilder term = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? ' ' : text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ' ' && (!quoted || i == text.length())) {
                if (!term.isEmpty()) {
                    terms.add(term.toString().toLowerCase(Locale.ROOT));
                }
                term.setLength(0);
            } else {
                term.append(c);
            }
        }
        return terms;
    }

    private boolean fits(MapValue issue, String term, List<String> terms) {
        int colon = term.indexOf(':');
        String name = colon < 0 ? "" : term.substring(0, colon);
        String value = term.substring(colon + 1);
        return switch (name) {
            case "repo" -> repositories.readable(value).equals(GitHubIssues.repositoryOf(issue));
            case "is" ->
                    switch (value) {
                        case "issue" -> issue.get("pull_request") == null;
                        case "pull-request", "pr" -> issue.get("pull_request") != null;
                        default -> value.equals(issue.text("state"));
                    };
            case "state" -> value.equals(issue.text("state"));
            case "label" ->
                    GitHubRepositories.texts(issue.get("labels")).stream()
                            .anyMatch(value::equalsIgnoreCase);
            case "in" -> true;
            case "created" ->
                    Company.text(issue, "created_at")
                                    .compareTo(value.replace(">=", "").toUpperCase(Locale.ROOT))
                            >= 0;
            case "" -> words(issue, terms).contains(term);
            default ->
                    throw GitHubErrors.refuse(
                            422, "The lab does not know the qualifier `" + name + "`");
        };
    }

    private static String words(MapValue issue, List<String> terms) {
        boolean titleOnly = terms.contains("in:title");
        String title = Company.text(issue, "title");
        String body = titleOnly ? "" : Company.text(issue, "body");
        return (title + "\n" + body).toLowerCase(Locale.ROOT);
    }
}
