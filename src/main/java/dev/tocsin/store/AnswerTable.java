package dev.tocsin.store;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** What people answered, refused answers too. Rows are added, and go with their run. */
public final class AnswerTable {

    /**
     * @param number in order of arrival, from 1; 0 until it has been added
     * @param question its number
     * @param by the principal or person
     * @param via the way it came: {@code page}, {@code api}, {@code cli}
     * @param form stored JSON of the form, or null
     * @param refused why it did not count, for people, or null
     */
    public record AnswerRow(
            long number,
            long question,
            String by,
            String via,
            String choice,
            @Nullable String form,
            Instant at,
            @Nullable String refused) {}

    private static final String ADD =
            """
            INSERT INTO answer (question, "by", via, choice, form, at, refused)
            VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING number
            """;
    private static final String OF_QUESTION =
            """
            SELECT number, question, "by", via, choice, form, at, refused FROM answer
            WHERE question = ? ORDER BY number
            """;

    private AnswerTable() {}

    /** Adds an answer, and gives its number. */
    public static long add(Transaction tx, AnswerRow row) throws StoreException {
        return tx.sql(ADD)
                .with(row.question())
                .with(row.by())
                .with(row.via())
                .with(row.choice())
                .with(row.form())
                .with(row.at())
                .with(row.refused())
                .add();
    }

    /** All answers to a question, in the order in which they came. */
    public static List<AnswerRow> ofQuestion(Reader reader, long question) throws StoreException {
        return reader.sql(OF_QUESTION)
                .with(question)
                .list(
                        row ->
                                new AnswerRow(
                                        row.number(1),
                                        row.number(2),
                                        row.text(3),
                                        row.text(4),
                                        row.text(5),
                                        row.textOrNull(6),
                                        row.time(7),
                                        row.textOrNull(8)));
    }
}
