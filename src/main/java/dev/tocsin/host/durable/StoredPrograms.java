package dev.tocsin.host.durable;

import dev.tocsin.program.Program;
import dev.tocsin.store.ProgramTable;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;
import dev.tocsin.store.Transaction;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Sealer;
import dev.tocsin.value.StoredFormatException;
import dev.tocsin.value.StoredJson;
import dev.tocsin.value.StringValue;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Programs whose texts stand in the store; each is compiled once and kept. Thread-safe. */
public final class StoredPrograms implements Programs {

    /** Enough for every playbook in use, also while an old generation runs out. */
    private static final int MOST = 512;

    private final Store store;
    private final Compiler compiler;

    // Guarded by itself; the one that was not asked for longest goes first.
    private final Map<String, Program> known =
            new LinkedHashMap<>(64, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Program> eldest) {
                    return size() > MOST;
                }
            };

    public StoredPrograms(Store store, Compiler compiler) {
        this.store = store;
        this.compiler = compiler;
    }

    /**
     * Keeps the texts of a program, and gives its digest; those that are kept already stay.
     *
     * @param program what was made of them
     */
    public String keep(Transaction tx, ProgramSources sources, Program program, Instant at)
            throws StoreException {
        String digest = sources.digest();
        ProgramTable.put(
                tx, new ProgramTable.ProgramRow(digest, sources.playbook(), write(sources), at));
        synchronized (known) {
            known.putIfAbsent(digest, program);
        }
        return digest;
    }

    @Override
    public Program of(String digest) throws UnknownProgramException {
        synchronized (known) {
            Program program = known.get(digest);
            if (program != null) {
                return program;
            }
        }
        Program program = compiler.compile(sources(digest));
        synchronized (known) {
            Program earlier = known.putIfAbsent(digest, program);
            return earlier == null ? program : earlier;
        }
    }

    /**
     * The texts of a program.
     *
     * @throws UnknownProgramException if there are none
     */
    public ProgramSources sources(String digest) throws UnknownProgramException {
        ProgramTable.@Nullable ProgramRow row;
        try {
            row = store.read(reader -> ProgramTable.get(reader, digest));
        } catch (StoreException e) {
            throw new UnknownProgramException(
                    "the program " + digest + " cannot be read: " + e.text());
        }
        if (row == null) {
            throw new UnknownProgramException("the store has no program " + digest);
        }
        return read(row.playbook(), row.sources());
    }

    private static byte[] write(ProgramSources sources) {
        MapValue.Builder texts = MapValue.builder();
        sources.texts().forEach(texts::put);
        MapValue all =
                MapValue.builder().put("main", sources.main()).put("texts", texts.build()).build();
        return StoredJson.write(all, Sealer.NONE).getBytes(StandardCharsets.UTF_8);
    }

    private static ProgramSources read(String playbook, byte[] bytes)
            throws UnknownProgramException {
        try {
            MapValue all = RowBody.read(bytes, Sealer.NONE);
            Map<String, String> texts = new LinkedHashMap<>();
            if (all.get("texts") instanceof MapValue map) {
                map.entries()
                        .forEach((name, text) -> texts.put(name, ((StringValue) text).value()));
            }
            return new ProgramSources(playbook, RunMemory.text(all, "main"), texts);
        } catch (StoredFormatException | IllegalStateException | ClassCastException e) {
            throw new UnknownProgramException(
                    "the texts of `" + playbook + "` cannot be read: " + e.getMessage());
        }
    }
}
