package dev.tocsin.service.question;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.service.question.AskingService.Sent;
import dev.tocsin.store.Audit;
import dev.tocsin.store.QuestionRow;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.NullValue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Who may decide about a containment, by page and by API. */
final class AnswerByLoginTest {

    private static final String ISOLATE =
            """
            playbook: isolate
            outputs:
              by: { type: [string, "null"] }
            steps:
              - id: decision
                ask: Isolate?
                to: [ann@contoso.com, bob@contoso.com]
                choices: [Isolate, Leave]
                escalate: { after: 15m, to: [eve@contoso.com] }
                timeout: 30m
                onTimeout: noAnswer
              - when: steps.decision.choice == "Isolate"
                action: desk.isolate
                with: { device: d-1 }
                onError: continue
              - return: { by: "${steps.decision.by}" }
            """;

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

    private HttpResponse<String> answerAs(String token, String run, String choice)
            throws Exception {
        return web.send(
                "POST",
                "/v1/questions/" + service.question(run).id() + "/answer",
                HttpRequest.BodyPublishers.ofString("{\"choice\": \"" + choice + "\"}"),
                Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json"));
    }

    @Test
    void aLinkAloneNeverDecidesAboutAContainment() throws Exception {
        String run = service.start(ISOLATE);
        String link = service.deliver().getFirst().link();
        HttpResponse<String> page = web.get(link);
        assertEquals(200, page.statusCode());
        assertTrue(page.body().contains("A link alone does not decide this"), page.body());
        // The fields of the form are guessed, though the page has none.
        QuestionRow row = service.question(run);
        for (String choice : List.of("Isolate", "Leave")) {
            HttpResponse<String> posted =
                    web.post(
                            link,
                            Map.of("choice", choice, "shown", SheetText.digest(row.content())));
            assertEquals(403, posted.statusCode(), choice);
        }
        assertFalse(service.hasEnded(run));
        assertEquals(2, service.answers(run).size());
        assertTrue(service.answers(run).getFirst().refused().contains("log in"));
        assertEquals(List.of(), service.performed);
    }

    @Test
    void whoLogsInAndIsAskedDecides() throws Exception {
        String run = service.start(ISOLATE);
        String link = service.deliver().getFirst().link();
        String path = "/questions/" + service.question(run).id();
        assertEquals(401, web.get(path).statusCode());
        web.login(service.token("ann@contoso.com", "approver"));
        HttpResponse<String> list = web.get("/questions");
        assertTrue(list.body().contains(path), list.body());
        HttpResponse<String> byLink = web.get(link);
        assertEquals(303, byLink.statusCode());
        assertEquals(path, byLink.headers().firstValue("location").orElseThrow());

        String page = web.get(path).body();
        HttpResponse<String> forged = web.post(path, Map.of("choice", "Isolate"));
        assertEquals(403, forged.statusCode());
        HttpResponse<String> done = web.press(path, page, "Isolate");
        assertEquals(200, done.statusCode(), done.body());
        assertEquals("ann@contoso.com", service.outputs(run).text("by"));
        assertEquals("login", service.answers(run).getLast().via());
        assertEquals(1, service.performed.size());
        assertEquals(410, web.get(path).statusCode());
        service.store.read(
                reader -> {
                    assertTrue(Audit.verify(reader) instanceof Audit.Verdict.Whole);
                    assertEquals(
                            "question.answer",
                            Audit.list(reader, Long.MAX_VALUE, 1).getFirst().action());
                    return run;
                });
    }

    @Test
    void whoIsNotAskedHasNoRoleOrIsAForeignerIsRefused() throws Exception {
        String run = service.start(ISOLATE);
        String viewer = service.token("ann@contoso.com", "viewer");
        assertEquals(403, answerAs(viewer, run, "Isolate").statusCode());
        HttpResponse<String> notAsked =
                answerAs(service.token("carol@contoso.com", "approver"), run, "Isolate");
        assertEquals(403, notAsked.statusCode());
        assertTrue(notAsked.body().contains("not among those who are asked"), notAsked.body());
        HttpResponse<String> foreigner =
                answerAs(service.token("ann@evil.example", "approver"), run, "Isolate");
        assertEquals(403, foreigner.statusCode());
        assertTrue(foreigner.body().contains("no address of a domain"), foreigner.body());
        HttpResponse<String> unnamed = answerAs(service.token("ci-bot", "admin"), run, "Isolate");
        assertEquals(403, unnamed.statusCode());
        assertFalse(service.hasEnded(run));
    }

    @Test
    void aPageIsForWhoMaySeeTheRunOrIsAsked() throws Exception {
        String run =
                service.start(
                        ISOLATE.replace("outputs:", "access: { view: [operator] }\noutputs:"));
        String path = "/questions/" + service.question(run).id();
        web.login(service.token("carol@contoso.com", "approver"));
        HttpResponse<String> page = web.get(path);
        assertEquals(404, page.statusCode());
        assertFalse(page.body().contains("Isolate?"), page.body());
        // Neither the API nor a form of hers tells more.
        String carol = service.token("carol@contoso.com", "approver");
        assertEquals(404, answerAs(carol, run, "Leave").statusCode());
        web.login(service.token("carol@contoso.com", "operator", "approver"));
        assertEquals(200, web.get(path).statusCode());
        web.login(service.token("ann@contoso.com", "approver"));
        assertEquals(200, web.get(path).statusCode());
    }

    @Test
    void nobodyBecomesSomebodyByAnotherSpelling() throws Exception {
        String run = service.start(ISOLATE);
        for (String name :
                List.of(
                        "ann@contoso.com ",
                        " ann@contoso.com",
                        "ann@contoso.com.",
                        "аnn@contoso.com",
                        "ann@cоntoso.com",
                        "ann@xn--cntoso-kjf.com",
                        "ann@contoso.com@evil.example",
                        "ann@contoso.com\u200b",
                        "\uff41nn@contoso.com",
                        "bob@contoso.com,ann@contoso.com")) {
            String token = service.token(name, "approver");
            assertEquals(403, answerAs(token, run, "Leave").statusCode(), name);
        }
        assertFalse(service.hasEnded(run));
        // Upper and lower case are one person, who counts once.
        assertEquals(
                200,
                answerAs(service.token("ANN@Contoso.com", "approver"), run, "Leave").statusCode());
    }

    @Test
    void whoIsAskedLaterMayAnswerLater() throws Exception {
        String run = service.start(ISOLATE);
        String eve = service.token("eve@contoso.com", "approver");
        assertEquals(403, answerAs(eve, run, "Leave").statusCode());
        service.deliver();
        service.passes(Duration.ofMinutes(15));
        service.until(() -> service.deliveries(run).size() == 3);
        Sent mail = service.deliver().getFirst();
        assertEquals("eve@contoso.com", mail.to());
        assertEquals("Nobody has decided yet: Isolate?", mail.subject());
        assertEquals(200, answerAs(eve, run, "Leave").statusCode());
        assertEquals("eve@contoso.com", service.outputs(run).text("by"));
        assertEquals("api", service.answers(run).getLast().via());
    }

    @Test
    void whomTheAlertIsAboutNeverDecides() throws Exception {
        RunFacts.Signal alert =
                new RunFacts.Signal(
                        json(
                                """
                                {"sourceAlertId": "a-1", "source": "desk", "title": "Phish",
                                 "severity": "high", "devices": [{"name": "d-1"}], "mailboxes": [],
                                 "users": [{"upn": "Ann@Contoso.com", "email": null}]}
                                """),
                        NullValue.NULL);
        String run = service.start(ISOLATE, alert, null);
        HttpResponse<String> refused =
                answerAs(service.token("ann@contoso.com", "approver"), run, "Leave");
        assertEquals(403, refused.statusCode());
        assertTrue(refused.body().contains("the alert is about"), refused.body());
        Sent mail = service.deliver().getFirst();
        assertTrue(String.valueOf(mail.input().text("text")).contains("Alert: Phish"));
        assertEquals(
                200,
                answerAs(service.token("bob@contoso.com", "approver"), run, "Leave").statusCode());
        assertEquals("bob@contoso.com", service.outputs(run).text("by"));
    }

    private static dev.tocsin.value.Value json(String text) throws JsonException {
        return Json.parse(text);
    }

    @Test
    void whoStartedARunDoesNotAnswerWhereFourEyesAreWanted() throws Exception {
        String fourEyes = ISOLATE.replace("timeout: 30m", "fourEyes: true\n    timeout: 30m");
        String run = service.start(fourEyes, RunFacts.Signal.NONE, "ann@contoso.com");
        HttpResponse<String> refused =
                answerAs(service.token("ann@contoso.com", "approver"), run, "Isolate");
        assertEquals(422, refused.statusCode());
        assertTrue(refused.body().contains("somebody else must answer"), refused.body());
        assertFalse(service.hasEnded(run));
    }

    @Test
    void aPlaybookSaysWhoApproves() throws Exception {
        String run =
                service.start(
                        ISOLATE.replace("outputs:", "access: { approve: [admin] }\noutputs:"));
        HttpResponse<String> refused =
                answerAs(service.token("ann@contoso.com", "approver"), run, "Isolate");
        assertEquals(403, refused.statusCode());
        assertTrue(refused.body().contains("`admin`"), refused.body());
        String admin = service.token("ann@contoso.com", "admin");
        assertEquals(200, answerAs(admin, run, "Leave").statusCode());
    }

    @Test
    void answersOverTheApiSayWhatIsWrong() throws Exception {
        String run = service.start(ISOLATE);
        String ann = service.token("ann@contoso.com", "approver");
        HttpResponse<String> wrong = answerAs(ann, run, "Explode");
        assertEquals(422, wrong.statusCode());
        assertTrue(wrong.body().contains("none of the choices"), wrong.body());
        HttpResponse<String> shown =
                web.send(
                        "GET",
                        "/v1/questions/" + service.question(run).id(),
                        HttpRequest.BodyPublishers.noBody(),
                        Map.of("Authorization", "Bearer " + ann));
        assertEquals(200, shown.statusCode(), shown.body());
        assertTrue(shown.body().contains("\"refused\":\"`Explode` is none"), shown.body());
        assertEquals(200, answerAs(ann, run, "Leave").statusCode());
        assertEquals(410, answerAs(ann, run, "Leave").statusCode());
        HttpResponse<String> unknown =
                web.send(
                        "POST",
                        "/v1/questions/run-000000000099.0.1/answer",
                        HttpRequest.BodyPublishers.ofString("{\"choice\": \"Leave\"}"),
                        Map.of(
                                "Authorization",
                                "Bearer " + ann,
                                "Content-Type",
                                "application/json"));
        assertEquals(404, unknown.statusCode());
        service.ended(run);
    }
}
