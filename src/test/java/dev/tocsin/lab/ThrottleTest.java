package dev.tocsin.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Limits by the lab's clock, and how each service tells that they are passed. */
final class ThrottleTest {

    private Instant now = LabOptions.MORNING;
    private final Throttle throttle = new Throttle(() -> now);

    private Answer ask(String service, String method, String path, String body) {
        Request request =
                new Request(
                        method,
                        path,
                        Map.of(),
                        Map.of(),
                        body.getBytes(StandardCharsets.UTF_8),
                        List.of());
        return throttle.refusal(service, request, status -> Answer.text(status, "failed"));
    }

    private int answered(String service, String method, String path, int most) {
        int answered = 0;
        while (answered < most && ask(service, method, path, "") == null) {
            answered++;
        }
        return answered;
    }

    @Test
    void nothingIsRefusedWhileTheClockStandsWhereItBegan() {
        assertEquals(500, answered("virustotal", "GET", "/files/x", 500));
    }

    @Test
    void eachApiOfDefenderHasLimitsOfItsOwn() {
        now = now.plusSeconds(1);
        String isolate = "/machines/7561bd52b1761e70b4efd0cabf48296ece7ce29a/isolate";
        assertEquals(100, answered("defender-endpoint", "GET", "/alerts", 999));
        assertEquals(100, answered("defender-endpoint", "GET", "/alerts/da1", 999));
        assertEquals(100, answered("defender-endpoint", "POST", isolate, 999));
        assertEquals(45, answered("defender-endpoint", "POST", "/advancedqueries/run", 999));
        Answer refused = ask("defender-endpoint", "GET", "/alerts", "");
        assertNotNull(refused);
        assertEquals(429, refused.status());
        assertEquals("60", refused.headers().get("Retry-After"));
    }

    @Test
    void whatWasAnsweredCountsUntilItsTimeIsOver() {
        now = now.plusSeconds(1);
        assertEquals(30, answered("cloud-app-security", "POST", "/alerts/", 999));
        now = now.plusSeconds(59);
        assertEquals(0, answered("cloud-app-security", "POST", "/alerts/", 999));
        now = now.plusSeconds(1);
        assertEquals(30, answered("cloud-app-security", "POST", "/alerts/", 999));
    }

    @Test
    void theLimitOfAnHourComesAfterThoseOfItsMinutes() {
        int all = 0;
        for (int minute = 0; minute < 20; minute++) {
            now = now.plus(Duration.ofMinutes(1));
            all += answered("defender-endpoint", "GET", "/machines", 999);
        }
        assertEquals(1500, all);
    }

    @Test
    void identityProtectionDoesNotSayHowLong() {
        now = now.plusSeconds(1);
        assertNull(ask("graph", "GET", "/identityProtection/riskyUsers/1", ""));
        Answer refused = ask("graph", "POST", "/identityProtection/riskyUsers/dismiss", "");
        assertNotNull(refused);
        assertEquals(429, refused.status());
        assertNull(refused.headers().get("Retry-After"));
        now = now.plusSeconds(1);
        assertNull(ask("graph", "GET", "/identityProtection/riskyUsers/1", ""));
    }

    @Test
    void teamsTellsWithA200() {
        now = now.plusSeconds(1);
        assertEquals(4, answered("teams", "POST", "/webhook/x", 999));
        Answer refused = ask("teams", "POST", "/webhook/x", "");
        assertNotNull(refused);
        assertEquals(200, refused.status());
        assertEquals("failed", refused.body());
    }

    @Test
    void slackCountsEachChannel() {
        now = now.plusSeconds(1);
        String post = "/api/chat.postMessage";
        assertNull(ask("slack", "POST", post, "{\"channel\":\"C1\"}"));
        assertNull(ask("slack", "POST", post, "{\"channel\":\"C2\"}"));
        Answer refused = ask("slack", "POST", post, "{\"channel\":\"C1\"}");
        assertNotNull(refused);
        assertEquals("1", refused.headers().get("Retry-After"));
    }

    @Test
    void jiraCountsWritesToOneIssue() {
        now = now.plusSeconds(1);
        assertEquals(20, answered("jira", "POST", "/rest/api/3/issue/SEC-1/comment", 999));
        Answer refused = ask("jira", "POST", "/rest/api/3/issue/SEC-1/transitions", "");
        assertNotNull(refused);
        assertEquals("jira-per-issue-on-write", refused.headers().get("RateLimit-Reason"));
        assertEquals("2026-03-02T08:00:03Z", refused.headers().get("X-RateLimit-Reset"));
        assertNull(ask("jira", "POST", "/rest/api/3/issue/SEC-2/comment", ""));
        assertNull(ask("jira", "GET", "/rest/api/3/issue/SEC-1", ""));
    }

    @Test
    void serviceNowTellsOfItsLimitInEachAnswer() throws IOException, InterruptedException {
        String ask = "### ask\nGET /servicenow/api/now/table/incident\nAuthorization: servicenow";
        LabOptions options = LabOptions.standard().withClock(() -> now);
        try (Lab lab = Lab.start(options);
                HttpClient client = HttpClient.newHttpClient()) {
            LabSession session = new LabSession(lab, client, "X-RateLimit-Limit");
            assertTrue(session.play(ask).contains("X-RateLimit-Limit: 5000"));
        }
        try (Lab lab = Lab.start(options.withoutThrottling());
                HttpClient client = HttpClient.newHttpClient()) {
            LabSession session = new LabSession(lab, client, "X-RateLimit-Limit");
            assertTrue(!session.play(ask).contains("X-RateLimit-Limit"));
        }
    }

    @Test
    void aLabThrottlesWithTheServicesOwnBody() throws IOException, InterruptedException {
        try (Lab lab = Lab.start(LabOptions.standard().withClock(() -> now));
                HttpClient client = HttpClient.newHttpClient()) {
            now = now.plusSeconds(1);
            LabSession session = new LabSession(lab, client);
            String ask =
                    "### ask\nGET /graph/v1.0/identityProtection/riskyUsers\nAuthorization: graph";
            assertTrue(session.play(ask).contains("-> 200"));
            String refused = session.play(ask);
            assertTrue(refused.contains("-> 429"), refused);
            assertTrue(refused.contains("\"code\" : \"TooManyRequests\""), refused);
        }
    }

    @Test
    void aScenarioCanSwitchItOff() throws IOException, InterruptedException {
        LabOptions options =
                LabOptions.standard()
                        .withClock(() -> now)
                        .withScenario(ScenarioTest.read("lab: calm\nthrottling: false"));
        try (Lab lab = Lab.start(options);
                HttpClient client = HttpClient.newHttpClient()) {
            now = now.plusSeconds(1);
            LabSession session = new LabSession(lab, client);
            String ask =
                    "### ask\nGET /graph/v1.0/identityProtection/riskyUsers\nAuthorization: graph";
            assertTrue(session.play(ask).contains("-> 200"));
            assertTrue(session.play(ask).contains("-> 200"));
        }
    }
}
