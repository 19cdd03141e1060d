package dev.tocsin.lab;

import java.time.InstantSource;
import java.util.List;

/** Every service that the lab stands in for over HTTP, in the order of its connections. */
final class StandIns {

    private StandIns() {}

    static List<StandIn> of(Site site) {
        LogTables logs = new LogTables(site.company().section("log-analytics"));
        return List.of(
                new LoginStandIn(site),
                new DefenderStandIn(site),
                new CloudAppStandIn(site),
                new GraphStandIn(site),
                new SentinelStandIn(site),
                new LogAnalyticsStandIn(site, logs),
                new LogIngestionStandIn(site, logs),
                new ArmStandIn(site),
                new KeyVaultStandIn(site),
                new ServiceNowStandIn(site),
                new HttpStandIn(site),
                new TeamsStandIn(site),
                new SlackStandIn(site),
                new JiraStandIn(site),
                new GitHubStandIn(site),
                new VirusTotalStandIn(site));
    }

    /** What they are called, in that order. */
    static List<String> names() {
        Company company = Company.of(Scenario.contoso(), InstantSource.fixed(LabOptions.MORNING));
        return of(Site.unreached(company)).stream().map(StandIn::service).toList();
    }
}
