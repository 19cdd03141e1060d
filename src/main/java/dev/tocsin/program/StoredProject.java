package dev.tocsin.program;

import dev.tocsin.check.CalledPlaybooks;
import dev.tocsin.check.PlaybookChecker;
import dev.tocsin.check.Resolution;
import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.document.Document;
import dev.tocsin.document.DocumentParser;
import dev.tocsin.document.FileFindings;
import dev.tocsin.document.FirstKey;
import dev.tocsin.playbook.Accepted;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.PlaybookParser;
import dev.tocsin.playbook.ProjectPlaybooks;
import dev.tocsin.playbook.Trigger;
import dev.tocsin.schema.DocumentSchema;
import dev.tocsin.schema.FileKind;
import dev.tocsin.source.SourceText;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * The texts that a program is made of: its playbook, the playbooks that it calls and the connectors
 * that the project brings for them. Kept with a run, they make the same program again after the
 * files have changed or are gone.
 *
 * @param playbook the name of the file that the program is of; a key of {@code files}
 * @param files text by name, sorted; names as seen from the root of the project
 * @param others names of the connectors that it needs and that no file describes, sorted
 */
public record StoredProject(
        String playbook, SequencedMap<String, String> files, SequencedSet<String> others) {

    public StoredProject {
        if (!files.containsKey(playbook)) {
            throw new IllegalArgumentException("no text for `" + playbook + "`");
        }
        files = Collections.unmodifiableSequencedMap(new TreeMap<>(files));
        others = Collections.unmodifiableSequencedSet(new TreeSet<>(others));
    }

    /**
     * What a program was made of.
     *
     * @param connectors that it was made with
     * @param fromRoot gives the name of a file as seen from the root of the project
     */
    public static StoredProject of(
            Program program, ConnectorRegistry connectors, UnaryOperator<String> fromRoot) {
        TreeMap<String, String> files = new TreeMap<>();
        TreeSet<String> used = new TreeSet<>();
        for (Program each : CalledPrograms.of(program)) {
            SourceText source = each.playbook().source();
            files.put(fromRoot.apply(source.name()), source.text());
            addConnectors(each, used);
        }
        for (String name : List.copyOf(used)) {
            SourceText file = connectors.projectFile(name);
            if (file != null) {
                files.put(fromRoot.apply(file.name()), file.text());
                used.remove(name);
            }
        }
        String main = fromRoot.apply(program.playbook().source().name());
        return new StoredProject(main, files, used);
    }

    private static void addConnectors(Program program, TreeSet<String> used) {
        for (ActionNode action : ProgramActions.of(program)) {
            used.add(action.connector().name());
        }
        for (Trigger trigger : program.playbook().triggers()) {
            switch (trigger) {
                case Trigger.Alert alert -> used.add(alert.source().text());
                case Trigger.Incident incident -> used.add(incident.source().text());
                case Trigger.Poll poll -> {
                    String operation = poll.operation().text();
                    used.add(operation.substring(0, Math.max(0, operation.lastIndexOf('.'))));
                }
                case Trigger.Schedule _, Trigger.Webhook _, Trigger.Call _ -> {}
            }
        }
        for (Accepted accepted : program.playbook().accepts()) {
            if (accepted.source() != null) {
                used.add(accepted.source().text());
            }
        }
    }

    /**
     * Makes the program again.
     *
     * @param diagnostics gets what is wrong with the texts by the rules of this release
     * @return null where something is
     */
    public @Nullable Program compile(Diagnostics diagnostics) {
        return compile(connectors(diagnostics), diagnostics);
    }

    /** The connectors that ship and those among the texts. */
    public ConnectorRegistry connectors(Diagnostics diagnostics) {
        return ConnectorRegistry.of(texts("connector"), diagnostics);
    }

    /** The same with connectors that were made of these texts before. */
    public @Nullable Program compile(ConnectorRegistry connectors, Diagnostics diagnostics) {
        Diagnostics found = new Diagnostics();
        SourceText source = SourceText.of(playbook, String.valueOf(files.get(playbook)));
        Document document = DocumentParser.parse(source, found);
        Playbook parsed =
                document != null && DocumentSchema.of(FileKind.PLAYBOOK).check(document, found)
                        ? PlaybookParser.parse(document, found)
                        : null;
        CalledPlaybooks called =
                new CalledPlaybooks(ProjectPlaybooks.of(texts("playbook")), connectors);
        Resolution resolution =
                parsed == null ? null : PlaybookChecker.check(parsed, called, found);
        diagnostics.addAll(document == null ? found : FileFindings.settle(document, found));
        called.errors(file -> file.toString().equals(playbook)).forEach(diagnostics::add);
        return parsed == null || resolution == null || diagnostics.hasErrors()
                ? null
                : ProgramCompiler.compile(parsed, resolution);
    }

    private List<SourceText> texts(String kind) {
        List<SourceText> texts = new ArrayList<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            if (FirstKey.of(file.getValue()).equals(kind)) {
                texts.add(SourceText.of(file.getKey(), file.getValue()));
            }
        }
        return texts;
    }
}
