package dev.tocsin.lab;

import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Search by JQL, page by page with a token. Without {@code fields} it gives ids and nothing else.
 *
 * @see <a
 *     href="https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/">issue
 *     search</a>
 */
final class JiraSearch {

    private static final int PAGE = 50;
    private static final int LONGEST_PAGE = 5000;
    private static final Set<String> NAMES =
            Set.of("jql", "nextPageToken", "maxResults", "fields", "reconcileIssues");

    private final Company company;
    private final JiraProject project;
    private final JiraIssues issues;

    JiraSearch(Company company, JiraProject project, JiraIssues issues) {
        this.company = company;
        this.project = project;
        this.issues = issues;
    }

    void addTo(Routes routes) {
        routes.on("POST", "/search/jql", request -> search(JiraIssues.body(request, NAMES)))
                .on("GET", "/search/jql", request -> search(parameters(request)));
    }

    /** {@code summary,-description}, or the items of a list. */
    static List<String> fields(String text) {
        List<String> fields = new ArrayList<>();
        for (String field : text.split(",")) {
            if (!field.isBlank()) {
                fields.add(field.strip());
            }
        }
        return fields;
    }

    private static MapValue parameters(Request request) {
        if (!NAMES.containsAll(request.query().keySet())) {
            throw JiraErrors.payload();
        }
        MapValue.Builder body = MapValue.builder();
        for (Map.Entry<String, String> each : request.query().entrySet()) {
            switch (each.getKey()) {
                case "maxResults" ->
                        body.put("maxResults", Queries.number(request.query(), "maxResults", PAGE));
                case "fields" -> body.put("fields", JiraProject.texts(fields(each.getValue())));
                default -> body.put(each.getKey(), each.getValue());
            }
        }
        return body.build();
    }

    private Answer search(MapValue body) {
        List<MapValue> found = found(Company.text(body, "jql"));
        int from = from(body.text("nextPageToken"), Company.text(body, "jql"));
        int size =
                body.get("maxResults") instanceof IntValue(long asked)
                        ? Math.clamp(asked, 1, LONGEST_PAGE)
                        : PAGE;
        List<String> fields = new ArrayList<>();
        if (body.get("fields") instanceof ListValue(List<Value> names)) {
            names.forEach(name -> fields.add(name instanceof StringValue(String text) ? text : ""));
        }
        int to = Math.min(found.size(), from + size);
        List<Value> page = new ArrayList<>();
        for (MapValue issue : found.subList(Math.min(from, to), to)) {
            page.add(
                    fields.isEmpty() || fields.equals(List.of("id"))
                            ? Table.only(issue, List.of("id"))
                            : JiraIssues.shown(issue, fields));
        }
        MapValue.Builder out = MapValue.builder().put("issues", new ListValue(page));
        if (to < found.size()) {
            out.put("nextPageToken", token(to, Company.text(body, "jql")));
        }
        return Answer.json(200, out.put("isLast", to == found.size()).build());
    }

    private List<MapValue> found(String jql) {
        try {
            JqlQuery query = JqlQuery.parse(jql);
            return query.find(issues.all(), new JqlFields(project, company.instant()));
        } catch (JqlQuery.InvalidException e) {
            throw JiraErrors.refuse(400, String.valueOf(e.getMessage()));
        }
    }

    private static String token(int from, String jql) {
        byte[] mark = (from + ":" + jql).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mark);
    }

    /** A token leads on in the search that gave it only. */
    private static int from(@Nullable String token, String jql) {
        if (token == null) {
            return 0;
        }
        try {
            String mark = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            int colon = mark.indexOf(':');
            if (colon > 0 && mark.substring(colon + 1).equals(jql)) {
                return Integer.parseInt(mark.substring(0, colon));
            }
        } catch (IllegalArgumentException _) {
            // Not one of ours.
        }
        throw JiraErrors.refuse(400, "The provided next page token is invalid or expired.");
    }
}
