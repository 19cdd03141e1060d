package dev.tocsin.host;

import dev.tocsin.interpreter.Answer;
import dev.tocsin.interpreter.Question;
import dev.tocsin.playbook.AskStep;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Answers that were given beforehand, by the path or the id of a step. Each answers once; several
 * for one key are used in their order. Not thread-safe.
 */
public final class AnswerBook {

    /** What was said beforehand about one question. */
    public sealed interface Entry {

        /**
         * An answer.
         *
         * @param by null for whom it fits: one of those asked where several must answer or it must
         *     be somebody else, else {@link #user}
         */
        record Answered(@Nullable String choice, MapValue form, @Nullable String by)
                implements Entry {}

        /** Nobody answers, and the time of the question passes. */
        record NoAnswer() implements Entry {}
    }

    private final String user;
    private final Map<String, Deque<Entry>> entries = new LinkedHashMap<>();

    /**
     * @param user who answers where an entry does not say
     */
    public AnswerBook(String user) {
        this.user = user;
    }

    public void add(String key, Entry entry) {
        entries.computeIfAbsent(key, _ -> new ArrayDeque<>()).add(entry);
    }

    /** Who answers where an entry does not say. */
    public String user() {
        return user;
    }

    /** The next entry for a step, which is then used up; null where there is none. */
    public @Nullable Entry next(String path, @Nullable String id) {
        Deque<Entry> of = entries.get(path);
        if ((of == null || of.isEmpty()) && id != null) {
            of = entries.get(id);
        }
        return of == null ? null : of.poll();
    }

    /** The answer that an entry stands for, where {@code answered} have answered before. */
    public Answer answer(Entry.Answered entry, Question question, List<String> answered) {
        String by = entry.by();
        return new Answer(
                entry.choice(), entry.form(), by == null ? stand(question, answered) : by);
    }

    private String stand(Question question, List<String> answered) {
        boolean one = question.answers() instanceof AskStep.Answers.First;
        if (one && question.notBy() == null) {
            return user;
        }
        for (String address : question.to()) {
            if (!has(answered, address) && !has(listOf(question.notBy()), address)) {
                return address;
            }
        }
        return user;
    }

    private static List<String> listOf(@Nullable String person) {
        return person == null ? List.of() : List.of(person);
    }

    private static boolean has(List<String> people, String person) {
        for (String one : people) {
            if (one.toLowerCase(Locale.ROOT).equals(person.toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }

    /** The keys whose answers were not all used, in the order in which they were given. */
    public List<String> unused() {
        List<String> unused = new ArrayList<>();
        entries.forEach(
                (key, of) -> {
                    if (!of.isEmpty()) {
                        unused.add(key);
                    }
                });
        return unused;
    }
}
