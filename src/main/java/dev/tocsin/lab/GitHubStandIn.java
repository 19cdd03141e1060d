package dev.tocsin.lab;

import dev.tocsin.value.IntValue;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/**
 * GitHub's REST API: the issues of a few repositories.
 *
 * @see <a href="https://docs.github.com/en/rest/issues">issues</a>
 */
final class GitHubStandIn implements StandIn {

    private static final String TOKEN = "env:TOCSIN_LAB_GITHUB_TOKEN";
    private static final Set<String> VERSIONS = Set.of("2022-11-28", "2026-03-10");
    private static final long LIMIT = 5000;

    private final String baseUrl;
    private final String token;
    private final Company company;
    private final GitHubComments comments;
    private final Routes routes = new Routes();
    private long used;

    GitHubStandIn(Site site) {
        this.company = site.company();
        MapValue section = company.section(service());
        this.baseUrl = site.baseUrl() + prefix();
        this.token = Section.text(section, "access", "token");
        GitHubRepositories repositories = new GitHubRepositories(company, section, baseUrl);
        GitHubIssues issues = new GitHubIssues(company, repositories, baseUrl);
        this.comments = new GitHubComments(company, repositories, issues, baseUrl);
        issues.addTo(routes);
        comments.addTo(routes);
        new GitHubLists(repositories, issues, baseUrl).addTo(routes);
        new GitHubSearch(repositories, issues, baseUrl).addTo(routes);
        routes.on("GET", "/rate_limit", _ -> Answer.json(200, rateLimit()));
    }

    @Override
    public String service() {
        return "github";
    }

    @Override
    public String prefix() {
        return "/github";
    }

    @Override
    public Reach reach() {
        return Reach.http(service(), baseUrl)
                .auth("bearer", "token", TOKEN)
                .credential(TOKEN, token);
    }

    @Override
    public @Nullable Answer answer(Request request) {
        if (request.header("user-agent") == null) {
            return GitHubErrors.answer(
                    403,
                    "Request forbidden by administrative rules. Please make sure your request has"
                            + " a User-Agent header");
        }
        if (!("Bearer " + token).equals(request.header("authorization"))) {
            return failure(401);
        }
        String version = request.header("x-github-api-version");
        if (version != null && !VERSIONS.contains(version)) {
            return GitHubErrors.answer(400, "\"" + version + "\" is not a supported version.");
        }
        used += request.path().equals("/rate_limit") ? 0 : 1;
        return routes.answer(request);
    }

    @Override
    public Answer failure(int status) {
        return switch (status) {
            case 400 -> GitHubErrors.answer(400, "Problems parsing JSON");
            case 401 -> GitHubErrors.answer(401, "Bad credentials");
            case 403 ->
                    GitHubErrors.answer(403, "Resource not accessible by personal access token");
            case 404 -> GitHubErrors.answer(404, "Not Found");
            case 429 ->
                    GitHubErrors.answer(
                            429,
                            "You have exceeded a secondary rate limit. Please wait a few minutes"
                                    + " before you try again.");
            default -> GitHubErrors.answer(status, "Server Error");
        };
    }

    @Override
    public MapValue state() {
        return MapValue.of("github", comments.state());
    }

    private MapValue rateLimit() {
        MapValue core =
                MapValue.builder()
                        .put("limit", LIMIT)
                        .put("used", used)
                        .put("remaining", LIMIT - used)
                        .put("reset", IntValue.of(company.instant().getEpochSecond() + 3600))
                        .build();
        return MapValue.builder()
                .put("resources", MapValue.of("core", core))
                .put("rate", core)
                .build();
    }
}
