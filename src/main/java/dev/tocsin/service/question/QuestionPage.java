package dev.tocsin.service.question;

import dev.tocsin.interpreter.Question;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The page of an open question: what is asked, about what, by whom, what happens, and the buttons
 * that decide.
 *
 * @param digest of what it shows; comes back with the answer
 * @param viewer who looks at it
 * @param answers how many people have answered so far
 * @param mayNot why this person may not answer, or null
 * @param filled what was filled in before; empty at first
 * @param refused why the answer before was not taken, or null
 */
record QuestionPage(
        QuestionSheet sheet,
        String digest,
        Viewer viewer,
        int answers,
        @Nullable String mayNot,
        FilledForm filled,
        @Nullable String refused,
        Instant now) {

    /** The field of the page that says what was shown. */
    static final String SHOWN = "shown";

    /** The field of the page that says what was chosen. */
    static final String CHOICE = "choice";

    /** Who looks at a page. */
    sealed interface Viewer {

        /** Whose question it is. */
        String person();

        /** What the forms of the page carry where there is a session; else empty. */
        String csrf();

        /** Somebody who has the link of this person. */
        record Link(String person, String csrf) implements Viewer {}

        /** Somebody who logged in. */
        record Login(String person, String csrf) implements Viewer {}
    }

    /** The whole page. */
    String html() {
        Html out = new Html();
        String eyebrow =
                sheet.kind() == QuestionSheet.Kind.GUARD
                        ? "Held back in “" + sheet.title() + "”"
                        : "Question from “" + sheet.title() + "”";
        out.element("p", eyebrow, "class", "eyebrow").line();
        out.element("h1", sheet.question()).line();
        out.element("p", timeLeft(), "class", "left").line();
        if (refused != null) {
            out.open("div", "class", "care", "role", "alert")
                    .element("p", "Your answer was not taken: " + refused + ".")
                    .close("div")
                    .line();
        }
        if (sheet.details() != null) {
            out.open("div", "class", "quoted");
            new MarkdownHtml(out, UnaryOperator.identity()).write(Markdown.parse(sheet.details()));
            out.close("div").line();
        }
        facts(out, "What it is about", SheetFacts.signal(sheet));
        facts(out, "Inputs of the run", SheetFacts.inputs(sheet));
        consequences(out);
        if (viewer instanceof Viewer.Link && sheet.needsLogin()) {
            login(out);
        } else if (mayNot != null) {
            out.element("h2", "Your answer");
            out.element("p", "You cannot answer this: " + mayNot + ".").line();
        } else {
            answer(out);
        }
        facts(out, "Who asks", SheetFacts.asker(sheet));
        return switch (viewer) {
            case Viewer.Link _ -> PageLayout.page(title(), null, null, out);
            case Viewer.Login(String person, String csrf) ->
                    PageLayout.page(title(), person, csrf, out);
        };
    }

    private String timeLeft() {
        Instant expiry = sheet.expiresAt();
        String left =
                expiry.isAfter(now)
                        ? Moments.until(expiry, now) + " left, until "
                        : "Its time was up on ";
        return left + Moments.of(expiry);
    }

    private String title() {
        int most = 80;
        String text = sheet.question();
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }

    private static void facts(Html out, String heading, Map<String, String> facts) {
        if (facts.isEmpty()) {
            return;
        }
        out.element("h2", heading).open("dl");
        facts.forEach((name, value) -> out.element("dt", name).element("dd", value).line());
        out.close("dl").line();
    }

    private void consequences(Html out) {
        out.element("h2", "What your answer does").open("div", "class", "note");
        for (String sentence : SheetFacts.consequences(sheet, answers, now)) {
            out.element("p", sentence);
        }
        out.close("div").line();
        if (sheet.contains()) {
            out.open("div", "class", "care")
                    .element(
                            "p",
                            "This playbook can cut off a device or a person, depending on the"
                                    + " answer.")
                    .close("div")
                    .line();
        }
    }

    private void login(Html out) {
        out.element("h2", "Your answer");
        out.element(
                        "p",
                        "A link alone does not decide this, because whoever has the link could"
                                + " press the button. Log in as "
                                + viewer.person()
                                + " to answer.")
                .line();
        out.open("div", "class", "choices")
                .element(
                        "a",
                        "Log in to answer",
                        "class",
                        "button",
                        "href",
                        "/login?to=/questions/" + sheet.id())
                .close("div")
                .line();
    }

    private void answer(Html out) {
        out.element("h2", "Your answer");
        // Without an action a form goes back to the address of its page.
        out.open("form", "method", "post").line();
        out.open("input", "type", "hidden", "name", SHOWN, "value", digest);
        if (!viewer.csrf().isEmpty()) {
            out.open("input", "type", "hidden", "name", "csrf", "value", viewer.csrf());
        }
        out.line();
        if (sheet.form() != null) {
            new FormFields(out, sheet.form(), filled.typed(), filled.errors()).write();
        }
        out.element("p", whoAnswers(), "class", "hint", "id", "who").line();
        out.open("div", "class", "choices", "role", "group", "aria-label", "Your answer");
        if (sheet.choices().isEmpty()) {
            out.element("button", "Send", "type", "submit", "aria-describedby", "who");
        }
        for (Question.Choice choice : sheet.choices()) {
            out.element(
                            "button",
                            choice.label(),
                            "type",
                            "submit",
                            "name",
                            CHOICE,
                            "value",
                            choice.value(),
                            "aria-describedby",
                            "who")
                    .line();
        }
        out.close("div").close("form").line();
    }

    private String whoAnswers() {
        return switch (viewer) {
            case Viewer.Link(String person, String _) ->
                    "You answer with the link that was sent to "
                            + person
                            + ". One press is enough, and the link works once.";
            case Viewer.Login(String person, String _) ->
                    "You answer as " + person + ". One press is enough.";
        };
    }
}
