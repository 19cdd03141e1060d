package dev.tocsin.lab;

import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

/**
 * Microsoft Defender for Cloud Apps, once Cloud App Security: alerts, activities, people, files and
 * ranges of addresses.
 *
 * @see <a href="https://learn.microsoft.com/en-us/defender-cloud-apps/api-introduction">API</a>
 */
final class CloudAppStandIn implements StandIn {

    private final Site site;
    private final Company company;
    private final Tokens tokens;
    private final CloudAppActivities activities;
    private final CloudAppFiles files;
    private final CloudAppRanges ranges;
    private final Routes routes = new Routes();

    CloudAppStandIn(Site site) {
        this.site = site;
        this.company = site.company();
        this.tokens = site.tokens();
        MapValue section = company.section(service());
        this.activities = new CloudAppActivities(company, section);
        this.files = new CloudAppFiles(company, section);
        this.ranges = new CloudAppRanges(company, section);
        new CloudAppAlerts(company).addTo(routes);
        activities.addTo(routes);
        new CloudAppEntities(company).addTo(routes);
        files.addTo(routes);
        ranges.addTo(routes);
    }

    @Override
    public String service() {
        return "cloud-app-security";
    }

    @Override
    public String prefix() {
        return "/cas/api/v1";
    }

    @Override
    public Reach reach() {
        return site.entra(service(), prefix(), "05a65629-4c1b-48c1-a78b-804c4abdd4af/.default");
    }

    @Override
    public @Nullable Answer answer(Request request) {
        String header = request.header("authorization");
        boolean portalToken =
                header != null
                        && header.regionMatches(true, 0, "Token ", 0, 6)
                        && header.substring(6).strip().equals(company.access().cloudAppToken());
        if (!portalToken && tokens.fault(header, Audience.CLOUD_APPS) != null) {
            return failure(401);
        }
        Answer answer = routes.answer(request);
        if (answer == null && !request.path().endsWith("/")) {
            // Nearly every path ends in a slash; a client that follows this loses its body.
            return Answer.empty(301).with("Location", prefix() + request.path() + "/");
        }
        return answer;
    }

    @Override
    public Answer failure(int status) {
        return CloudAppErrors.answer(status);
    }

    @Override
    public MapValue state() {
        return MapValue.builder()
                .put("activityFeedback", activities.state())
                .put("cloudAppFiles", files.state())
                .put("ipRanges", ranges.state())
                .build();
    }
}
