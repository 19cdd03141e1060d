package dev.tocsin.service.question;

import dev.tocsin.service.question.QuestionPage.Viewer;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A page that says one thing: what became of an answer, or why there is nothing to answer.
 *
 * @param status of the answer over HTTP
 * @param heading one line
 * @param sentences what to know, and what to do
 * @param question the text that was asked, or null where the reader may not know it
 */
record NoticePage(int status, String heading, List<String> sentences, @Nullable String question) {

    /** Shown to somebody who has only a link, or less. */
    String html() {
        return html(null);
    }

    String html(@Nullable Viewer viewer) {
        Html out = new Html();
        if (question != null) {
            out.element("p", question, "class", "eyebrow").line();
        }
        out.element("h1", heading).line();
        for (String sentence : sentences) {
            out.element("p", sentence).line();
        }
        if (viewer instanceof Viewer.Login(String person, String csrf)) {
            out.open("p").element("a", "Your open questions", "href", "/questions").close("p");
            return PageLayout.page(heading, person, csrf, out);
        }
        return PageLayout.page(heading, null, null, out);
    }
}
