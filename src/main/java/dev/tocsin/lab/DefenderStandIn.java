package dev.tocsin.lab;

import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

/**
 * Microsoft Defender for Endpoint: alerts, machines, machine actions, investigations, indicators,
 * statistics, advanced hunting.
 *
 * @see <a
 *     href="https://learn.microsoft.com/en-us/defender-endpoint/api/exposed-apis-list">supported
 *     APIs</a>
 */
final class DefenderStandIn implements StandIn {

    private static final String PREFIX = "/defender/api";

    private final Site site;
    private final Tokens tokens;
    private final DefenderErrors errors;
    private final Routes routes = new Routes();
    private final EndpointStates states;
    private final DefenderIndicators indicators;
    private final DefenderInvestigations investigations;
    private final MachineActionLinks links;

    DefenderStandIn(Site site) {
        Company company = site.company();
        DefenderTenant tenant = DefenderTenant.of(company, site.baseUrl() + PREFIX);
        this.site = site;
        this.tokens = site.tokens();
        this.errors = tenant.errors();
        this.states = new EndpointStates(company);
        this.indicators = new DefenderIndicators(tenant);
        this.investigations = new DefenderInvestigations(tenant);
        LiveResponse liveResponse = new LiveResponse(tenant);
        MachineActions actions = new MachineActions(tenant, liveResponse, states);
        this.links = new MachineActionLinks(tenant, actions, liveResponse);
        DefenderStatistics statistics = new DefenderStatistics(tenant);
        DefenderAlerts alerts = new DefenderAlerts(tenant);
        alerts.addTo(routes);
        new DefenderAlertCreation(tenant, investigations).addTo(routes);
        new DefenderAlertEntities(tenant, alerts, statistics).addTo(routes);
        new DefenderMachines(tenant).addTo(routes);
        new MachineActionRequests(tenant, actions, liveResponse).addTo(routes);
        actions.addTo(routes);
        links.addTo(routes);
        investigations.addTo(routes);
        indicators.addTo(routes);
        statistics.addTo(routes);
        routes.on(
                        "POST",
                        "/advancedqueries/run",
                        request -> HuntingAnswers.defender(company, errors, request))
                .on(
                        "POST",
                        "/advancedqueries/schema",
                        request -> HuntingAnswers.defenderSchema(company, errors, request));
    }

    @Override
    public String service() {
        return "defender-endpoint";
    }

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public Reach reach() {
        return site.entra(service(), prefix(), "https://api.securitycenter.microsoft.com/.default");
    }

    @Override
    public @Nullable Answer answer(Request request) {
        Answer download = links.download(request);
        if (download != null) {
            return download;
        }
        String fault = tokens.fault(request.header("authorization"), Audience.DEFENDER);
        if (fault != null) {
            return errors.answer(401, "Unauthorized", fault);
        }
        try {
            return routes.answer(request);
        } catch (ODataQuery.UnknownException e) {
            return errors.answer(400, "ODataError", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Answer failure(int status) {
        return errors.answer(status);
    }

    @Override
    public MapValue state() {
        return MapValue.builder()
                .put("endpoints", states.state())
                .put("investigations", investigations.state())
                .put("indicators", indicators.state())
                .build();
    }
}
