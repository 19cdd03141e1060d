package dev.tocsin.interpreter;

import dev.tocsin.expression.EvaluationException;
import dev.tocsin.playbook.AskStep;
import dev.tocsin.program.AskNode;
import dev.tocsin.schema.Schema;
import dev.tocsin.schema.SchemaFault;
import dev.tocsin.schema.SecretMarks;
import dev.tocsin.schema.ValueCheck;
import dev.tocsin.value.Address;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What people are asked, as it was when the question was put. Texts may hold what an alert holds,
 * so each channel writes them with its own encoder.
 *
 * <p>The core knows who answered by what its host says. That this person may answer at all (is
 * among {@code to}, or in a group that is) is the host's to establish.
 *
 * @param text the question
 * @param to the addresses asked, each once; empty where whoever runs the playbook answers
 * @param via words of channels; empty means what the environment is set up for
 * @param subject of the message
 * @param details Markdown, or null
 * @param choices in order; empty where there is only a form
 * @param form what is filled in must fit it, or null
 * @param answers whose answers decide
 * @param escalateTo who may be asked later
 * @param notBy who may not answer, because four eyes are wanted, or null
 */
public record Question(
        String text,
        List<String> to,
        List<String> via,
        String subject,
        @Nullable String details,
        List<Choice> choices,
        @Nullable Schema form,
        AskStep.Answers answers,
        List<String> escalateTo,
        @Nullable String notBy) {

    private static final int MOST_CHOICES = 50;

    public Question {
        to = List.copyOf(to);
        via = List.copyOf(via);
        choices = List.copyOf(choices);
        escalateTo = List.copyOf(escalateTo);
    }

    /** One choice: its value, and what people see. */
    public record Choice(String value, String label) {}

    /**
     * The question of a step.
     *
     * @param content as {@link AskNode#content} gives it, without unknowns
     * @param startedBy who started the run, or null
     * @throws EvaluationException if it cannot be asked: no text, no choice, nobody to ask
     */
    public static Question of(AskNode node, MapValue content, @Nullable String startedBy) {
        String text = text("ask", content.get("question"));
        List<String> to = addresses("to", content.get("to"));
        if (to.isEmpty() && !node.to().isEmpty()) {
            throw fault("`to` gives nobody to ask");
        }
        List<String> escalateTo =
                content.get("escalate") instanceof MapValue escalate
                        ? addresses("escalate.to", escalate.get("to"))
                        : List.of();
        if (escalateTo.isEmpty() && node.escalateAfter() != null) {
            throw fault("`escalate.to` gives nobody to ask");
        }
        Value subject = content.get("subject");
        Value details = content.get("details");
        Question question =
                new Question(
                        text,
                        to,
                        texts("via", content.get("via")),
                        subject == null ? text : text("subject", subject),
                        details == null ? null : text("details", details),
                        choices(content.get("choices"), node.form() != null),
                        node.form(),
                        node.answers(),
                        escalateTo,
                        node.fourEyes() ? startedBy : null);
        if (node.onTimeout() instanceof AskStep.OnTimeout.Choose(var choice)
                && !question.offers(choice.text())) {
            throw fault("`onTimeout: " + choice + "` is none of the choices");
        }
        return question;
    }

    private static EvaluationException fault(String message) {
        return EvaluationException.at(0, 0, message);
    }

    private static String text(String key, @Nullable Value value) {
        if (value instanceof StringValue(String text) && !text.isBlank()) {
            return text;
        }
        String found = value instanceof StringValue ? "empty" : value == null ? "" : value.kind();
        throw fault("`" + key + "` must be a text, but is " + found);
    }

    private static List<String> texts(String key, @Nullable Value value) {
        List<String> texts = new ArrayList<>();
        if (value instanceof ListValue(List<Value> items)) {
            for (Value item : items) {
                texts.add(text(key, item));
            }
        }
        return texts;
    }

    private static List<String> addresses(String key, @Nullable Value value) {
        List<String> addresses = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String address : texts(key, value)) {
            if (!Address.isOne(address)) {
                throw fault("`" + key + "` takes addresses, and `" + address + "` is none");
            }
            if (seen.add(folded(address))) {
                addresses.add(address);
            }
        }
        return addresses;
    }

    /** People are the same however their address is written. */
    static String folded(String person) {
        return person.toLowerCase(Locale.ROOT);
    }

    private static List<Choice> choices(@Nullable Value value, boolean form) {
        if (value == null && form) {
            return List.of();
        }
        if (!(value instanceof ListValue(List<Value> items)) || items.isEmpty()) {
            throw fault("`choices` gives nothing to choose");
        }
        if (items.size() > MOST_CHOICES) {
            throw fault(
                    "`choices` gives "
                            + items.size()
                            + " choices, and people can be asked for at most "
                            + MOST_CHOICES);
        }
        List<Choice> choices = new ArrayList<>(items.size());
        Set<String> seen = new HashSet<>();
        for (Value item : items) {
            Choice choice =
                    item instanceof MapValue map
                            ? new Choice(
                                    text("choices", map.get("value")),
                                    text(
                                            "choices",
                                            map.get("label") == null
                                                    ? map.get("value")
                                                    : map.get("label")))
                            : new Choice(text("choices", item), text("choices", item));
            if (!seen.add(choice.value())) {
                throw fault("`choices` gives `" + choice.value() + "` twice");
            }
            choices.add(choice);
        }
        return choices;
    }

    private boolean offers(String value) {
        for (Choice choice : choices) {
            if (choice.value().equals(value)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Why this answer cannot be taken, whoever has answered before; null if it can. The words
     * complete "the answer": lower case, no full stop, no secret in them.
     */
    public @Nullable String refusal(Answer answer) {
        if (answer.by().isBlank()) {
            return "nobody is known to have given this answer";
        }
        if (notBy != null && folded(notBy).equals(folded(answer.by()))) {
            return "`" + answer.by() + "` started the run, and somebody else must answer";
        }
        if (answers instanceof AskStep.Answers.All && !asks(answer.by())) {
            return "`" + answer.by() + "` is not among those who are asked";
        }
        String choice = answer.choice();
        if (choices.isEmpty()) {
            if (choice != null) {
                return "there is nothing to choose, only a form to fill in";
            }
        } else if (choice == null) {
            return "a choice is missing: " + choicesInWords();
        } else if (!offers(choice)) {
            return "`" + choice + "` is none of the choices: " + choicesInWords();
        }
        return formRefusal(answer.form());
    }

    private boolean asks(String person) {
        for (String address : to) {
            if (folded(address).equals(folded(person))) {
                return true;
            }
        }
        return false;
    }

    private String choicesInWords() {
        StringBuilder words = new StringBuilder();
        for (Choice choice : choices) {
            words.append(words.isEmpty() ? "`" : ", `").append(choice.value()).append('`');
        }
        return words.toString();
    }

    private @Nullable String formRefusal(MapValue given) {
        if (form == null) {
            return given.entries().isEmpty() ? null : "there is no form to fill in";
        }
        List<SchemaFault> faults = ValueCheck.of(form).check(withDefaults(given), "the form");
        return faults.isEmpty() ? null : faults.getFirst().message();
    }

    /** What was filled in as the run has it: with defaults, and its secrets marked. */
    MapValue filledIn(MapValue given) {
        MapValue whole = withDefaults(given);
        return form != null && SecretMarks.mark(whole, form) instanceof MapValue marked
                ? marked
                : whole;
    }

    private MapValue withDefaults(MapValue given) {
        if (form == null || !(form.json().get("properties") instanceof MapValue fields)) {
            return given;
        }
        MapValue.Builder filled = MapValue.builder();
        for (Map.Entry<String, Value> field : fields.entries().entrySet()) {
            Value value = given.get(field.getKey());
            Value fallback = field.getValue() instanceof MapValue map ? map.get("default") : null;
            if (value != null || fallback != null) {
                filled.put(field.getKey(), value != null ? value : fallback);
            }
        }
        given.entries()
                .forEach(
                        (name, value) -> {
                            if (fields.get(name) == null) {
                                filled.put(name, value);
                            }
                        });
        return filled.build();
    }
}
