package dev.tocsin.check;

import dev.tocsin.check.CalledPlaybooks.Lookup;
import dev.tocsin.connector.Settings;
import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostic;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.expression.Facts;
import dev.tocsin.expression.TemplateChecker;
import dev.tocsin.playbook.Accepted;
import dev.tocsin.playbook.Name;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.Policy;
import dev.tocsin.playbook.Policy.Route;
import dev.tocsin.playbook.ProjectPlaybooks.Found;
import dev.tocsin.playbook.SignalKind;
import dev.tocsin.playbook.SignalStart;
import dev.tocsin.schema.Schema;
import dev.tocsin.schema.Type;
import dev.tocsin.source.SourceText;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Where a route leads: whether the playbook exists, takes such signals, and gets its inputs. */
final class RouteCheck {

    private final Policy policy;
    private final CalledPlaybooks playbooks;
    private final Settings settings;
    private final Diagnostics diagnostics;
    private final SourceText source;

    RouteCheck(
            Policy policy, CalledPlaybooks playbooks, Settings settings, Diagnostics diagnostics) {
        this.policy = policy;
        this.playbooks = playbooks;
        this.settings = settings;
        this.diagnostics = diagnostics;
        this.source = policy.source();
    }

    /**
     * @param names with what is known where the route is taken
     */
    void check(Route route, LexicalEnvironment names) {
        Name id = route.playbook();
        switch (playbooks.find(id.text())) {
            case Lookup.One(CalledPlaybook found) -> {
                playbooks.check(found);
                Diagnostic error = found.firstError();
                if (error == null) {
                    taken(id, found.playbook(), names.facts());
                    inputs(route, found.playbook(), names);
                } else {
                    unchecked(
                            id,
                            "`"
                                    + id
                                    + "` has errors, the first in "
                                    + error.source().name()
                                    + ", line "
                                    + error.source().lineAt(error.span().start()));
                    TemplateChecker.check(route.inputs(), names, source, diagnostics);
                }
            }
            case Lookup.Broken(Found file) -> {
                unchecked(id, file.name() + " cannot be read as a playbook");
                TemplateChecker.check(route.inputs(), names, source, diagnostics);
            }
            case Lookup.Several _ ->
                    TemplateChecker.check(route.inputs(), names, source, diagnostics);
            case Lookup.None _ -> {
                unknown(id);
                TemplateChecker.check(route.inputs(), names, source, diagnostics);
            }
        }
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
                                ? "a playbook is named by the id behind its key `playbook`"
                                : "did you mean `" + meant + "`?"));
    }

    private void unchecked(Name id, String why) {
        diagnostics.report(
                Code.UNCHECKED_CALL,
                source,
                id.span(),
                "this route cannot be checked",
                Note.fact(why),
                Note.help("put that file right first"));
    }

    private void taken(Name id, Playbook playbook, Facts known) {
        for (Accepted signal : policy.takes()) {
            if (mayBe(signal.kind(), known)
                    && SignalStart.of(playbook, signal.kind(), signal.source()) == null) {
                notTaken(id, playbook, signal);
                return;
            }
        }
    }

    /** Whether a signal of this kind may come here, as far as conditions have asked for it. */
    private static boolean mayBe(SignalKind kind, Facts known) {
        SignalKind other = kind == SignalKind.ALERT ? SignalKind.INCIDENT : SignalKind.ALERT;
        Set<String> words = Set.of(kind.word(), other.word());
        return !known.isNull(kind.word())
                && !known.isNotNull(other.word())
                && known.textsOf("signal", "kind", words).contains(kind.word());
    }

    private void notTaken(Name id, Playbook playbook, Accepted signal) {
        Name from = signal.source();
        String kind = signal.kind().word();
        List<String> starts = SignalStart.describe(playbook);
        diagnostics.report(
                Code.SIGNAL_NOT_TAKEN,
                source,
                id.span(),
                "`" + id + "` takes no " + kind + "s " + of(from),
                Note.fact(
                        starts.isEmpty()
                                ? "it takes neither alerts nor incidents"
                                : "it takes " + String.join(", ", starts)),
                Note.help(
                        "add `- "
                                + kind
                                + ": "
                                + (from == null ? "{}" : "{ source: " + from + " }")
                                + "` to its `accepts`, or take less under `for`"));
    }

    private static String of(@Nullable Name source) {
        return source == null ? "of any source" : "of `" + source + "`";
    }

    private void inputs(Route route, Playbook playbook, LexicalEnvironment names) {
        Set<String> settled = new HashSet<>();
        for (Settings.Setting setting : settings.all()) {
            if (setting.playbook().equals(playbook.id().text())) {
                settled.add(setting.input());
            }
        }
        Schema inputs = CallShape.inputs(playbook, settled);
        if (inputs.type() instanceof Type.Obj fields) {
            new InputCheck(
                            route.playbook(),
                            route.inputs(),
                            "inputs",
                            inputs,
                            fields,
                            source,
                            diagnostics)
                    .check(names);
        }
    }
}
