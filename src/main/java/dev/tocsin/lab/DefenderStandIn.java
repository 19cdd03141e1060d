package dev.tocsin.lab;

import org.jspecify.annotations.Nullable;

/**
 * Microsoft Defender for Endpoint: alerts, machines, machine actions, advanced hunting.
 *
 * @see <a
 *     href="https://learn.microsoft.com/en-us/defender-endpoint/api/exposed-apis-list">supported
 *     APIs</a>
 */
final class DefenderStandIn implements StandIn {

    private final Site site;
    private final Tokens tokens;
    private final DefenderErrors errors;
    private final Routes routes = new Routes();

    DefenderStandIn(Site site) {
        Company company = site.company();
        this.site = site;
        this.tokens = site.tokens();
        this.errors = new DefenderErrors(company);
        new DefenderAlerts(company, errors).addTo(routes);
        new DefenderMachines(company, errors).addTo(routes);
        new MachineActions(company, errors).addTo(routes);
        routes.on(
                "POST",
                "/advancedqueries/run",
                request -> HuntingAnswers.defender(company, errors, request));
    }

    @Override
    public String service() {
        return "defender-endpoint";
    }

    @Override
    public String prefix() {
        return "/defender/api";
    }

    @Override
    public Reach reach() {
        return site.entra(service(), prefix(), "https://api.securitycenter.microsoft.com/.default");
    }

    @Override
    public @Nullable Answer answer(Request request) {
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
}
