package dev.tocsin.service.question;

import dev.tocsin.store.AnswerTable;
import dev.tocsin.store.AnswerTable.AnswerRow;
import dev.tocsin.store.QuestionRow;
import dev.tocsin.store.Reader;
import dev.tocsin.store.StoreException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The answers to a question that counted. */
final class Answers {

    private Answers() {}

    /** In the order in which they came. */
    static List<AnswerRow> taken(Reader reader, long question) throws StoreException {
        List<AnswerRow> taken = new ArrayList<>();
        for (AnswerRow answer : AnswerTable.ofQuestion(reader, question)) {
            if (answer.refused() == null) {
                taken.add(answer);
            }
        }
        return taken;
    }

    /** The one that came last, or null. */
    static @Nullable AnswerRow last(Reader reader, long question) throws StoreException {
        List<AnswerRow> taken = taken(reader, question);
        return taken.isEmpty() ? null : taken.getLast();
    }

    /** The answer of a person, or null. */
    static @Nullable AnswerRow of(Reader reader, long question, String person)
            throws StoreException {
        for (AnswerRow answer : taken(reader, question)) {
            if (answer.by().equalsIgnoreCase(person)) {
                return answer;
            }
        }
        return null;
    }

    /** How a question was decided, in one sentence. */
    static String ending(Reader reader, QuestionRow question, QuestionSheet sheet)
            throws StoreException {
        List<AnswerRow> taken = taken(reader, question.number());
        if (taken.isEmpty()) {
            return "It is decided.";
        }
        AnswerRow last = taken.getLast();
        for (AnswerRow answer : taken) {
            boolean split = sheet.rule() == QuestionSheet.Rule.ALL;
            if (split && !answer.choice().equals(last.choice())) {
                return "Not all agreed, so it ended without a decision.";
            }
        }
        return last.choice().isEmpty()
                ? last.by() + " filled in the form."
                : last.by() + " decided: “" + SheetFacts.label(sheet, last.choice()) + "”.";
    }
}
