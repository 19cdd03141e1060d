package dev.tocsin.lab;

import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

/**
 * VirusTotal's API v3: lookups, and analyses of what is handed in.
 *
 * @see <a href="https://docs.virustotal.com/reference/overview">API v3</a>
 */
final class VirusTotalStandIn implements StandIn {

    private static final String KEY = "env:TOCSIN_LAB_VIRUSTOTAL_KEY";

    private final String baseUrl;
    private final String key;
    private final VirusTotalAnalyses analyses;
    private final Routes routes = new Routes();

    VirusTotalStandIn(Site site) {
        MapValue section = site.company().section(service());
        this.baseUrl = site.baseUrl() + prefix();
        this.key = Section.text(section, "access", "key");
        VirusTotalObjects objects = new VirusTotalObjects(site.company(), section, baseUrl);
        this.analyses = new VirusTotalAnalyses(site.company(), objects, baseUrl);
        objects.addTo(routes);
        analyses.addTo(routes);
    }

    @Override
    public String service() {
        return "virustotal";
    }

    @Override
    public String prefix() {
        return "/virustotal/api/v3";
    }

    @Override
    public Reach reach() {
        return Reach.http(service(), baseUrl).auth("apiKey", "key", KEY).credential(KEY, key);
    }

    @Override
    public @Nullable Answer answer(Request request) {
        String given = request.header("x-apikey");
        if (given == null) {
            return error(401, "AuthenticationRequiredError", "X-Apikey header is missing");
        }
        return given.equals(key) ? routes.answer(request) : failure(401);
    }

    @Override
    public Answer failure(int status) {
        return switch (status) {
            case 400 -> error(400, "BadRequestError", "Bad request");
            case 401 -> error(401, "WrongCredentialsError", "Wrong API key");
            case 403 ->
                    error(
                            403,
                            "ForbiddenError",
                            "You are not authorized to perform the requested operation");
            case 404 -> error(404, "NotFoundError", "Resource not found.");
            case 409 -> error(409, "AlreadyExistsError", "The resource already exists");
            case 424 -> error(424, "FailedDependencyError", "A request it depends on failed");
            case 429 -> error(429, "QuotaExceededError", "Quota exceeded");
            case 503 -> error(503, "TransientError", "Transient server error");
            case 504 -> error(504, "DeadlineExceededError", "The operation took too long");
            default -> error(status, "InternalError", "Internal server error");
        };
    }

    @Override
    public MapValue state() {
        return MapValue.of("virustotal", analyses.state());
    }

    private static Answer error(int status, String code, String message) {
        return Answer.json(
                status,
                MapValue.of(
                        "error",
                        MapValue.builder().put("code", code).put("message", message).build()));
    }

    static RefusedException refuse(int status, String code, String message) {
        return new RefusedException(error(status, code, message));
    }
}
