package dev.tocsin.cli;

import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.host.AnswerBook;
import dev.tocsin.program.AskNode;
import dev.tocsin.program.Program;
import dev.tocsin.program.ProgramActions;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The answers of {@code --answer}, checked against the questions of the playbook. */
final class GivenAnswers {

    private static final Set<String> KEYS = Set.of("choice", "form", "by");

    private final List<AskNode> questions;

    private GivenAnswers(List<AskNode> questions) {
        this.questions = questions;
    }

    /**
     * Reads them.
     *
     * @param given each {@code ID=CHOICE} or {@code ID={"choice": …}}; the id may be a path
     * @param user who answers where an answer does not say
     * @throws CommandFault if one belongs to no question, or cannot be an answer to it
     */
    static AnswerBook of(List<String> given, Program program, String user) throws CommandFault {
        AnswerBook book = new AnswerBook(user);
        if (given.isEmpty()) {
            return book;
        }
        GivenAnswers answers = new GivenAnswers(ProgramActions.questionsOf(program));
        for (String one : given) {
            int equals = one.indexOf('=');
            if (equals <= 0 || equals + 1 == one.length()) {
                throw CommandFault.usage(
                        "`--answer` takes ID=CHOICE, not `" + one + "`",
                        "the id is that of the `ask` step, as in `--answer decision=Approve`");
            }
            String key = one.substring(0, equals);
            book.add(key, answers.entry(key, one.substring(equals + 1)));
        }
        return book;
    }

    private AnswerBook.Entry entry(String key, String text) throws CommandFault {
        AskNode question = question(key);
        AnswerBook.Entry entry = text.startsWith("{") ? whole(key, text) : shortly(text);
        if (entry instanceof AnswerBook.Entry.Answered(String choice, var _, var _)) {
            checkChoice(key, choice, question);
        }
        return entry;
    }

    /** The question of an id; null for a path, which is known only when the run comes to it. */
    private @Nullable AskNode question(String key) throws CommandFault {
        if (key.indexOf('[') >= 0) {
            return null;
        }
        Set<String> ids = new LinkedHashSet<>();
        for (AskNode question : questions) {
            String id = question.head().id();
            if (key.equals(id)) {
                return question;
            }
            if (id != null) {
                ids.add(id);
            }
        }
        String meant = Suggestion.closest(key, ids);
        throw CommandFault.usage(
                "the playbook has no question `" + key + "`",
                meant != null
                        ? "did you mean `" + meant + "`?"
                        : questions.isEmpty()
                                ? "it asks nothing; leave out `--answer`"
                                : ids.isEmpty()
                                        ? "its `ask` steps have no id; name one by its path, such"
                                                + " as `steps[2]`"
                                        : "its questions are " + String.join(", ", ids));
    }

    private static AnswerBook.Entry shortly(String text) {
        return text.equals("noAnswer")
                ? new AnswerBook.Entry.NoAnswer()
                : new AnswerBook.Entry.Answered(text, MapValue.EMPTY, null);
    }

    private static AnswerBook.Entry whole(String key, String text) throws CommandFault {
        Value value;
        try {
            value = Json.parse(text);
        } catch (JsonException e) {
            throw CommandFault.usage(
                    "the answer to `" + key + "` is not JSON: " + e.getMessage(),
                    "write for example `'" + key + "={\"choice\": \"Approve\"}'`");
        }
        if (!(value instanceof MapValue map)) {
            throw new IllegalStateException("what begins with a brace is an object");
        }
        for (String name : map.entries().keySet()) {
            if (!KEYS.contains(name)) {
                throw CommandFault.usage(
                        "the answer to `" + key + "` has an unknown key `" + name + "`",
                        "an answer has `choice`, `form` and `by`");
            }
        }
        return new AnswerBook.Entry.Answered(
                text(key, map, "choice"),
                map.get("form") instanceof MapValue form ? form : MapValue.EMPTY,
                text(key, map, "by"));
    }

    private static @Nullable String text(String key, MapValue map, String name)
            throws CommandFault {
        return switch (map.get(name)) {
            case StringValue(String text) -> text;
            case null -> null;
            case NullValue _ -> null;
            case Value other ->
                    throw CommandFault.usage(
                            "the answer to `"
                                    + key
                                    + "`: `"
                                    + name
                                    + "` must be a text, but is "
                                    + other.kind(),
                            null);
        };
    }

    private static void checkChoice(String key, @Nullable String choice, @Nullable AskNode question)
            throws CommandFault {
        List<String> known = question == null ? null : question.knownChoices();
        if (known == null || choice == null || known.contains(choice)) {
            return;
        }
        String meant = Suggestion.closest(choice, known);
        throw CommandFault.usage(
                known.isEmpty()
                        ? "`" + key + "` has nothing to choose, only a form to fill in"
                        : "`" + choice + "` is none of the choices of `" + key + "`",
                meant != null
                        ? "did you mean `" + meant + "`?"
                        : known.isEmpty()
                                ? "write `'" + key + "={\"form\": {...}}'`"
                                : "the choices are " + String.join(", ", known));
    }

    /** Warns of answers that nothing asked for. */
    static void tellUnused(AnswerBook book, Console console) {
        for (String key : book.unused()) {
            console.err()
                    .println(
                            "warning: the answer given for `"
                                    + key
                                    + "` was not used, because nothing asked for it");
        }
    }
}
