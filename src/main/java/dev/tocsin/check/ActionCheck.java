package dev.tocsin.check;

import dev.tocsin.connector.Check;
import dev.tocsin.connector.Connector;
import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.connector.Job;
import dev.tocsin.connector.Operation;
import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.expression.TemplateChecker;
import dev.tocsin.playbook.ActionStep;
import dev.tocsin.playbook.Name;
import dev.tocsin.schema.Type;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Actions: whether the connector offers the operation, and whether the inputs are its own. */
final class ActionCheck {

    private final ConnectorRegistry connectors;
    private final SourceText source;
    private final Diagnostics diagnostics;

    ActionCheck(ConnectorRegistry connectors, SourceText source, Diagnostics diagnostics) {
        this.connectors = connectors;
        this.source = source;
        this.diagnostics = diagnostics;
    }

    /** The operation that a step names, or null once its absence is reported. */
    Resolution.@Nullable BoundAction bind(ActionStep step) {
        Name action = step.operation();
        Connector connector = connector(action);
        Operation operation = connector == null ? null : operation(connector, action);
        if (connector == null || operation == null) {
            return null;
        }
        Job job = operation.spec().job();
        Operation poll = job == null ? null : connector.operation(job.operation());
        if (step.await() != null && poll == null) {
            diagnostics.report(
                    Code.NOT_A_JOB,
                    source,
                    action.span(),
                    "`" + action + "` is done when it answers: there is no job to await",
                    Note.help("remove `await`, or limit the call with `timeout`"));
        }
        Check check = operation.spec().check();
        Operation look = check == null ? null : connector.operation(check.operation());
        return new Resolution.BoundAction(connector, operation, poll, look);
    }

    /** The operation of {@code connector.operation}, or null once its absence is reported. */
    @Nullable Operation operation(Name action) {
        Connector connector = connector(action);
        return connector == null ? null : operation(connector, action);
    }

    private @Nullable Connector connector(Name action) {
        int dot = action.text().lastIndexOf('.');
        if (dot <= 0) {
            // The structure check has said that an action is `connector.operation`.
            return null;
        }
        String name = action.text().substring(0, dot);
        Connector connector = connectors.find(name);
        if (connector == null) {
            String meant = Suggestion.closest(name, connectors.names());
            diagnostics.report(
                    Code.UNKNOWN_CONNECTOR,
                    source,
                    new Span(action.span().start(), action.span().start() + dot),
                    "unknown connector `" + name + "`",
                    Note.help(
                            meant == null
                                    ? "`tocsin connectors list` shows the connectors there are"
                                    : "did you mean `" + meant + "`?"));
        }
        return connector;
    }

    private @Nullable Operation operation(Connector connector, Name action) {
        int dot = action.text().lastIndexOf('.');
        Operation operation = connector.operation(action.text().substring(dot + 1));
        if (operation == null) {
            unknownOperation(connector, action, dot);
        }
        return operation;
    }

    private void unknownOperation(Connector connector, Name action, int dot) {
        List<String> names = new ArrayList<>();
        for (Operation operation : connector.operations()) {
            names.add(operation.spec().name());
        }
        String meant = Suggestion.closest(action.text().substring(dot + 1), names);
        diagnostics.report(
                Code.UNKNOWN_OPERATION,
                source,
                action.span(),
                "unknown operation `" + action + "`",
                Note.fact("connector `" + connector.name() + "` has " + listed(names)),
                Note.help(
                        meant == null
                                ? "`tocsin connectors show "
                                        + connector.name()
                                        + "` describes each of them"
                                : "did you mean `" + connector.name() + "." + meant + "`?"));
    }

    /** Types the inputs of a step, checks them, and gives the type of its result. */
    Type check(ActionStep step, Resolution.@Nullable BoundAction bound, LexicalEnvironment names) {
        if (bound == null) {
            TemplateChecker.check(step.with(), names, source, diagnostics);
            return Type.ANY;
        }
        var spec = bound.operation().spec();
        OnUnknownUse.check(step, spec, source, diagnostics);
        if (spec.input().type() instanceof Type.Obj inputs) {
            new InputCheck(
                            step.operation(),
                            step.with(),
                            "with",
                            spec.input(),
                            inputs,
                            source,
                            diagnostics)
                    .check(names);
        } else {
            Type given = TemplateChecker.check(step.with(), names, source, diagnostics);
            new SecretExposed(source, diagnostics)
                    .check(
                            step.with(),
                            spec.input().type(),
                            given,
                            "the input of `" + step.operation() + "`",
                            "hand it to an input that the connector marks `x-secret: true`");
        }
        Operation poll = bound.poll();
        boolean awaits = step.await() != null && poll != null;
        return awaits ? poll.spec().resultType() : spec.resultType();
    }

    static String listed(List<String> names) {
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            if (!text.isEmpty()) {
                text.append(", ");
            }
            text.append('`').append(name).append('`');
        }
        return text.isEmpty() ? "none" : text.toString();
    }
}
