package dev.tocsin.service.question;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.service.question.QuestionDesk.Result;
import dev.tocsin.service.question.QuestionPage.Viewer;
import dev.tocsin.testing.Golden;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The pages as a browser gets them; the style, the same in all, is cut out. */
final class QuestionPagesTest {

    private static final Path FOLDER = Path.of("src/test/resources/golden/questions");
    private static final Instant NOW = SampleSheets.ASKED.plusSeconds(300);
    private static final Viewer LINK = new Viewer.Link("ann@contoso.com", "");
    private static final Viewer LOGIN = new Viewer.Login("ann@contoso.com", "csrf-1");

    static void golden(String name, String page) {
        String whole = page.replaceAll("(?s)<style>.*</style>", "<style>…</style>");
        Golden.check(FOLDER.resolve(name), whole);
    }

    private static QuestionPage page(QuestionSheet sheet, Viewer viewer) {
        return page(sheet, viewer, null, FilledForm.EMPTY, null);
    }

    private static QuestionPage page(
            QuestionSheet sheet, Viewer viewer, String mayNot, FilledForm filled, String refused) {
        String digest = SheetText.digest(SheetText.write(sheet).getBytes(StandardCharsets.UTF_8));
        return new QuestionPage(sheet, digest, viewer, 1, mayNot, filled, refused, NOW);
    }

    @Test
    void aLinkToContainmentShowsEverythingAndNoButton() {
        String page = page(SampleSheets.isolation(), LINK).html();
        golden("link-needs-login.html", page);
        assertFalse(page.contains("<button"));
    }

    @Test
    void loggedInOneMayDecide() {
        golden("open.html", page(SampleSheets.isolation(), LOGIN).html());
    }

    @Test
    void theGuardAsks() {
        golden("guard.html", page(SampleSheets.guard(), LOGIN).html());
    }

    @Test
    void whoMayNotIsToldWhy() {
        String why = "the alert is about `ann@contoso.com`, who does not decide about it";
        QuestionPage page = page(SampleSheets.isolation(), LOGIN, why, FilledForm.EMPTY, null);
        golden("may-not.html", page.html());
    }

    @Test
    void aFormHasAControlForEachField() {
        golden("form.html", page(SampleSheets.form(), LINK).html());
    }

    @Test
    void whatWasTypedComesBackWithItsMistakesAndWithoutItsSecrets() {
        FilledForm filled =
                FilledForm.read(
                        SampleSheets.form().form(),
                        Map.of(
                                "field.reason", "why",
                                "field.severity", "1",
                                "field.hours", "many",
                                "field.code", "hunter2-canary",
                                "field.tags", "[1"));
        String page =
                page(SampleSheets.form(), LINK, null, filled, "some fields are not as they must be")
                        .html();
        golden("form-mistakes.html", page);
        assertFalse(page.contains("hunter2"), "a secret came back");
    }

    @Test
    void nothingOfAnAlertBecomesMarkup() {
        String page = page(SampleSheets.hostile(), LINK).html();
        golden("hostile.html", page);
        assertFalse(page.contains("<script"), "a script");
        assertFalse(page.contains("<img"), "a picture");
        assertFalse(page.contains("<b>"), "an element");
        assertFalse(page.contains("\u202E"), "a mark that turns the direction of writing");
        assertFalse(page.contains("href=\"http"), "a link");
    }

    @Test
    void whatBecameOfIt() {
        QuestionSheet sheet = SampleSheets.isolation();
        golden("taken.html", Notices.taken(new Result.Taken(sheet, "Leave", true)).html(LOGIN));
        golden(
                "taken-more-needed.html",
                Notices.taken(new Result.Taken(sheet, "Leave", false)).html());
        golden(
                "over.html",
                Notices.over(
                                new Result.Over(
                                        sheet, "bob@contoso.com decided: “Isolate the machine”."))
                        .html());
        golden("unknown.html", Notices.unknown().html());
        golden(
                "unavailable.html",
                Notices.unavailable(new Result.Unavailable("the disk is full"), "Isolate?").html());
    }

    @Test
    void oneSeesWhatWaitsForOne() {
        List<QuestionSheet> sheets = List.of(SampleSheets.isolation(), SampleSheets.form());
        golden("list.html", new ListPage(sheets, "ann@contoso.com", "csrf-1", NOW).html());
        golden("list-empty.html", new ListPage(List.of(), "ann@contoso.com", "c", NOW).html());
    }

    @Test
    void storedSheetsReadBack() {
        for (QuestionSheet sheet :
                List.of(
                        SampleSheets.isolation(),
                        SampleSheets.form(),
                        SampleSheets.guard(),
                        SampleSheets.hostile())) {
            assertEquals(sheet, SheetText.read(SheetText.write(sheet)));
        }
    }

    @Test
    void theStyleIsTheOneThatThePolicyAllows() throws Exception {
        String page = Notices.unknown().html();
        String style = page.replaceAll("(?s).*<style>(.*)</style>.*", "$1");
        byte[] digest =
                java.security.MessageDigest.getInstance("SHA-256")
                        .digest(style.getBytes(StandardCharsets.UTF_8));
        String encoded = java.util.Base64.getEncoder().encodeToString(digest);
        assertTrue(PageLayout.CONTENT_SECURITY_POLICY.contains("'sha256-" + encoded + "'"));
    }
}
