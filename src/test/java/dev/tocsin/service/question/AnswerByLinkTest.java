package dev.tocsin.service.question;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.service.question.AskingService.Sent;
import dev.tocsin.store.QuestionRow;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Questions that a link may decide: mail, page, POST, and everything that does not count. */
final class AnswerByLinkTest {

    private static final String CLOSE =
            """
            playbook: close-ticket
            outputs:
              by: { type: [string, "null"] }
              choice: { type: [string, "null"] }
            steps:
              - id: decision
                ask: Close the ticket?
                to: [ann@contoso.com, bob@contoso.com]
                choices: [Close, Keep]
                timeout: 30m
                onTimeout: noAnswer
              - return: { by: "${steps.decision.by}", choice: "${steps.decision.choice}" }
            """;

    private static final String CANARY = "hunter2-canary";

    @TempDir Path folder;

    private AskingService service;
    private Web web;

    @BeforeEach
    void open() throws Exception {
        service = new AskingService(folder.resolve("store.db"));
        web = new Web(service);
    }

    @AfterEach
    void close() {
        web.close();
        service.close();
    }

    private static Sent to(String person, List<Sent> sent) {
        return sent.stream().filter(one -> one.to().equals(person)).findFirst().orElseThrow();
    }

    @Test
    void aMailLeadsToThePageAndThePageDecides() throws Exception {
        String run = service.start(CLOSE);
        List<Sent> mails = service.deliver();
        assertEquals(2, mails.size());
        String link = to("ann@contoso.com", mails).link();

        HttpResponse<String> page = web.get(link);
        assertEquals(200, page.statusCode());
        assertTrue(page.body().contains("<h1>Close the ticket?</h1>"), page.body());
        HttpResponse<String> done = web.press(link, page.body(), "Close");
        assertEquals(200, done.statusCode(), done.body());
        assertTrue(done.body().contains("Your answer is recorded"), done.body());

        assertEquals("Close", service.outputs(run).text("choice"));
        assertEquals("ann@contoso.com", service.outputs(run).text("by"));
        assertEquals("link", service.answers(run).getFirst().via());
        assertEquals(QuestionRow.Status.ANSWERED, service.question(run).status());

        List<Sent> told = service.deliver();
        assertEquals(List.of("bob@contoso.com"), told.stream().map(Sent::to).toList());
        assertEquals("Closed: Close the ticket?", told.getFirst().subject());
    }

    @Test
    void whoeverOpensALinkDecidesNothingAndSpendsNothing() throws Exception {
        String run = service.start(CLOSE);
        String link = service.deliver().getFirst().link();
        for (String method : List.of("GET", "HEAD", "GET")) {
            HttpResponse<String> opened =
                    web.send(
                            method,
                            link,
                            HttpRequest.BodyPublishers.noBody(),
                            Map.of("Purpose", "prefetch", "User-Agent", "SafeLinks"));
            assertEquals(200, opened.statusCode(), method);
        }
        // A scanner that sends forms does not know what the page showed.
        HttpResponse<String> blind = web.post(link, Map.of("choice", "Close"));
        assertEquals(422, blind.statusCode());
        assertFalse(service.hasEnded(run));
        assertEquals(200, web.press(link, web.get(link).body(), "Keep").statusCode());
        assertEquals("Keep", service.outputs(run).text("choice"));
    }

    @Test
    void aLinkWorksOnce() throws Exception {
        String run = service.start(CLOSE);
        String link = service.deliver().getFirst().link();
        String page = web.get(link).body();
        assertEquals(200, web.press(link, page, "Close").statusCode());
        service.ended(run);
        HttpResponse<String> again = web.press(link, page, "Keep");
        assertEquals(410, again.statusCode());
        assertEquals(410, web.get(link).statusCode());
        assertEquals("Close", service.outputs(run).text("choice"));
    }

    @Test
    void wherePlaybooksNameRolesALinkNeedsOneToo() throws Exception {
        String run =
                service.start(
                        CLOSE.replace("outputs:", "access: { approve: [operator] }\noutputs:"));
        List<Sent> mails = service.deliver();
        String anns = to("ann@contoso.com", mails).link();
        HttpResponse<String> page = web.get(anns);
        assertTrue(page.body().contains("this needs the role `operator`"), page.body());
        String digest = SheetText.digest(service.question(run).content());
        HttpResponse<String> refused = web.post(anns, Map.of("choice", "Close", "shown", digest));
        assertEquals(403, refused.statusCode());
        String bobs = to("bob@contoso.com", mails).link();
        assertEquals(200, web.press(bobs, web.get(bobs).body(), "Close").statusCode());
        assertEquals("bob@contoso.com", service.outputs(run).text("by"));
    }

    @Test
    void ofTwoAnswersAtOnceOneCounts() throws Exception {
        for (int round = 0; round < 10; round++) {
            String run = service.start(CLOSE.replace("timeout:", "answers: 2\n    timeout:"));
            String link = to("ann@contoso.com", service.deliver()).link();
            String page = web.get(link).body();
            List<Future<Integer>> answers = new ArrayList<>();
            try (ExecutorService together = Executors.newVirtualThreadPerTaskExecutor()) {
                for (String choice : List.of("Close", "Keep", "Close", "Keep")) {
                    answers.add(together.submit(() -> web.press(link, page, choice).statusCode()));
                }
            }
            int taken = 0;
            for (Future<Integer> answer : answers) {
                taken += answer.get() == 200 ? 1 : 0;
            }
            assertEquals(1, taken);
            assertFalse(service.hasEnded(run), "one person is not two");
        }
    }

    @Test
    void allLinksOfOnePersonAreSpentTogether() throws Exception {
        String both =
                CLOSE.replace("timeout: 30m", "answers: 2\n    remind: 10m\n    timeout: 30m");
        String run = service.start(both);
        Sent first = to("ann@contoso.com", service.deliver());
        service.passes(Duration.ofMinutes(10));
        service.until(() -> service.deliveries(run).size() == 4);
        List<Sent> reminders = service.deliver();
        Sent second = to("ann@contoso.com", reminders);
        assertEquals("Still open: Close the ticket?", second.subject());
        assertFalse(first.link().equals(second.link()), "a link was sent twice");

        assertEquals(200, web.get(first.link()).statusCode(), "the earlier link still works");
        String page = web.get(second.link()).body();
        assertEquals(200, web.press(second.link(), page, "Close").statusCode());
        HttpResponse<String> other = web.get(first.link());
        assertEquals(410, other.statusCode());
        assertTrue(other.body().contains("has answered already"), other.body());
        assertFalse(service.hasEnded(run), "two must answer");

        String bobs = to("bob@contoso.com", reminders).link();
        assertEquals(200, web.press(bobs, web.get(bobs).body(), "Close").statusCode());
        assertEquals("Close", service.outputs(run).text("choice"));
    }

    @Test
    void foreignMadeUpAndCutLinksAreUnknown() throws Exception {
        String one = service.start(CLOSE);
        String other = service.start(CLOSE);
        String link = service.deliver().getFirst().link();
        String token = link.substring(link.lastIndexOf('/') + 1);
        for (String path :
                List.of(
                        "/q/" + service.question(other).id() + "/" + token,
                        "/q/" + service.question(one).id() + "/" + "A".repeat(43),
                        link.substring(0, link.length() - 1),
                        "/q/run-000000000009.0.1/" + token)) {
            HttpResponse<String> page = web.get(path);
            assertEquals(404, page.statusCode(), path);
            assertFalse(page.body().contains("ticket"), page.body());
            assertEquals(404, web.post(path, Map.of("choice", "Close")).statusCode(), path);
        }
        assertFalse(service.hasEnded(one));
        assertFalse(service.hasEnded(other));
    }

    @Test
    void whatIsAnsweredIsWhatWasShown() throws Exception {
        String run = service.start(CLOSE);
        String link = service.deliver().getFirst().link();
        String page = web.get(link).body().replaceAll("value=\"[0-9a-f]{64}\"", "value=\"0\"");
        HttpResponse<String> refused = web.press(link, page, "Close");
        assertEquals(422, refused.statusCode());
        assertTrue(refused.body().contains("has changed since"), refused.body());
        // Somebody changed what is asked behind the service's back: the link does not fit any more.
        QuestionRow row = service.question(run);
        byte[] changed =
                new String(row.content(), StandardCharsets.UTF_8)
                        .replace("Close the ticket?", "Keep the ticket?")
                        .getBytes(StandardCharsets.UTF_8);
        service.store.await(
                tx -> {
                    dev.tocsin.store.QuestionTable.rewrite(tx, row.number(), changed);
                    return row;
                });
        assertEquals(404, web.get(link).statusCode());
        assertFalse(service.hasEnded(run));
    }

    @Test
    void afterItsTimeNobodyAnswers() throws Exception {
        String run = service.start(CLOSE);
        String link = service.deliver().getFirst().link();
        String page = web.get(link).body();
        service.passes(Duration.ofMinutes(30));
        assertEquals(410, web.press(link, page, "Close").statusCode());
        assertEquals(null, service.outputs(run).text("choice"));
        assertEquals(QuestionRow.Status.EXPIRED, service.question(run).status());
        assertEquals(410, web.get(link).statusCode());
    }

    @Test
    void aFormComesBackUntilItFits() throws Exception {
        String run =
                service.start(
                        """
                        playbook: note
                        outputs:
                          reason: { type: [string, "null"] }
                        steps:
                          - id: decision
                            ask: Why?
                            to: [ann@contoso.com]
                            choices: [Close, Keep]
                            form:
                              required: [reason, hours]
                              properties:
                                reason: { type: string, minLength: 5 }
                                hours: { type: integer }
                          - return: { reason: "${steps.decision.form?.reason}" }
                        """);
        String link = service.deliver().getFirst().link();
        String page = web.get(link).body();
        HttpResponse<String> wrong =
                web.press(link, page, "Close", "reason", "why", "hours", "many");
        assertEquals(422, wrong.statusCode());
        assertTrue(wrong.body().contains("Must have at least 5 characters."), wrong.body());
        assertTrue(wrong.body().contains("Must be a whole number"), wrong.body());
        HttpResponse<String> right =
                web.press(link, wrong.body(), "Close", "reason", "it is done", "hours", "3");
        assertEquals(200, right.statusCode(), right.body());
        assertEquals("it is done", service.outputs(run).text("reason"));
    }

    @Test
    void aSecretOfAFormIsNowhereInTheClear() throws Exception {
        String run =
                service.start(
                        """
                        playbook: codes
                        steps:
                          - id: decision
                            ask: Which code?
                            to: [ann@contoso.com]
                            form:
                              required: [code, pin]
                              properties:
                                code: { type: string, x-secret: true }
                                pin: { type: integer, x-secret: true }
                        """);
        String link = service.deliver().getFirst().link();
        String page = web.get(link).body();
        HttpResponse<String> wrong = web.press(link, page, "", "code", CANARY, "pin", CANARY);
        assertEquals(422, wrong.statusCode());
        assertFalse(wrong.body().contains(CANARY), wrong.body());
        // Without choices the page has one button that sends, and it has no name.
        Map<String, String> fields = Web.hidden(wrong.body());
        fields.put("field.code", CANARY);
        fields.put("field.pin", "4711");
        HttpResponse<String> right = web.post(link, fields);
        assertEquals(200, right.statusCode(), right.body());
        service.ended(run);
        assertEquals("{\"code\":\"(secret)\",\"pin\":\"(secret)\"}", form(run));
        service.close();
        for (String file : List.of("store.db", "store.db-wal")) {
            Path path = folder.resolve(file);
            String bytes =
                    Files.exists(path) ? Files.readString(path, StandardCharsets.ISO_8859_1) : "";
            assertFalse(bytes.contains(CANARY), file);
        }
    }

    private String form(String run) throws Exception {
        return service.answers(run).getLast().form();
    }

    @Test
    void pagesRunNothingAndStayWithWhoAsked() throws Exception {
        service.start(CLOSE);
        HttpResponse<String> page = web.get(service.deliver().getFirst().link());
        String policy = page.headers().firstValue("content-security-policy").orElseThrow();
        assertTrue(policy.startsWith("default-src 'none'; style-src 'sha256-"), policy);
        assertTrue(policy.contains("frame-ancestors 'none'"), policy);
        assertEquals("no-store", page.headers().firstValue("cache-control").orElseThrow());
        assertEquals("no-referrer", page.headers().firstValue("referrer-policy").orElseThrow());
        assertEquals("nosniff", page.headers().firstValue("x-content-type-options").orElseThrow());
    }
}
