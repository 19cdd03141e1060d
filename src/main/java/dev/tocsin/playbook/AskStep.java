package dev.tocsin.playbook;

import dev.tocsin.expression.Expression;
import dev.tocsin.expression.Template;
import dev.tocsin.schema.Schema;
import dev.tocsin.source.Span;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code ask: question}: waits for the answer of people. Its time limit is the {@code timeout} of
 * the {@link #head}.
 *
 * @param question a text
 * @param to each gives an address or a list of them; empty where whoever runs the playbook answers
 * @param via empty means what the environment is set up for
 * @param subject of the message, or null for the question itself
 * @param details Markdown, or null
 * @param choices null where the key is not there
 * @param form the schema of an object to fill in, or null
 * @param answers whose answers decide
 * @param remind how often those who have not answered are reminded, or null
 * @param escalate who is asked as well after a while, or null
 * @param fourEyes whether who started the run may not answer
 * @param onTimeout what holds without a decision
 */
public record AskStep(
        StepHead head,
        Template question,
        List<Template> to,
        List<Channel> via,
        @Nullable Template subject,
        @Nullable Template details,
        @Nullable Choices choices,
        @Nullable Schema form,
        Answers answers,
        @Nullable Reminder remind,
        @Nullable Escalation escalate,
        boolean fourEyes,
        OnTimeout onTimeout,
        Span span)
        implements Step {

    /** What can be chosen where the playbook lists nothing and asks for no form. */
    public static final List<String> APPROVAL = List.of("Approve", "Deny");

    public AskStep {
        to = List.copyOf(to);
        via = List.copyOf(via);
    }

    /** What can be chosen. */
    public sealed interface Choices {

        /** The same in every run, in the order of the file. */
        record Listed(List<Choice> choices, Span span) implements Choices {
            public Listed {
                choices = List.copyOf(choices);
            }
        }

        /** Known when the question is asked: a list of texts or of {@code {value, label}}. */
        record Computed(Expression list) implements Choices {}
    }

    /**
     * One choice.
     *
     * @param label what people see, or null for the value
     */
    public record Choice(Name value, @Nullable Template label) {}

    /** Whose answers decide. */
    public sealed interface Answers {

        /** The first one. */
        record First() implements Answers {}

        /** Everybody who is asked, if they agree. */
        record All(Span span) implements Answers {}

        /** The choice that so many people gave. */
        record Count(int people, Span span) implements Answers {}
    }

    /** Those who have not answered are reminded this often. */
    public record Reminder(Duration every, Span span) {}

    /** Who is asked as well where nobody has decided for so long. */
    public record Escalation(Duration after, Span afterSpan, List<Template> to) {
        public Escalation {
            to = List.copyOf(to);
        }
    }

    /** What holds where the question ends without a decision. */
    public sealed interface OnTimeout {

        /** The step fails. */
        record Fail() implements OnTimeout {}

        /** The run goes on, and the choice is null. */
        record NoAnswer() implements OnTimeout {}

        /** This choice. */
        record Choose(Name choice) implements OnTimeout {}
    }

    /**
     * The schema that what is filled in must fit: an object without other fields, and with those
     * that have a default, because that is put in. Null where there is no form.
     */
    public @Nullable Schema answeredForm() {
        if (form == null) {
            return null;
        }
        Map<String, Value> json = new LinkedHashMap<>(form.json().entries());
        json.put("type", new StringValue("object"));
        json.putIfAbsent("additionalProperties", BoolValue.FALSE);
        Set<Value> required = new LinkedHashSet<>();
        if (json.get("required") instanceof ListValue(List<Value> names)) {
            required.addAll(names);
        }
        if (json.get("properties") instanceof MapValue(Map<String, Value> fields)) {
            fields.forEach(
                    (name, field) -> {
                        if (field instanceof MapValue map && map.get("default") != null) {
                            required.add(new StringValue(name));
                        }
                    });
        }
        json.put("required", new ListValue(List.copyOf(required)));
        return new Schema(new MapValue(json));
    }

    /**
     * What can be chosen, in order; empty where there is only a form to fill in, and null where it
     * is not known before the run.
     */
    public @Nullable List<String> knownChoices() {
        return switch (choices) {
            case null -> form == null ? APPROVAL : List.of();
            case Choices.Computed _ -> null;
            case Choices.Listed(List<Choice> listed, Span _) -> {
                List<String> values = new ArrayList<>(listed.size());
                for (Choice choice : listed) {
                    values.add(choice.value().text());
                }
                yield values;
            }
        };
    }
}
