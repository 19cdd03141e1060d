package dev.tocsin.benchmark;

import dev.tocsin.check.HardCodedCredential;
import dev.tocsin.check.PlaybookChecker;
import dev.tocsin.check.Resolution;
import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.document.Document;
import dev.tocsin.document.DocumentParser;
import dev.tocsin.document.FileFindings;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.PlaybookParser;
import dev.tocsin.schema.DocumentSchema;
import dev.tocsin.schema.FileKind;
import dev.tocsin.source.SourceText;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What {@code validate} does with a playbook, warm: by stage, and as a whole. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 10, time = 2)
@Measurement(iterations = 4, time = 1)
public class CheckBenchmark {

    private static final Path PLAYBOOK = Path.of("benchmark", "playbook-120.yaml");

    private final Diagnostics ignored = new Diagnostics();
    private final ConnectorRegistry connectors = ConnectorRegistry.load(null, ignored);
    private final DocumentSchema schema = DocumentSchema.of(FileKind.PLAYBOOK);
    private SourceText source;
    private Document document;
    private Playbook playbook;

    /** Refuses to measure a playbook with a mistake: it would not go through all checks. */
    @Setup
    public void prepare() throws IOException {
        source = SourceText.of(PLAYBOOK.toString(), Files.readString(PLAYBOOK));
        document = DocumentParser.parse(source, ignored);
        playbook = PlaybookParser.parse(document, ignored);
        Diagnostics found = whole();
        if (found.hasErrors() || !ignored.isEmpty()) {
            throw new IllegalStateException("has mistakes: " + found.sorted());
        }
    }

    /** The text of the file comes in, what is wrong with it goes out. */
    @Benchmark
    public Diagnostics whole() {
        Diagnostics diagnostics = new Diagnostics();
        Document yaml = DocumentParser.parse(source, diagnostics);
        Playbook read = PlaybookParser.parse(yaml, diagnostics);
        HardCodedCredential.check(yaml, diagnostics);
        PlaybookChecker.check(read, connectors, diagnostics);
        schema.check(yaml, diagnostics);
        return FileFindings.settle(yaml, diagnostics);
    }

    @Benchmark
    public Document yaml() {
        return DocumentParser.parse(source, new Diagnostics());
    }

    @Benchmark
    public Playbook playbook() {
        return PlaybookParser.parse(document, new Diagnostics());
    }

    @Benchmark
    public Resolution checks() {
        return PlaybookChecker.check(playbook, connectors, new Diagnostics());
    }

    @Benchmark
    public boolean schema() {
        return schema.check(document, new Diagnostics());
    }
}
