package dev.tocsin.lab;

import dev.tocsin.value.Durations;
import dev.tocsin.value.MapValue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * So many requests in so much time, as a service documents it.
 *
 * @param methods {@code *} for each
 * @param path the first segments below the service's base, {@code *} for any one; after a first
 *     {@code **} they may stand anywhere
 * @param requests how many are answered
 * @param per within this time
 * @param scope what is counted together
 * @param form how the one too many is answered
 */
record RateLimit(
        String service,
        List<String> methods,
        List<String> path,
        int requests,
        Duration per,
        Scope scope,
        Form form) {

    /** What is counted together. */
    enum Scope {
        /** All requests that fit. */
        ALL,
        /** Those of one method and path, ids aside: {@code POST /machines/{id}/isolate}. */
        OPERATION,
        /** Those whose path begins alike, ids included. */
        PATH,
        /** Those with the same {@code channel} in their body. */
        CHANNEL
    }

    /** How a service tells that there were too many. */
    enum Form {
        /** 429 with {@code Retry-After} in seconds. */
        RETRY_AFTER,
        /** 429 that does not say how long. */
        SILENT,
        /** 429 with {@code X-RateLimit-*}, which all other answers have, too. */
        SERVICENOW,
        /** 429 with {@code Retry-After}, {@code X-RateLimit-*} and the reason: too many at once. */
        JIRA_BURST,
        /** The same; too many for one issue. */
        JIRA_ISSUE,
        /** 429 with {@code x-ratelimit-*}, which all other answers have, too. */
        GITHUB,
        /** 200 with a text that tells of a 429. */
        TEAMS
    }

    /**
     * Service, methods, path, requests/time, scope, form. All rows that fit a request count.
     *
     * <p>From the vendors' pages: Defender for Endpoint, each API's page; Defender for Cloud Apps,
     * "API introduction"; Graph, "service-specific throttling limits", whose resource units are
     * taken as requests of one unit in the smallest tenant; Azure Resource Manager, "request limits
     * and throttling", a full bucket as so many within the time that it takes to fill; Azure
     * Monitor, "service limits"; Key Vault, "service limits"; ServiceNow, "inbound REST API rate
     * limiting", where the number is the instance's own; Teams, "create incoming webhooks"; Slack,
     * "rate limits"; Jira Cloud, "rate limiting"; GitHub, "rate limits for the REST API";
     * VirusTotal, "public vs premium API".
     */
    private static final String TABLE =
            """
            defender-endpoint  *  /                              100/1m   OPERATION RETRY_AFTER
            defender-endpoint  *  /                              1500/1h  OPERATION RETRY_AFTER
            defender-endpoint  *  /alerts/batchUpdate            10/1m    OPERATION RETRY_AFTER
            defender-endpoint  *  /alerts/batchUpdate            500/1h   OPERATION RETRY_AFTER
            defender-endpoint  *  /alerts/createAlertByReference 15/1m    OPERATION RETRY_AFTER
            defender-endpoint  *  /indicators/import             30/1m    OPERATION RETRY_AFTER
            defender-endpoint  *  /indicators/BatchDelete        30/1m    OPERATION RETRY_AFTER
            defender-endpoint  *  /machineactions/*/getPackageUri 2/1m    OPERATION RETRY_AFTER
            defender-endpoint  *  /machineactions/*/getPackageUri 120/1h  OPERATION RETRY_AFTER
            defender-endpoint  *  /machines/*/runliveresponse    10/1m    OPERATION RETRY_AFTER
            defender-endpoint  *  /advancedqueries/run           45/1m    OPERATION RETRY_AFTER
            cloud-app-security *  /                              30/1m    ALL       SILENT
            graph              *  /security                      150/1m   ALL       RETRY_AFTER
            graph              *  /security/runHuntingQuery      45/1m    ALL       RETRY_AFTER
            graph              *  /identityProtection            1/1s     ALL       SILENT
            graph              GET /users                        3500/10s ALL       RETRY_AFTER
            graph              GET /groups                       3500/10s ALL       RETRY_AFTER
            graph              POST,PATCH,DELETE /users          3000/150s ALL      RETRY_AFTER
            graph              POST,PATCH,DELETE /groups         3000/150s ALL      RETRY_AFTER
            graph              *  /users/*/sendMail              10000/10m PATH     RETRY_AFTER
            graph              POST /teams/*/channels/*/messages 4/1s     PATH      RETRY_AFTER
            graph              POST /chats/*/messages            20/1s    ALL       RETRY_AFTER
            sentinel           GET /                             250/10s  ALL       RETRY_AFTER
            sentinel           PUT,POST,PATCH /                  200/20s  ALL       RETRY_AFTER
            sentinel           DELETE /                          200/20s  ALL       RETRY_AFTER
            azure-resource-manager GET /                         250/10s  ALL       RETRY_AFTER
            azure-resource-manager PUT,POST,PATCH /              200/20s  ALL       RETRY_AFTER
            azure-resource-manager DELETE /                      200/20s  ALL       RETRY_AFTER
            log-analytics      *  /                              200/30s  ALL       RETRY_AFTER
            log-ingestion      *  /                              12000/1m ALL       RETRY_AFTER
            keyvault           *  /                              4000/10s ALL       SILENT
            servicenow         *  /                              5000/1h  ALL       SERVICENOW
            teams              *  /                              4/1s     ALL       TEAMS
            teams              *  /                              60/30s   ALL       TEAMS
            teams              *  /                              100/1h   ALL       TEAMS
            teams              *  /                              150/2h   ALL       TEAMS
            teams              *  /                              1800/1d  ALL       TEAMS
            slack              *  /**/chat.postMessage           1/1s     CHANNEL   RETRY_AFTER
            slack              *  /**/chat.update                50/1m    ALL       RETRY_AFTER
            slack              *  /**/conversations.open         50/1m    ALL       RETRY_AFTER
            slack              *  /**/users.lookupByEmail        50/1m    ALL       RETRY_AFTER
            slack              *  /**/conversations.list         20/1m    ALL       RETRY_AFTER
            jira               GET,POST /                        100/1s   ALL       JIRA_BURST
            jira               PUT,DELETE /                      50/1s    ALL       JIRA_BURST
            jira               POST,PUT,DELETE /**/issue/*       20/2s    PATH      JIRA_ISSUE
            jira               POST,PUT,DELETE /**/issue/*       100/30s  PATH      JIRA_ISSUE
            github             *  /                              5000/1h  ALL       GITHUB
            virustotal         *  /                              4/1m     ALL       SILENT
            virustotal         *  /                              500/1d   ALL       SILENT
            """;

    static final List<RateLimit> ALL =
            TABLE.lines().map(line -> row(line.strip().split(" +"))).toList();

    private static RateLimit row(String[] words) {
        String[] rate = words[3].split("/");
        Duration per = Durations.parse(rate[1]);
        if (per == null) {
            throw new IllegalStateException("no length of time: " + words[3]);
        }
        return new RateLimit(
                words[0],
                List.of(words[1].split(",")),
                segments(words[2]),
                Integer.parseInt(rate[0]),
                per,
                Scope.valueOf(words[4]),
                Form.valueOf(words[5]));
    }

    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>(List.of(path.split("/")));
        segments.removeIf(String::isEmpty);
        return segments;
    }

    boolean fits(String asked, Request request) {
        return service.equals(asked)
                && (methods.contains("*") || methods.contains(request.method()))
                && end(segments(request.path())) >= 0;
    }

    /** What the request is counted under. */
    String key(Request request) {
        List<String> segments = segments(request.path());
        return switch (scope) {
            case ALL -> "";
            case OPERATION ->
                    request.method()
                            + " "
                            + (segments.isEmpty() ? "" : segments.getFirst())
                            + " "
                            + (segments.size() == 2 ? "one" : "")
                            + (segments.size() > 2 ? segments.get(2) : "");
            case PATH -> String.join("/", segments.subList(0, end(segments)));
            case CHANNEL -> {
                MapValue body = request.json();
                yield body == null ? "" : Company.text(body, "channel");
            }
        };
    }

    /** How many segments the path of this limit takes up, or -1 where it does not fit. */
    private int end(List<String> segments) {
        boolean anywhere = !path.isEmpty() && path.getFirst().equals("**");
        List<String> wanted = anywhere ? path.subList(1, path.size()) : path;
        int last = anywhere ? segments.size() - wanted.size() : 0;
        for (int from = 0; from <= last; from++) {
            if (isAt(from, wanted, segments)) {
                return from + wanted.size();
            }
        }
        return -1;
    }

    private static boolean isAt(int from, List<String> wanted, List<String> segments) {
        boolean fits = segments.size() >= from + wanted.size();
        for (int i = 0; fits && i < wanted.size(); i++) {
            String name = wanted.get(i);
            fits = name.equals("*") || name.equalsIgnoreCase(segments.get(from + i));
        }
        return fits;
    }
}
