package dev.tocsin.service.question;

import java.time.Instant;
import java.util.List;

/**
 * The open questions of somebody who logged in.
 *
 * @param sheets the longest asked first
 */
record ListPage(List<QuestionSheet> sheets, String person, String csrf, Instant now) {

    ListPage {
        sheets = List.copyOf(sheets);
    }

    String html() {
        Html out = new Html();
        out.element("h1", "Your open questions").line();
        if (sheets.isEmpty()) {
            out.element("p", "Nobody waits for an answer of yours.").line();
            return PageLayout.page("Your open questions", person, csrf, out);
        }
        out.open("ul", "class", "list").line();
        for (QuestionSheet sheet : sheets) {
            out.open("li")
                    .element("a", sheet.question(), "href", "/questions/" + sheet.id())
                    .element("p", about(sheet))
                    .element("p", when(sheet))
                    .close("li")
                    .line();
        }
        out.close("ul").line();
        return PageLayout.page("Your open questions", person, csrf, out);
    }

    private static String about(QuestionSheet sheet) {
        return sheet.signal() == null
                ? "From “" + sheet.title() + "”"
                : "From “" + sheet.title() + "”, about “" + sheet.signal().title() + "”";
    }

    private String when(QuestionSheet sheet) {
        Instant expiry = sheet.expiresAt();
        String asked = "Asked " + Moments.of(sheet.askedAt());
        return asked + "; " + Moments.until(expiry, now) + " left";
    }
}
