package dev.tocsin.lab;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a run needs to reach the lab in place of the real services: the text of a {@code
 * connections.yaml}, and the credentials it refers to.
 */
record LabConnections(Access access, String baseUrl, int smtpPort) {

    private static final String CLIENT_SECRET = "env:TOCSIN_LAB_CLIENT_SECRET";
    private static final String SERVICENOW_PASSWORD = "env:TOCSIN_LAB_SERVICENOW_PASSWORD";
    private static final String TEAMS_WEBHOOK = "env:TOCSIN_LAB_TEAMS_WEBHOOK";

    String yaml() {
        StringBuilder out = new StringBuilder(2048);
        out.append("# The stand-ins of a running lab; nothing in here reaches a real service.\n");
        out.append("connections:\n");
        service(out, "defender-endpoint", "/defender/api");
        oauth(out, "https://api.securitycenter.microsoft.com/.default");
        service(out, "cloud-app-security", "/cas/api/v1");
        oauth(out, "05a65629-4c1b-48c1-a78b-804c4abdd4af/.default");
        service(out, "graph", "/graph/v1.0");
        oauth(out, "https://graph.microsoft.com/.default");
        service(out, "servicenow", "/servicenow/api/now");
        out.append("    auth:\n      kind: basic\n      user: ")
                .append(access.serviceNowUser())
                .append("\n      password: ")
                .append(SERVICENOW_PASSWORD)
                .append('\n');
        service(out, "http", "/http");
        out.append("  teams:\n    allowAddresses: [127.0.0.1]\n");
        out.append("    auth:\n      kind: urlSecret\n      url: ")
                .append(TEAMS_WEBHOOK)
                .append('\n');
        out.append("  mail:\n    allowAddresses: [127.0.0.1]\n");
        out.append("    smtp:\n      host: 127.0.0.1\n      port: ")
                .append(smtpPort)
                .append("\n      security: none\n      from: tocsin@contoso.com\n");
        return out.toString();
    }

    /** By reference as in the file: {@code env:TOCSIN_LAB_CLIENT_SECRET}. */
    Map<String, String> credentials() {
        Map<String, String> credentials = new LinkedHashMap<>();
        credentials.put(CLIENT_SECRET, access.clientSecret());
        credentials.put(SERVICENOW_PASSWORD, access.serviceNowPassword());
        credentials.put(TEAMS_WEBHOOK, baseUrl + "/teams/webhook/" + access.teamsSecret());
        return credentials;
    }

    private void service(StringBuilder out, String name, String path) {
        out.append("  ").append(name).append(":\n    url: ").append(baseUrl).append(path);
        out.append("\n    allowAddresses: [127.0.0.1]\n");
    }

    private void oauth(StringBuilder out, String scope) {
        out.append("    auth:\n      kind: oauth2ClientCredentials\n      tokenUrl: ");
        out.append(baseUrl).append("/login/").append(access.tenantName());
        out.append("/oauth2/v2.0/token\n      clientId: ").append(access.clientId());
        out.append("\n      clientSecret: ").append(CLIENT_SECRET);
        out.append("\n      scope: ").append(scope).append('\n');
    }
}
