package dev.tocsin.check;

import dev.tocsin.check.CalledPlaybooks.Lookup;
import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.expression.TemplateChecker;
import dev.tocsin.playbook.CallStep;
import dev.tocsin.playbook.Name;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.ProjectPlaybooks.Found;
import dev.tocsin.schema.Schema;
import dev.tocsin.schema.Type;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;

import org.jspecify.annotations.Nullable;

/** Calls: whether the playbook exists and may be called, and whether the inputs are its own. */
final class CallCheck {

    private final CalledPlaybooks playbooks;
    private final SourceText source;
    private final Diagnostics diagnostics;

    CallCheck(CalledPlaybooks playbooks, SourceText source, Diagnostics diagnostics) {
        this.playbooks = playbooks;
        this.source = source;
        this.diagnostics = diagnostics;
    }

    /** The playbook that a step names, or null once its absence is reported. */
    @Nullable CalledPlaybook bind(CallStep step) {
        Name id = step.playbook();
        if (id.text().isEmpty()) {
            return null;
        }
        return switch (playbooks.find(id.text())) {
            case Lookup.One(CalledPlaybook called) -> {
                checkCallable(id, called.playbook());
                yield called;
            }
            case Lookup.Broken(Found file) -> {
                unchecked(id, file.name() + " cannot be read as a playbook");
                yield null;
            }
            case Lookup.Several _ -> null;
            case Lookup.None _ -> {
                unknown(id);
                yield null;
            }
        };
    }

    private void unknown(Name id) {
        String meant = Suggestion.closest(id.text(), playbooks.ids());
        diagnostics.report(
                Code.UNKNOWN_PLAYBOOK,
                source,
                id.span(),
                "the project has no playbook `" + id + "`",
                Note.help(
                        meant == null
                                ? "a playbook is called by the id behind its key `playbook`"
                                : "did you mean `" + meant + "`?"));
    }

    /** The call stays what it is; that its inputs and result are not looked at is said. */
    void unchecked(Name id, String why) {
        diagnostics.report(
                Code.UNCHECKED_CALL,
                source,
                id.span(),
                "this call cannot be checked",
                Note.fact(why),
                Note.help("put that file right first"));
    }

    private void checkCallable(Name id, Playbook called) {
        if (called.calledAs() != null) {
            return;
        }
        Span first =
                called.triggers().isEmpty()
                        ? called.accepts().getFirst().span()
                        : called.triggers().getFirst().span();
        diagnostics.report(
                Code.NOT_CALLABLE,
                source,
                id.span(),
                "`" + id + "` does not let other playbooks call it",
                Note.fact(
                        "what starts it is in "
                                + called.source().name()
                                + ", line "
                                + called.source().lineAt(first.start())),
                Note.help("add `- call: {}` to its `on`; its `event` is null then"));
    }

    /** Types the inputs of a step, checks them, and gives the type of its result. */
    Type check(CallStep step, @Nullable CalledPlaybook called, LexicalEnvironment names) {
        if (called == null) {
            TemplateChecker.check(step.with(), names, source, diagnostics);
            return Type.ANY;
        }
        Schema inputs = CallShape.inputs(called.playbook());
        if (inputs.type() instanceof Type.Obj fields) {
            new InputCheck(
                            step.playbook(),
                            step.with(),
                            "with",
                            inputs,
                            fields,
                            source,
                            diagnostics)
                    .check(names);
        }
        return CallShape.result(called.playbook());
    }
}
