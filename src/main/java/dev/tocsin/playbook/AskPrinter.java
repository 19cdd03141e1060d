package dev.tocsin.playbook;

import dev.tocsin.document.Node;
import dev.tocsin.expression.Template;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The YAML nodes of {@code ask} steps. */
final class AskPrinter {

    private AskPrinter() {}

    static void ask(AskStep ask, NodeBuilder map) {
        List<Node> via = new ArrayList<>();
        for (Channel channel : ask.via()) {
            via.add(YamlText.word(channel.word()));
        }
        AskStep.Reminder remind = ask.remind();
        map.template("ask", ask.question())
                .node("to", addresses(ask.to()))
                .list("via", via)
                .template("subject", ask.subject())
                .template("details", ask.details())
                .node("choices", choices(ask.choices()))
                .node("form", ask.form() == null ? null : NodeBuilder.of(ask.form().json()))
                .word("answers", answers(ask.answers()))
                .duration("remind", remind == null ? null : remind.every())
                .node("escalate", escalate(ask.escalate()))
                .word("fourEyes", ask.fourEyes() ? "true" : null)
                .word("onTimeout", onTimeout(ask.onTimeout()));
    }

    private static @Nullable Node addresses(List<Template> addresses) {
        if (addresses.isEmpty()) {
            return null;
        }
        List<Node> nodes = new ArrayList<>();
        for (Template address : addresses) {
            nodes.add(NodeBuilder.of(address));
        }
        return NodeBuilder.listOf(nodes);
    }

    private static @Nullable Node choices(AskStep.@Nullable Choices choices) {
        return switch (choices) {
            case null -> null;
            case AskStep.Choices.Computed(var list) -> YamlText.word(list.text());
            case AskStep.Choices.Listed(var listed, _) -> {
                List<Node> nodes = new ArrayList<>();
                for (AskStep.Choice choice : listed) {
                    Node value = YamlText.word(choice.value().text());
                    nodes.add(
                            choice.label() == null
                                    ? value
                                    : new NodeBuilder()
                                            .node("value", value)
                                            .template("label", choice.label())
                                            .build());
                }
                yield NodeBuilder.listOf(nodes);
            }
        };
    }

    private static @Nullable Object answers(AskStep.Answers answers) {
        return switch (answers) {
            case AskStep.Answers.First _ -> null;
            case AskStep.Answers.All _ -> "all";
            case AskStep.Answers.Count(int people, _) -> people;
        };
    }

    private static @Nullable Node escalate(AskStep.@Nullable Escalation escalate) {
        return escalate == null
                ? null
                : new NodeBuilder()
                        .duration("after", escalate.after())
                        .node("to", addresses(escalate.to()))
                        .build();
    }

    private static @Nullable String onTimeout(AskStep.OnTimeout onTimeout) {
        return switch (onTimeout) {
            case AskStep.OnTimeout.Fail _ -> null;
            case AskStep.OnTimeout.NoAnswer _ -> "noAnswer";
            case AskStep.OnTimeout.Choose(Name choice) -> choice.text();
        };
    }
}
