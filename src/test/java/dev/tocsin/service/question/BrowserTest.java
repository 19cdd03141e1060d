package dev.tocsin.service.question;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.testing.Browser;
import dev.tocsin.value.BoolValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;

/**
 * Questions in a real browser. Runs where there is a Chromium with its driver, and always on CI;
 * what the pages looked like lies in {@code target/pages} afterwards.
 */
@EnabledIf("dev.tocsin.testing.Browser#isThere")
final class BrowserTest {

    private static final Path PICTURES = Path.of("target/pages");

    private static final String ISOLATE =
            """
            playbook: isolate
            title: Ask, then isolate the device
            inputs:
              device: { type: string, default: ws-diego-01.contoso.com }
            outputs:
              choice: { type: [string, "null"] }
            steps:
              - id: decision
                ask: Isolate ${inputs.device}?
                to: [ann@contoso.com]
                details: |
                  **Suspicious access to LSASS memory** (high)

                  Isolation cuts the machine off from everything but Defender.
                choices:
                  - { value: Isolate, label: Isolate the machine now }
                  - { value: Leave, label: Leave it on the network }
                timeout: 30m
                onTimeout: noAnswer
              - when: steps.decision.choice == "Isolate"
                action: desk.isolate
                with: { device: d-1 }
                onError: continue
              - return: { choice: "${steps.decision.choice}" }
            """;

    private static final String FORM =
            """
            playbook: note
            outputs:
              reason: { type: [string, "null"] }
              hours: { type: [integer, "null"] }
            steps:
              - id: decision
                ask: Close the ticket?
                to: [ann@contoso.com]
                choices: [Close, Keep]
                form:
                  required: [reason, sure]
                  properties:
                    reason: { type: string, minLength: 5, maxLength: 100, description: For the next shift }
                    sure: { type: boolean }
                    hours: { type: integer, default: 2 }
                    code: { type: string, x-secret: true }
              - return:
                  reason: ${steps.decision.form?.reason}
                  hours: ${steps.decision.form?.hours}
            """;

    @TempDir Path folder;

    @Test
    void fromTheMailOverTheLoginToTheDecision() throws Exception {
        try (AskingService service = new AskingService(folder.resolve("store.db"));
                Browser browser = Browser.start(420)) {
            String run = service.start(ISOLATE);
            browser.open(service.url(service.deliver().getFirst().link()));
            assertEquals("Isolate ws-diego-01.contoso.com?", browser.text("h1"));
            assertEquals(0, browser.count("button"));
            assertTrue(browser.tooWide().isEmpty(), browser.tooWide().toString());
            browser.screenshot(PICTURES.resolve("link-phone.png"));
            browser.follow("a.button");

            browser.type("#token", service.token("ann@contoso.com", "approver"));
            browser.follow("main button");
            assertTrue(browser.url().endsWith("/questions/" + service.question(run).id()));
            assertEquals(2, browser.count(".choices button"));
            assertEquals(
                    Map.entry("button", "Isolate the machine now"),
                    browser.accessible(".choices button[value=Isolate]"));
            browser.screenshot(PICTURES.resolve("open-phone.png"));
            browser.follow(".choices button[value=Isolate]");
            assertEquals("Your answer is recorded", browser.text("h1"));
            browser.screenshot(PICTURES.resolve("recorded-phone.png"));
            assertEquals("Isolate", service.outputs(run).text("choice"));
            assertEquals(1, service.performed.size());
            browser.follow("main a");
            assertEquals("Your open questions", browser.text("h1"));
        }
    }

    @Test
    void aFormIsFilledInAndItsMistakesAreShownWhereTheyAre() throws Exception {
        try (AskingService service = new AskingService(folder.resolve("store.db"));
                Browser browser = Browser.start(1000)) {
            String run = service.start(FORM);
            browser.open(service.url(service.deliver().getFirst().link()));
            // What the browser itself refuses is not sent.
            browser.click(".choices button[value=Close]");
            assertEquals("Close the ticket?", browser.text("h1"));
            assertEquals(0, browser.count(".error"));
            browser.type("[id='field.reason']", "why");
            browser.click("input[type=radio][value=true]");
            browser.type("[id='field.code']", "hunter2");
            browser.follow(".choices button[value=Close]");
            assertEquals(1, browser.count(".error"));
            assertTrue(browser.text(".error").contains("at least 5 characters"));
            assertEquals("textbox", browser.accessible("[aria-invalid=true]").getKey());
            assertEquals("reason", browser.accessible("[aria-invalid=true]").getValue());
            browser.screenshot(PICTURES.resolve("form-mistake.png"));
            browser.type("[id='field.reason']", " not, it is done");
            browser.follow(".choices button[value=Close]");
            assertEquals("Your answer is recorded", browser.text("h1"));
            assertEquals("why not, it is done", service.outputs(run).text("reason"));
        }
    }

    @Test
    void theStyleHoldsAndNothingElseIsLoaded() throws Exception {
        try (AskingService service = new AskingService(folder.resolve("store.db"));
                Browser browser = Browser.start(1000)) {
            service.start(FORM);
            browser.open(service.url(service.deliver().getFirst().link()));
            assertEquals(
                    BoolValue.TRUE,
                    browser.evaluate(
                            "getComputedStyle(document.querySelector('main')).maxWidth !=="
                                    + " 'none'"));
            assertEquals(
                    BoolValue.TRUE,
                    browser.evaluate(
                            "performance.getEntriesByType('resource').every(e =>"
                                    + " e.name.endsWith('/favicon.ico'))"));
            assertFalse(browser.url().isEmpty());
            browser.screenshot(PICTURES.resolve("form.png"));
        }
    }
}
