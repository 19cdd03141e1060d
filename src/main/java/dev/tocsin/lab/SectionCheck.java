package dev.tocsin.lab;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.document.Document;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.schema.NodeValues;
import dev.tocsin.source.Span;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.InstantSource;
import java.util.List;

/**
 * What a scenario says of single services. Their rows have no schema of ours, so each service is
 * tried: what a stand-in cannot start with is said here and not met by a run.
 */
final class SectionCheck {

    private final Document document;
    private final Scenario scenario;
    private final Diagnostics diagnostics;

    SectionCheck(Document document, Scenario scenario, Diagnostics diagnostics) {
        this.document = document;
        this.scenario = scenario;
        this.diagnostics = diagnostics;
    }

    void check() {
        if (!(((MapNode) document.root()).get("services") instanceof MapNode services)) {
            return;
        }
        List<String> known = StandIns.names();
        int before = diagnostics.errorCount();
        for (MapNode.Entry service : services.entries()) {
            String name = service.key().text();
            MapValue start = StartFile.ofService(name);
            if (!known.contains(name)) {
                report(
                        Code.UNKNOWN_REFERENCE,
                        service.key().span(),
                        "the lab has no stand-in for `" + name + "`",
                        note(name, known));
            } else if (start == null) {
                report(
                        Code.UNKNOWN_REFERENCE,
                        service.key().span(),
                        "the stand-in for `" + name + "` starts with nothing",
                        Note.fact("what it holds comes from runs alone"));
            } else if (service.value() instanceof MapNode lists) {
                lists(name, lists, start);
            }
        }
        for (MapNode.Entry service : services.entries()) {
            if (diagnostics.errorCount() == before) {
                tryOut(service.key());
            }
        }
    }

    private void lists(String service, MapNode lists, MapValue start) {
        for (MapNode.Entry list : lists.entries()) {
            String name = list.key().text();
            Value known = start.get(name);
            if (known == null) {
                report(
                        Code.UNKNOWN_KEY,
                        list.key().span(),
                        "the stand-in for `" + service + "` starts with no `" + name + "`",
                        note(name, List.copyOf(start.entries().keySet())));
            } else if (!known.kind().equals(NodeValues.of(list.value()).kind())) {
                report(
                        Code.WRONG_TYPE,
                        list.key().span(),
                        "`" + name + "` must be a " + known.kind() + " at `" + service + "`",
                        null);
            }
        }
    }

    private void tryOut(ScalarNode service) {
        MapValue services = Fields.map(scenario.company(), "services");
        MapValue only = MapValue.of(service.text(), Fields.map(services, service.text()));
        Scenario alone =
                new Scenario(Table.with(scenario.company(), "services", only), scenario.base());
        try {
            StandIns.of(Site.unreached(Company.of(alone, InstantSource.fixed(LabOptions.MORNING))));
        } catch (IllegalStateException | ClassCastException | NullPointerException e) {
            // Whatever it is that a stand-in meets in rows nobody foresaw, the rows are wrong.
            String reason = e instanceof IllegalStateException ? ": " + e.getMessage() : "";
            report(
                    Code.INVALID_VALUE,
                    service.span(),
                    "the stand-in for `" + service.text() + "` cannot start with this" + reason,
                    Note.help("its rows need the fields that the service itself gives"));
        }
    }

    private static Note note(String name, List<String> known) {
        Note suggestion = Suggestion.note(name, known);
        return suggestion == null
                ? Note.fact("there is `" + String.join("`, `", known) + "`")
                : suggestion;
    }

    private void report(Code code, Span span, String message, @Nullable Note note) {
        Note[] notes = note == null ? new Note[0] : new Note[] {note};
        diagnostics.report(code, document.source(), span, message, notes);
    }
}
