package dev.tocsin.service.question;

import dev.tocsin.service.question.QuestionDesk.Result;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** What pages say where there is nothing to answer, or an answer was given. */
final class Notices {

    private Notices() {}

    /** 404: says the same for a question that never was and for a link that does not fit. */
    static NoticePage unknown() {
        return new NoticePage(
                404,
                "There is no such question",
                List.of(
                        "The link may be incomplete: open it from the message once more. If what is"
                                + " asked has changed since, there is a newer message.",
                        "Nothing was decided."),
                null);
    }

    /** 410: it was, and is over. */
    static NoticePage over(Result.Over over) {
        return new NoticePage(
                410,
                "There is nothing to answer any more",
                List.of(over.why(), "Nothing was changed by opening this page."),
                over.sheet().question());
    }

    /** 200: it counts. */
    static NoticePage taken(Result.Taken taken) {
        List<String> sentences = new ArrayList<>();
        String choice = SheetFacts.label(taken.sheet(), taken.choice());
        sentences.add(
                taken.choice() == null
                        ? "What you filled in is recorded."
                        : "You chose “" + choice + "”.");
        sentences.add(
                taken.decided()
                        ? "The question is closed, and the run goes on."
                        : "The question stays open until more people have answered.");
        sentences.add("You can close this page.");
        return new NoticePage(200, "Your answer is recorded", sentences, taken.sheet().question());
    }

    /** 503: it is not known to be kept. */
    static NoticePage unavailable(Result.Unavailable unavailable, @Nullable String question) {
        return new NoticePage(
                503,
                "Your answer could not be recorded",
                List.of(
                        "The service says: " + unavailable.why() + ".",
                        "Try again in a minute. The link still works."),
                question);
    }
}
