package dev.tocsin.host.durable;

import dev.tocsin.diagnostic.Diagnostic;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Severity;
import dev.tocsin.program.Program;
import dev.tocsin.program.StoredProject;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes programs of the texts that were kept with runs. */
public final class SourceCompiler implements Compiler {

    /** What stands before the name of a connector that no file of the project describes. */
    private static final String OTHER = "connector:";

    /**
     * What is kept of a program.
     *
     * @param release of Tocsin, which the connectors that ship belong to
     */
    public static ProgramSources sourcesOf(String playbook, StoredProject texts, String release) {
        Map<String, String> all = new TreeMap<>(texts.files());
        texts.others().forEach(name -> all.put(OTHER + name, release));
        return new ProgramSources(playbook, texts.playbook(), all);
    }

    @Override
    public Program compile(ProgramSources sources) throws UnknownProgramException {
        TreeMap<String, String> files = new TreeMap<>();
        TreeSet<String> others = new TreeSet<>();
        sources.texts()
                .forEach(
                        (name, text) -> {
                            if (name.startsWith(OTHER)) {
                                others.add(name.substring(OTHER.length()));
                            } else {
                                files.put(name, text);
                            }
                        });
        Diagnostics diagnostics = new Diagnostics();
        Program program = new StoredProject(sources.main(), files, others).compile(diagnostics);
        if (program == null) {
            throw new UnknownProgramException(
                    "the playbook `"
                            + sources.playbook()
                            + "` as it was kept has errors by the rules of this release: "
                            + firstError(diagnostics));
        }
        return program;
    }

    private static String firstError(Diagnostics diagnostics) {
        for (Diagnostic each : diagnostics.sorted()) {
            if (each.severity() == Severity.ERROR) {
                return each.source().name()
                        + ":"
                        + each.source().lineAt(each.span().start())
                        + ": "
                        + each.message();
            }
        }
        return "it cannot be read";
    }
}
