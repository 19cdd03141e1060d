package dev.tocsin.playbook;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.document.ListNode;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.expression.Template;
import dev.tocsin.expression.TemplateParser;
import dev.tocsin.schema.Schema;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code ask} steps. */
final class AskParser {

    private static final int MOST_PEOPLE = 100;

    private final Slots slots;

    AskParser(Slots slots) {
        this.slots = slots;
    }

    AskStep ask(StepHead head, MapNode map, MapNode.Entry kind) {
        Node form = map.get("form");
        AskStep.Answers answers = answers(map.get("answers"));
        checkTimeout(head, map, answers);
        return new AskStep(
                head,
                slots.text(kind.value()),
                addresses(map.get("to")),
                channels(map.get("via")),
                text(map, "subject"),
                text(map, "details"),
                choices(map.get("choices")),
                form == null ? null : form(form),
                answers,
                remind(map),
                escalate(map.get("escalate")),
                map.get("fourEyes") instanceof ScalarNode truth && truth.text().equals("true"),
                onTimeout(map),
                map.span());
    }

    private void checkTimeout(StepHead head, MapNode map, AskStep.Answers answers) {
        MapNode.Entry onTimeout = map.entry("onTimeout");
        // Those who are all asked may also end without a decision because they disagree.
        boolean needed = onTimeout != null && !(answers instanceof AskStep.Answers.All);
        if (needed && head.timeout() == null && map.get("timeout") == null) {
            slots.report(
                    Code.MISSING_KEY,
                    onTimeout.key().span(),
                    "`onTimeout` needs a `timeout` beside it",
                    Note.help("add how long to wait for an answer: `timeout: 30m`"));
        }
    }

    private @Nullable Template text(MapNode map, String key) {
        Node node = map.get(key);
        return node == null ? null : slots.text(node);
    }

    private List<Template> addresses(@Nullable Node node) {
        List<Template> addresses = new ArrayList<>();
        for (Node item : node instanceof ListNode list ? list.items() : listOf(node)) {
            addresses.add(slots.text(item));
        }
        return addresses;
    }

    private static List<Channel> channels(@Nullable Node node) {
        List<Channel> channels = new ArrayList<>();
        for (Node item : node instanceof ListNode list ? list.items() : listOf(node)) {
            Channel channel = item instanceof ScalarNode scalar ? Channel.of(scalar.text()) : null;
            if (channel != null) {
                channels.add(channel);
            }
        }
        return channels;
    }

    private static List<Node> listOf(@Nullable Node node) {
        return node == null ? List.of() : List.of(node);
    }

    private AskStep.@Nullable Choices choices(@Nullable Node node) {
        return switch (node) {
            case ListNode list -> {
                List<AskStep.Choice> choices = new ArrayList<>();
                for (Node item : list.items()) {
                    AskStep.Choice choice = choice(item);
                    if (choice != null) {
                        choices.add(choice);
                    }
                }
                yield new AskStep.Choices.Listed(choices, list.span());
            }
            case ScalarNode scalar when !scalar.text().isEmpty() -> {
                var list = TemplateParser.decision(scalar, slots.source(), slots.diagnostics());
                yield new AskStep.Choices.Computed(list == null ? Slots.standIn(scalar) : list);
            }
            case null, default -> null;
        };
    }

    private AskStep.@Nullable Choice choice(Node node) {
        return switch (node) {
            case ScalarNode scalar -> choice(scalar, null);
            case MapNode map when map.get("value") instanceof ScalarNode value ->
                    choice(value, text(map, "label"));
            case MapNode _, ListNode _ -> null;
        };
    }

    private AskStep.@Nullable Choice choice(ScalarNode value, @Nullable Template label) {
        int hole = value.text().indexOf("${");
        if (hole >= 0) {
            slots.report(
                    Code.INVALID_VALUE,
                    value.spanOf(hole, value.text().length()),
                    "the value of a choice never depends on data",
                    Note.help(
                            "write `{value: word, label: \"text with ${...}\"}`, or an expression"
                                    + " that gives the whole list: `choices: steps.devices`"));
            return null;
        }
        return value.text().isEmpty() ? null : new AskStep.Choice(Slots.nameOf(value), label);
    }

    /** Null, so that nothing is said of its fields, where it is the schema of something else. */
    private @Nullable Schema form(Node node) {
        if (!(node instanceof MapNode map)) {
            return null;
        }
        boolean named = map.get("type") instanceof ScalarNode type && !type.text().equals("object");
        if (!named && map.get("properties") != null) {
            return slots.schema(map);
        }
        slots.report(
                Code.INVALID_SCHEMA,
                map.span(),
                "a form is the schema of an object",
                Note.help(
                        "list its fields: `form: { required: [reason], properties: { reason: {"
                                + " type: string } } }`"));
        return null;
    }

    private static AskStep.Answers answers(@Nullable Node node) {
        if (!(node instanceof ScalarNode scalar) || scalar.text().equals("first")) {
            return new AskStep.Answers.First();
        }
        if (scalar.text().equals("all")) {
            return new AskStep.Answers.All(scalar.span());
        }
        Integer people = Slots.whole(scalar, 1, MOST_PEOPLE);
        return people == null || people == 1
                ? new AskStep.Answers.First()
                : new AskStep.Answers.Count(people, scalar.span());
    }

    private AskStep.@Nullable Reminder remind(MapNode map) {
        Duration every = slots.duration(map, "remind");
        Node node = map.get("remind");
        return every == null || node == null ? null : new AskStep.Reminder(every, node.span());
    }

    private AskStep.@Nullable Escalation escalate(@Nullable Node node) {
        if (!(node instanceof MapNode map)) {
            return null;
        }
        Duration after = slots.duration(map, "after");
        Node place = map.get("after");
        return after == null || place == null
                ? null
                : new AskStep.Escalation(after, place.span(), addresses(map.get("to")));
    }

    private AskStep.OnTimeout onTimeout(MapNode map) {
        if (map.get("onTimeout") instanceof ListNode steps) {
            slots.report(
                    Code.INVALID_VALUE,
                    steps.span(),
                    "`onTimeout` of an `ask` is one of its choices, `noAnswer` or `fail`",
                    Note.help("write `noAnswer`, and decide in a step behind the question"));
        }
        Name choice = slots.fixed(map, "onTimeout");
        return switch (choice == null ? "fail" : choice.text()) {
            case "fail" -> new AskStep.OnTimeout.Fail();
            case "noAnswer" -> new AskStep.OnTimeout.NoAnswer();
            case String _ -> new AskStep.OnTimeout.Choose(choice);
        };
    }
}
