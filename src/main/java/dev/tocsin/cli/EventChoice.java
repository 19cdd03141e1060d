package dev.tocsin.cli;

import dev.tocsin.check.EventTypes;
import dev.tocsin.connector.Connector;
import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.connector.SignalSource;
import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.playbook.Name;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.SignalKind;
import dev.tocsin.schema.Schema;
import dev.tocsin.schema.SchemaFault;
import dev.tocsin.schema.ValueCheck;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which of the things that may start a playbook an event is for, and whether it fits that one. */
final class EventChoice {

    private static final int MOST_FAULTS = 6;

    private final Playbook playbook;
    private final ConnectorRegistry connectors;
    private final Diagnostics diagnostics;
    private final List<Start> starts;

    EventChoice(Playbook playbook, ConnectorRegistry connectors, Diagnostics diagnostics) {
        this.playbook = playbook;
        this.connectors = connectors;
        this.diagnostics = diagnostics;
        this.starts = Start.of(playbook);
    }

    /** The only one of this name, or, without an event, the only one that needs none. */
    @Nullable Start withoutEvent(@Nullable String name) throws CommandFault {
        List<Start> named = named(name);
        if (named.size() > 1) {
            List<Start> eventless = new ArrayList<>(named);
            eventless.removeIf(start -> !start.bringsNoEvent());
            if (eventless.size() != 1) {
                throw CommandFault.usage(
                        "`" + playbook.id() + "` can be started by " + names(named),
                        eventless.isEmpty()
                                ? "give the event with `--event FILE`"
                                : "give the event with `--event FILE`, or name one of "
                                        + names(eventless)
                                        + " with `--trigger`");
            }
            return eventless.getFirst();
        }
        Start only = named.isEmpty() ? null : named.getFirst();
        if (only != null && !only.bringsNoEvent()) {
            diagnostics.report(
                    Code.EVENT_DOES_NOT_FIT,
                    playbook.source(),
                    only.span(),
                    "this playbook is started by an event of kind `"
                            + kindOf(only)
                            + "`, and none is given",
                    Note.help("give one with `--event FILE`"));
        }
        return only;
    }

    /**
     * The one that the event is for; null where the playbook is started by nothing, or where a
     * mistake is reported.
     */
    @Nullable Start of(Value event, @Nullable String name, SourceText source) throws CommandFault {
        List<Start> named = named(name);
        if (named.size() == 1) {
            checkFit(named.getFirst(), event, source);
            return named.getFirst();
        }
        List<Start> fits = new ArrayList<>();
        for (Start start : named) {
            Schema schema = start.schema(connectors);
            boolean fitting =
                    schema == null
                            ? !start.bringsNoEvent()
                            : ValueCheck.of(schema).check(event).isEmpty();
            if (fitting) {
                fits.add(start);
            }
        }
        if (fits.size() > 1) {
            boolean tellable = Set.copyOf(namesOf(fits)).size() == fits.size();
            throw CommandFault.usage(
                    "the event fits several triggers: " + names(fits),
                    tellable
                            ? "name one with `--trigger`"
                            : "give each trigger an `id`, and name one with `--trigger`");
        }
        if (fits.isEmpty() && !named.isEmpty()) {
            diagnostics.report(
                    Code.EVENT_DOES_NOT_FIT,
                    source,
                    Span.at(0),
                    "the event fits none of the triggers of `" + playbook.id() + "`",
                    Note.help("name one with `--trigger` to see what does not fit it"));
        }
        return fits.isEmpty() ? null : fits.getFirst();
    }

    private List<Start> named(@Nullable String name) throws CommandFault {
        if (name == null) {
            return starts;
        }
        List<Start> named = new ArrayList<>(starts);
        named.removeIf(start -> !start.name().equals(name));
        if (!named.isEmpty()) {
            return named;
        }
        Set<String> names = new LinkedHashSet<>(namesOf(starts));
        String meant = Suggestion.closest(name, names);
        throw CommandFault.usage(
                "the playbook has no trigger `" + name + "`",
                meant != null
                        ? "did you mean `" + meant + "`?"
                        : names.isEmpty()
                                ? "it has no triggers; leave out `--trigger`"
                                : "its triggers are " + String.join(", ", names));
    }

    private static List<String> namesOf(List<Start> some) {
        List<String> names = new ArrayList<>();
        some.forEach(start -> names.add(start.name()));
        return names;
    }

    private static String names(List<Start> some) {
        return String.join(", ", namesOf(some));
    }

    private static String kindOf(Start start) {
        return switch (start) {
            case Start.OfAccepted accepted -> accepted.name();
            case Start.OfTrigger(var trigger) -> trigger.kind();
        };
    }

    private void checkFit(Start start, Value event, SourceText source) {
        Schema schema = start.schema(connectors);
        if (schema == null) {
            return;
        }
        List<SchemaFault> faults = ValueCheck.of(schema).check(event);
        if (faults.isEmpty()) {
            return;
        }
        // An event of another kind lacks every field: that is one mistake, not ten.
        SchemaFault first = faults.getFirst();
        List<Note> notes = new ArrayList<>();
        String other = otherKind(start, event);
        if (other != null) {
            notes.add(Note.fact("it looks like " + other));
        }
        int told = other != null ? 1 : Math.min(faults.size(), MOST_FAULTS);
        for (SchemaFault next : faults.subList(1, told)) {
            notes.add(Note.fact("also" + placeOf(next) + ": " + next.message()));
        }
        if (other == null && told < faults.size()) {
            notes.add(Note.fact("and " + (faults.size() - told) + " more"));
        }
        notes.add(
                Note.fact(
                        "the trigger `"
                                + start.name()
                                + "` in "
                                + playbook.source().name()
                                + ", line "
                                + playbook.source().lineAt(start.span().start())
                                + ", "
                                + shapeOf(start)));
        Note help = first.help();
        if (help != null) {
            notes.add(help);
        }
        diagnostics.report(
                Code.EVENT_DOES_NOT_FIT,
                source,
                EventPlaces.of(source, first.path()),
                "the event does not fit" + placeOf(first) + ": " + first.message(),
                notes.toArray(Note[]::new));
    }

    /** What else the event is, as {@code an incident of `graph`}; null where nothing takes it. */
    private @Nullable String otherKind(Start start, Value event) {
        for (String name : connectors.names()) {
            Connector connector = connectors.find(name);
            for (SignalKind kind : SignalKind.values()) {
                SignalSource signals =
                        connector == null ? null : EventTypes.signals(connector, kind);
                Name source = start.source();
                boolean own =
                        source != null
                                && source.text().equals(name)
                                && kindOf(start).equals(kind.word());
                if (signals != null
                        && !own
                        && ValueCheck.of(signals.event()).check(event).isEmpty()) {
                    return "an " + kind.word() + " of `" + name + "`";
                }
            }
        }
        return null;
    }

    private static String placeOf(SchemaFault fault) {
        boolean told = fault.path().isEmpty() || fault.message().contains(fault.path());
        return told ? "" : " at `" + fault.path() + "`";
    }

    private static String shapeOf(Start start) {
        Name source = start.source();
        if (source != null) {
            return "takes "
                    + kindOf(start)
                    + "s of `"
                    + source
                    + "`; `tocsin connectors show "
                    + source
                    + "` lists their fields";
        }
        return start.signal() == null
                ? "says what it must look like"
                : "takes what `schema/" + start.name() + ".schema.json` describes";
    }
}
