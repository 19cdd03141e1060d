package dev.tocsin.benchmark;

import dev.tocsin.check.PlaybookChecker;
import dev.tocsin.check.Resolution;
import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.document.Document;
import dev.tocsin.document.DocumentParser;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.PlaybookParser;
import dev.tocsin.program.Program;
import dev.tocsin.program.ProgramCompiler;
import dev.tocsin.source.SourceText;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The job that every engine does: three conditions, a four-way switch, a loop, an output. */
final class Job {

    private Job() {}

    static String text(String resource) throws IOException {
        try (InputStream in = Job.class.getResourceAsStream("/" + resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static Program program() throws IOException {
        Diagnostics diagnostics = new Diagnostics();
        SourceText source = SourceText.of("in-process.yaml", text("in-process.yaml"));
        Document document = DocumentParser.parse(source, diagnostics);
        Playbook playbook = document == null ? null : PlaybookParser.parse(document, diagnostics);
        if (playbook == null) {
            throw new IllegalStateException("not readable: " + diagnostics.sorted());
        }
        ConnectorRegistry connectors = ConnectorRegistry.load(null, diagnostics);
        Resolution resolution = PlaybookChecker.check(playbook, connectors, diagnostics);
        if (diagnostics.hasErrors()) {
            throw new IllegalStateException("has mistakes: " + diagnostics.sorted());
        }
        return ProgramCompiler.compile(playbook, resolution);
    }

    static RunFacts facts(int items) {
        List<Value> list = new ArrayList<>(items);
        for (int i = 0; i < items; i++) {
            list.add(MapValue.builder().put("name", "ws-" + i).put("score", i).build());
        }
        MapValue inputs =
                MapValue.builder()
                        .put("severity", "Medium")
                        .put("score", 60)
                        .put("items", new ListValue(list))
                        .build();
        MapValue run = MapValue.builder().put("id", "run-1").build();
        return new RunFacts(
                "run-1", 1, NullValue.NULL, RunFacts.Signal.NONE, inputs, run, Long.MAX_VALUE);
    }

    /** The same inputs as maps and lists of Java. */
    static Map<String, Object> input(int items) {
        List<Object> list = new ArrayList<>(items);
        for (int i = 0; i < items; i++) {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("name", "ws-" + i);
            item.put("score", i);
            list.add(item);
        }
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("severity", "Medium");
        input.put("score", 60);
        input.put("items", list);
        return input;
    }
}
