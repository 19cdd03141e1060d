package dev.tocsin.service.question;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.host.durable.Gate;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.store.QuestionRow;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** What the gate holds back, the approvers decide. */
final class GuardTest {

    private static final String ISOLATE =
            """
            playbook: isolate
            outputs:
              kind: { type: [string, "null"] }
            steps:
              - id: cut
                unattended: the test says so
                action: desk.isolate
                with: { device: "d-1|x" }
                onError: continue
              - return: { kind: "${error('cut')?.kind}" }
            """;

    @TempDir Path folder;

    private AskingService service;
    private Web web;

    @BeforeEach
    void open() throws Exception {
        Gate gate = (_, _) -> new Gate.Verdict.Hold("20 of 20 containments of this hour are used");
        service = new AskingService(folder.resolve("store.db"), AskingService.FILE, gate);
        web = new Web(service);
    }

    @AfterEach
    void close() {
        web.close();
        service.close();
    }

    private String held() throws Exception {
        String run = service.start(ISOLATE, RunFacts.Signal.NONE, "ann@contoso.com");
        assertEquals(0, service.performed.size());
        assertEquals(QuestionRow.Kind.GUARD, service.question(run).kind());
        return run;
    }

    private HttpResponse<String> press(String run, String person, String choice) throws Exception {
        web.login(service.token(person, "approver"));
        String path = "/questions/" + service.question(run).id();
        String page = web.get(path).body();
        Map<String, String> fields = Web.hidden(page);
        fields.put("choice", choice);
        fields.putIfAbsent("shown", SheetText.digest(service.question(run).content()));
        return web.post(path, fields);
    }

    @Test
    void anApproverLetsItGoOut() throws Exception {
        String run = held();
        String link = service.deliver().getFirst().link();
        String page = web.get(link).body();
        assertTrue(page.contains("20 of 20 containments of this hour are used"), page);
        assertTrue(page.contains("d-1|x"), page);
        assertTrue(!page.contains("<button"), page);
        assertEquals(
                403,
                web.post(
                                link,
                                Map.of(
                                        "choice",
                                        "Release",
                                        "shown",
                                        SheetText.digest(service.question(run).content())))
                        .statusCode());
        HttpResponse<String> done = press(run, "bob@contoso.com", "Release");
        assertEquals(200, done.statusCode(), done.body());
        assertEquals(null, service.outputs(run).text("kind"));
        assertEquals(1, service.performed.size());
        assertEquals("bob@contoso.com", service.answers(run).getLast().by());
        assertEquals("login", service.answers(run).getLast().via());
        assertEquals(QuestionRow.Status.ANSWERED, service.question(run).status());
    }

    @Test
    void anApproverDeniesItAndTheStepFailsAsForbidden() throws Exception {
        String run = held();
        assertEquals(200, press(run, "bob@contoso.com", "Deny").statusCode());
        assertEquals("forbidden", service.outputs(run).text("kind"));
        assertEquals(0, service.performed.size());
    }

    @Test
    void whoStartedTheRunDoesNotDecideAboutIt() throws Exception {
        String run = held();
        HttpResponse<String> refused = press(run, "ann@contoso.com", "Release");
        assertEquals(403, refused.statusCode());
        assertTrue(refused.body().contains("somebody else must decide"), refused.body());
        assertEquals(403, press(run, "carol@contoso.com", "Release").statusCode());
    }

    @Test
    void silenceDenies() throws Exception {
        String run = held();
        service.deliver();
        service.passes(Duration.ofHours(1));
        service.deliver();
        assertEquals("forbidden", service.outputs(run).text("kind"));
        assertEquals(QuestionRow.Status.EXPIRED, service.question(run).status());
        assertEquals(0, service.performed.size());
    }
}
