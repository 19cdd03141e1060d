package dev.tocsin.lab;

import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Jira Cloud, REST API v3: the issues of one project, with basic authentication.
 *
 * @see <a href="https://developer.atlassian.com/cloud/jira/platform/rest/v3/intro/">REST API v3</a>
 */
final class JiraStandIn implements StandIn {

    private static final String TOKEN = "env:TOCSIN_LAB_JIRA_TOKEN";

    private final String baseUrl;
    private final String user;
    private final String token;
    private final JiraIssues issues;
    private final JiraComments comments;
    private final Routes routes = new Routes();

    JiraStandIn(Site site) {
        MapValue section = site.company().section(service());
        this.baseUrl = site.baseUrl() + prefix();
        this.user = Section.text(section, "access", "user");
        this.token = Section.text(section, "access", "token");
        JiraProject project = new JiraProject(site.company(), section, baseUrl);
        this.issues = new JiraIssues(site.company(), project, baseUrl);
        this.comments = new JiraComments(issues, project, baseUrl);
        // `createmeta` would pass for the key of an issue.
        new JiraMeta(project).addTo(routes);
        issues.addTo(routes);
        new JiraWorkflow(issues, project).addTo(routes);
        comments.addTo(routes);
        new JiraSearch(site.company(), project, issues).addTo(routes);
    }

    @Override
    public String service() {
        return "jira";
    }

    @Override
    public String prefix() {
        return "/jira/rest/api/3";
    }

    @Override
    public Reach reach() {
        return Reach.http(service(), baseUrl)
                .auth("basic", "user", user, "password", TOKEN)
                .credential(TOKEN, token);
    }

    @Override
    public @Nullable Answer answer(Request request) {
        byte[] pair = (user + ":" + token).getBytes(StandardCharsets.UTF_8);
        String expected = "Basic " + Base64.getEncoder().encodeToString(pair);
        return expected.equals(request.header("authorization"))
                ? routes.answer(request)
                : failure(401);
    }

    @Override
    public Answer failure(int status) {
        return switch (status) {
            case 400 -> JiraErrors.payload().answer();
            case 401 ->
                    JiraErrors.answer(401, "Client must be authenticated to access this resource.")
                            .with("WWW-Authenticate", "OAuth realm=\"Jira\"");
            case 403 -> JiraErrors.answer(403, "You do not have permission to do this.");
            case 404 ->
                    JiraErrors.answer(
                            404, "Issue does not exist or you do not have permission to see it.");
            case 429 ->
                    JiraErrors.answer(429, "Rate limit exceeded.")
                            .with("RateLimit-Reason", "jira-burst-based");
            default -> JiraErrors.answer(status, "Internal server error");
        };
    }

    @Override
    public MapValue state() {
        return MapValue.of("jira", JiraState.of(issues, comments));
    }
}
