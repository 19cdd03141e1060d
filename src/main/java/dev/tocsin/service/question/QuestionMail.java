package dev.tocsin.service.question;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A mail about a question: plain text, and the same as HTML. What alerts and playbooks say in it is
 * quoted and taken apart, so the only thing to click is the link of the service.
 *
 * @param subject one line
 */
record QuestionMail(String subject, String text, String html) {

    /** RFC 5322 takes 998 characters; mail programs show fewer. */
    private static final int LONGEST_SUBJECT = 150;

    /** Why a mail is sent. */
    enum Reason {
        ASKED,
        REMINDED,
        ESCALATED
    }

    /**
     * Asks one person.
     *
     * @param link the page of the question, an address without blanks
     */
    static QuestionMail asking(
            QuestionSheet sheet, Reason reason, String link, int answers, Instant now) {
        String prefix =
                switch (reason) {
                    case ASKED -> "";
                    case REMINDED -> "Still open: ";
                    case ESCALATED -> "Nobody has decided yet: ";
                };
        String subject = Unlinked.subject(prefix + sheet.subject(), LONGEST_SUBJECT);
        return new QuestionMail(
                subject,
                new AskingText(sheet, reason, link, answers, now).text(),
                new AskingHtml(sheet, reason, link, answers, now).html());
    }

    /**
     * Tells somebody who was asked that there is nothing to answer any more.
     *
     * @param ending what became of it, a sentence
     */
    static QuestionMail closing(QuestionSheet sheet, String ending) {
        String subject = Unlinked.subject("Closed: " + sheet.subject(), LONGEST_SUBJECT);
        String question = Unlinked.of(sheet.question().strip());
        String told = Unlinked.line(ending);
        String why =
                "You were asked, and need not do anything. The links in earlier mails are off.";
        String text = question + "\n\n" + told + "\n" + why + "\n\n" + asker(sheet);
        Html html =
                MailLayout.begin()
                        .element("h1", question, "style", MailLayout.HEADING)
                        .element("p", told)
                        .element("p", why);
        return new QuestionMail(subject, text, MailLayout.end(html, asker(sheet)));
    }

    static String asker(QuestionSheet sheet) {
        return "Tocsin asked on behalf of the playbook "
                + Unlinked.line(sheet.playbook())
                + ", run "
                + Unlinked.line(sheet.run())
                + ".\n";
    }

    /**
     * As {@code mail.send} takes it.
     *
     * @param replyTo where answers by mail go, or null; they decide nothing
     */
    MapValue input(String to, @Nullable String replyTo) {
        MapValue.Builder input =
                MapValue.builder()
                        .put("to", new ListValue(List.of(new StringValue(to))))
                        .put("subject", subject)
                        .put("text", text)
                        .put("html", html);
        if (replyTo != null) {
            input.put("replyTo", replyTo);
        }
        return input.build();
    }

    /** The sentence above the question. */
    static String opening(QuestionSheet sheet, Reason reason) {
        return switch (reason) {
            case ASKED ->
                    sheet.kind() == QuestionSheet.Kind.GUARD
                            ? "A containment is held back until somebody decides."
                            : "A run waits for an answer.";
            case REMINDED -> "This question is still open, and you have not answered.";
            case ESCALATED -> "Nobody has decided so far, so you are asked as well.";
        };
    }

    /** What the link is, in a sentence. */
    static String aboutLink(QuestionSheet sheet) {
        return sheet.needsLogin()
                ? "Opening it decides nothing. It can lead to a containment, so you log in before"
                        + " you answer."
                : "Opening it decides nothing. It is yours alone: whoever has it can answer as you,"
                        + " so do not pass it on.";
    }

    private record AskingText(
            QuestionSheet sheet, Reason reason, String link, int answers, Instant now) {

        String text() {
            StringBuilder out = new StringBuilder(2048);
            out.append(opening(sheet, reason)).append("\n\n");
            quote(Unlinked.of(sheet.question().strip()), out);
            if (sheet.details() != null) {
                out.append(">\n");
                String details = MarkdownText.of(Markdown.parse(sheet.details()));
                quote(Unlinked.of(details.strip()), out);
            }
            out.append('\n');
            facts(SheetFacts.signal(sheet), out);
            facts(SheetFacts.inputs(sheet), out);
            if (!sheet.choices().isEmpty()) {
                out.append("The choices:\n");
                for (String choice : SheetFacts.choices(sheet)) {
                    out.append("  - ").append(Unlinked.line(choice)).append('\n');
                }
                out.append('\n');
            }
            for (String sentence : SheetFacts.consequences(sheet, answers, now)) {
                out.append(Unlinked.line(sentence)).append('\n');
            }
            out.append("\nLook at it and answer here:\n").append(link).append("\n\n");
            out.append(aboutLink(sheet)).append("\n\n-- \n").append(asker(sheet));
            return out.toString();
        }

        private static void quote(String text, StringBuilder out) {
            for (String line : text.split("\n", -1)) {
                out.append(line.isEmpty() ? ">" : "> ").append(line).append('\n');
            }
        }

        private static void facts(Map<String, String> facts, StringBuilder out) {
            facts.forEach(
                    (name, value) ->
                            out.append("  ")
                                    .append(Unlinked.line(name))
                                    .append(": ")
                                    .append(Unlinked.line(value))
                                    .append('\n'));
            out.append(facts.isEmpty() ? "" : "\n");
        }
    }

    private record AskingHtml(
            QuestionSheet sheet, Reason reason, String link, int answers, Instant now) {

        String html() {
            Html out = MailLayout.begin();
            out.element("p", opening(sheet, reason), "style", MailLayout.QUIET).line();
            out.element("h1", Unlinked.of(sheet.question()), "style", MailLayout.HEADING).line();
            if (sheet.details() != null) {
                out.open("div", "style", MailLayout.QUOTED);
                new MarkdownHtml(out, Unlinked::of).write(Markdown.parse(sheet.details()));
                out.close("div").line();
            }
            facts(SheetFacts.signal(sheet), out);
            facts(SheetFacts.inputs(sheet), out);
            if (!sheet.choices().isEmpty()) {
                out.element("p", "The choices:").open("ul");
                SheetFacts.choices(sheet)
                        .forEach(choice -> out.element("li", Unlinked.line(choice)));
                out.close("ul").line();
            }
            for (String sentence : SheetFacts.consequences(sheet, answers, now)) {
                out.element("p", Unlinked.line(sentence)).line();
            }
            out.open("p", "style", "margin:24px 0")
                    .element("a", "Look at it and answer", "href", link, "style", MailLayout.BUTTON)
                    .close("p")
                    .line();
            out.element("p", aboutLink(sheet), "style", MailLayout.QUIET).line();
            return MailLayout.end(out, asker(sheet));
        }

        private static void facts(Map<String, String> facts, Html out) {
            if (facts.isEmpty()) {
                return;
            }
            out.open("table", "style", "border-collapse:collapse;margin:0 0 16px").line();
            facts.forEach(
                    (name, value) ->
                            out.open("tr")
                                    .element("td", Unlinked.line(name), "style", MailLayout.NAME)
                                    .element("td", Unlinked.line(value), "style", MailLayout.VALUE)
                                    .close("tr")
                                    .line());
            out.close("table").line();
        }
    }
}
