package dev.tocsin.lab;

import org.jspecify.annotations.Nullable;

/**
 * Microsoft Graph v1.0: users, mailbox settings, mail, identity protection, hunting.
 *
 * @see <a href="https://learn.microsoft.com/en-us/graph/api/overview">Graph v1.0</a>
 */
final class GraphStandIn implements StandIn {

    private final Site site;
    private final Tokens tokens;
    private final GraphErrors errors;
    private final Routes routes = new Routes();

    GraphStandIn(Site site) {
        Company company = site.company();
        this.site = site;
        this.tokens = site.tokens();
        this.errors = new GraphErrors(company);
        new GraphUsers(company, errors).addTo(routes);
        new GraphRisk(company, errors).addTo(routes);
        routes.on(
                "POST",
                "/security/runHuntingQuery",
                request -> HuntingAnswers.graph(company, errors, request));
    }

    @Override
    public String service() {
        return "graph";
    }

    @Override
    public String prefix() {
        return "/graph/v1.0";
    }

    @Override
    public Reach reach() {
        return site.entra(service(), prefix(), "https://graph.microsoft.com/.default");
    }

    @Override
    public @Nullable Answer answer(Request request) {
        String fault = tokens.fault(request.header("authorization"), Audience.GRAPH);
        if (fault != null) {
            return errors.answer(401, "InvalidAuthenticationToken", fault);
        }
        try {
            return routes.answer(request);
        } catch (ODataQuery.UnknownException e) {
            return errors.answer(400, "BadRequest", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Answer failure(int status) {
        return errors.answer(status);
    }
}
