package dev.tocsin.lab;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/**
 * Which application permission an operation needs. A path is given by its start, {@code *} for one
 * segment; the first row that fits counts, and any of its permissions will do. A path without a row
 * needs none.
 *
 * @see <a
 *     href="https://learn.microsoft.com/en-us/defender-endpoint/api/exposed-apis-list">permissions
 *     of Defender for Endpoint</a>
 * @see <a href="https://learn.microsoft.com/en-us/graph/permissions-reference">permissions of
 *     Graph</a>
 */
final class Permissions {

    /**
     * @param methods {@code *} for each, else names with a comma between
     */
    private record Needed(
            String service, List<String> methods, List<String> path, List<String> anyOf) {

        boolean fits(String asked, String method, List<String> segments) {
            return service.equals(asked)
                    && (methods.contains("*") || methods.contains(method))
                    && startsWith(segments);
        }

        private boolean startsWith(List<String> segments) {
            boolean fits = segments.size() >= path.size();
            for (int i = 0; fits && i < path.size(); i++) {
                String name = path.get(i);
                fits = name.equals("*") || name.equalsIgnoreCase(segments.get(i));
            }
            return fits;
        }
    }

    private static final String DEFENDER = "defender-endpoint";

    /** Service, methods, path, permissions. */
    private static final String TABLE =
            """
            defender-endpoint POST /machines/*/isolate Machine.Isolate
            defender-endpoint POST /machines/*/unisolate Machine.Isolate
            defender-endpoint POST /machines/*/runAntiVirusScan Machine.Scan
            defender-endpoint POST /machines/*/restrictCodeExecution Machine.RestrictExecution
            defender-endpoint POST /machines/*/unrestrictCodeExecution Machine.RestrictExecution
            defender-endpoint POST /machines/*/collectInvestigationPackage Machine.CollectForensics
            defender-endpoint POST /machines/*/StopAndQuarantineFile Machine.StopAndQuarantine
            defender-endpoint POST /machines/*/offboard Machine.Offboard
            defender-endpoint POST /machines/*/runliveresponse Machine.LiveResponse
            defender-endpoint POST /machines/*/startInvestigation Alert.ReadWrite.All
            defender-endpoint POST /machines/*/tags Machine.ReadWrite.All
            defender-endpoint GET /machines/*/logonusers User.Read.All
            defender-endpoint GET /machines/*/alerts Alert.Read.All Alert.ReadWrite.All
            defender-endpoint GET /machines Machine.Read.All Machine.ReadWrite.All
            defender-endpoint POST /machineactions/*/cancel Machine.Isolate Machine.Scan \
            Machine.RestrictExecution Machine.CollectForensics Machine.StopAndQuarantine \
            Machine.Offboard Machine.LiveResponse
            defender-endpoint GET /machineactions Machine.Read.All Machine.ReadWrite.All
            defender-endpoint GET /alerts/*/machine Machine.Read.All Machine.ReadWrite.All
            defender-endpoint GET /alerts/*/user User.Read.All
            defender-endpoint GET /alerts/*/files File.Read.All
            defender-endpoint GET /alerts/*/ips Ip.Read.All
            defender-endpoint GET /alerts/*/domains URL.Read.All
            defender-endpoint GET /alerts Alert.Read.All Alert.ReadWrite.All
            defender-endpoint POST,PATCH /alerts Alert.ReadWrite.All
            defender-endpoint GET /investigations Alert.Read.All Alert.ReadWrite.All
            defender-endpoint * /indicators Ti.ReadWrite Ti.ReadWrite.All
            defender-endpoint POST /advancedqueries AdvancedQuery.Read.All
            defender-endpoint GET /files File.Read.All
            defender-endpoint GET /domains URL.Read.All
            defender-endpoint GET /ips Ip.Read.All
            defender-endpoint GET /users User.Read.All
            graph GET /users/*/mailboxSettings MailboxSettings.Read MailboxSettings.ReadWrite
            graph POST /users/*/sendMail Mail.Send
            graph POST /users/*/getMailTips Mail.Read Mail.ReadWrite
            graph POST /users/*/revokeSignInSessions User.RevokeSessions.All \
            User.ReadWrite.All Directory.ReadWrite.All
            graph PATCH /users User.EnableDisableAccount.All User.ReadWrite.All \
            Directory.ReadWrite.All
            graph GET,POST /users User.Read.All User.ReadWrite.All Directory.Read.All \
            Directory.ReadWrite.All
            graph GET /groups GroupMember.Read.All Group.Read.All GroupMember.ReadWrite.All \
            Group.ReadWrite.All Directory.Read.All Directory.ReadWrite.All
            graph POST,DELETE /groups GroupMember.ReadWrite.All Group.ReadWrite.All \
            Directory.ReadWrite.All
            graph GET /devices Device.Read.All Device.ReadWrite.All Directory.Read.All \
            Directory.ReadWrite.All
            graph PATCH /devices Device.ReadWrite.All Directory.ReadWrite.All
            graph GET /identityProtection/riskyUsers IdentityRiskyUser.Read.All \
            IdentityRiskyUser.ReadWrite.All
            graph POST /identityProtection/riskyUsers IdentityRiskyUser.ReadWrite.All
            graph GET /security/alerts_v2 SecurityAlert.Read.All SecurityAlert.ReadWrite.All \
            SecurityIncident.Read.All SecurityIncident.ReadWrite.All
            graph POST,PATCH /security/alerts_v2 SecurityAlert.ReadWrite.All \
            SecurityIncident.ReadWrite.All
            graph GET /security/incidents SecurityIncident.Read.All SecurityIncident.ReadWrite.All
            graph POST,PATCH /security/incidents SecurityIncident.ReadWrite.All
            graph POST /security/runHuntingQuery ThreatHunting.Read.All
            graph GET /security/identities SecurityIdentitiesAccount.Read.All
            graph POST /security/identities SecurityIdentitiesActions.ReadWrite.All
            """;

    private static final List<Needed> ROWS =
            TABLE.lines().map(line -> row(line.split(" "))).toList();

    private final Company company;
    private final Tokens tokens;

    Permissions(Company company, Tokens tokens) {
        this.company = company;
        this.tokens = tokens;
    }

    private static Needed row(String[] words) {
        return new Needed(
                words[0],
                List.of(words[1].split(",")),
                segments(words[2]),
                List.of(words).subList(3, words.length));
    }

    private static List<String> segments(String path) {
        return List.of(path.substring(1).split("/"));
    }

    /**
     * What the service answers where the token of a request lacks the permission. Null where it
     * does not, also for a token that is none: the stand-in tells of that.
     */
    @Nullable Answer refusal(String service, Request request) {
        Set<String> granted = tokens.roles(request.header("authorization"));
        if (granted == null) {
            return null;
        }
        List<String> segments = segments(request.path());
        for (Needed row : ROWS) {
            if (row.fits(service, request.method(), segments)) {
                return row.anyOf.stream().anyMatch(granted::contains)
                        ? null
                        : refusal(service, segments.getFirst(), row, granted);
            }
        }
        return null;
    }

    /** Each corner of these APIs has its own way to say it. */
    private Answer refusal(String service, String corner, Needed row, Set<String> granted) {
        String roles =
                "Missing application roles. API required roles: "
                        + String.join(",", row.anyOf)
                        + ", application roles: "
                        + String.join(",", granted)
                        + ".";
        if (service.equals(DEFENDER)) {
            return new DefenderErrors(company).answer(403, "Forbidden", roles);
        }
        GraphErrors errors = new GraphErrors(company);
        boolean mail = row.anyOf.getFirst().startsWith("Mail");
        return switch (corner) {
            case "security" -> errors.answer(403, "Forbidden", roles);
            case "identityProtection" ->
                    errors.answer(
                            403,
                            "Forbidden",
                            "You cannot perform the requested operation, required scopes are"
                                    + " missing in the token.");
            default ->
                    mail
                            ? errors.answer(
                                    403,
                                    "ErrorAccessDenied",
                                    "Access is denied. Check credentials and try again.")
                            : errors.answer(403);
        };
    }
}
