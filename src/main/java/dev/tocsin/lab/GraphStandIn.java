package dev.tocsin.lab;

import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

/**
 * Microsoft Graph v1.0: alerts, incidents and hunting of Defender XDR, identity protection, users,
 * groups, mailboxes, mail, Teams.
 *
 * @see <a href="https://learn.microsoft.com/en-us/graph/api/overview">Graph v1.0</a>
 */
final class GraphStandIn implements StandIn {

    private final Site site;
    private final Tokens tokens;
    private final GraphErrors errors;
    private final GraphDirectory directory;
    private final GraphCases cases;
    private final GraphIdentities identities;
    private final Routes routes = new Routes();

    GraphStandIn(Site site) {
        Company company = site.company();
        MapValue start = company.section(service());
        this.site = site;
        this.tokens = site.tokens();
        this.errors = new GraphErrors(company);
        GraphCollections collections = new GraphCollections(errors, site.baseUrl() + prefix());
        directory = new GraphDirectory(company, errors, start);
        cases = new GraphCases(company, errors, directory, start);
        identities = new GraphIdentities(company, collections, start);
        GraphAlerts alerts = new GraphAlerts(cases, company, collections);
        alerts.addTo(routes);
        new GraphIncidents(cases, alerts, collections).addTo(routes);
        identities.addTo(routes);
        routes.on(
                "POST",
                "/security/runHuntingQuery",
                request -> HuntingAnswers.graph(company, errors, request));
        new GraphRisk(company, collections, start).addTo(routes);
        new GraphUsers(directory, company, collections).addTo(routes);
        new GraphGroups(directory, collections).addTo(routes);
        GraphMailboxes mailboxes = new GraphMailboxes(directory, company, errors);
        mailboxes.addTo(routes);
        new GraphMailTips(mailboxes, company, errors).addTo(routes);
        new GraphMail(directory, mailboxes, company, errors).addTo(routes);
        new GraphTeams(company, errors, start).addTo(routes);
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
    public MapValue state() {
        return MapValue.builder()
                .put("incidents", new GraphWork(cases).incidents())
                .put("xdrAlerts", new GraphWork(cases).alerts())
                .put("groups", directory.state())
                .put("guests", directory.guestState())
                .put("identityActions", identities.state())
                .build();
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
