package dev.tocsin.program;

import dev.tocsin.expression.Environment;
import dev.tocsin.expression.Evaluator;
import dev.tocsin.expression.ExpressionCompiler;
import dev.tocsin.expression.Template;
import dev.tocsin.expression.TemplateCompiler;
import dev.tocsin.playbook.AskStep;
import dev.tocsin.playbook.Channel;
import dev.tocsin.schema.Schema;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Makes the node of an {@code ask}. */
final class AskCompiler {

    private static final Schema MARKDOWN =
            new Schema(MapValue.of("x-syntax", new StringValue("markdown")));

    private final Environment names;

    AskCompiler(Environment names) {
        this.names = names;
    }

    AskNode node(AskStep step, NodeHead head) {
        List<Value> via = new ArrayList<>();
        for (Channel channel : step.via()) {
            via.add(new StringValue(channel.word()));
        }
        Template details = step.details();
        AskStep.Reminder remind = step.remind();
        AskStep.Escalation escalate = step.escalate();
        return new AskNode(
                head,
                TemplateCompiler.compile(step.question(), names),
                texts(step.to()),
                List.copyOf(via),
                step.subject() == null ? null : TemplateCompiler.compile(step.subject(), names),
                details == null ? null : TemplateCompiler.compile(details, names, MARKDOWN),
                choices(step),
                step.knownChoices(),
                step.answeredForm(),
                step.answers(),
                remind == null ? null : remind.every(),
                escalate == null ? null : escalate.after(),
                escalate == null ? List.of() : texts(escalate.to()),
                step.fourEyes(),
                step.onTimeout());
    }

    private List<Evaluator> texts(List<Template> templates) {
        List<Evaluator> compiled = new ArrayList<>(templates.size());
        for (Template template : templates) {
            compiled.add(TemplateCompiler.compile(template, names));
        }
        return List.copyOf(compiled);
    }

    private Evaluator choices(AskStep step) {
        return switch (step.choices()) {
            case null -> {
                List<Value> values = new ArrayList<>();
                for (String value : step.form() == null ? AskStep.APPROVAL : List.<String>of()) {
                    values.add(new StringValue(value));
                }
                ListValue known = new ListValue(values);
                yield (_, _) -> known;
            }
            case AskStep.Choices.Computed(var list) ->
                    ExpressionCompiler.compileDecision(list, names);
            case AskStep.Choices.Listed(var listed, _) -> listed(listed);
        };
    }

    private Evaluator listed(List<AskStep.Choice> choices) {
        List<Value> values = new ArrayList<>(choices.size());
        List<@Nullable Evaluator> labels = new ArrayList<>(choices.size());
        for (AskStep.Choice choice : choices) {
            Template label = choice.label();
            values.add(new StringValue(choice.value().text()));
            labels.add(label == null ? null : TemplateCompiler.compile(label, names));
        }
        ListValue known = new ListValue(values);
        return (scope, evaluation) -> {
            List<Value> list = new ArrayList<>(known.items());
            for (int i = 0; i < list.size(); i++) {
                Evaluator label = labels.get(i);
                if (label != null) {
                    list.set(
                            i,
                            MapValue.builder()
                                    .put("value", list.get(i))
                                    .put("label", label.evaluate(scope, evaluation))
                                    .build());
                }
            }
            return new ListValue(list);
        };
    }
}
