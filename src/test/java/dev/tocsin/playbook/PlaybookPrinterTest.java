package dev.tocsin.playbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.testing.Golden;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.Random;

class PlaybookPrinterTest {

    @Test
    void samplesReadBackEqual() {
        for (String text : PlaybookSamples.texts()) {
            readsBackEqual(PlaybookSamples.playbook(text));
        }
    }

    @Test
    void theFormIsReadable() {
        StringBuilder all = new StringBuilder();
        for (String text : PlaybookSamples.texts()) {
            all.append(PlaybookPrinter.print(PlaybookSamples.playbook(text))).append("---\n");
        }
        Golden.check(Path.of("src/test/resources/golden/print/samples.txt"), all.toString());
    }

    /** Slips that leave no mistake make playbooks nobody thought of. */
    @Property(seed = "20261121", tries = 1000)
    void whatHasNoMistakesReadsBackEqual(@ForAll long seed) {
        Diagnostics diagnostics = new Diagnostics();
        String text = PlaybookSamples.mutated(new Random(seed));
        Playbook playbook = PlaybookSamples.playbook(text, diagnostics);
        if (playbook != null && diagnostics.isEmpty()) {
            readsBackEqual(playbook);
        }
    }

    private static void readsBackEqual(Playbook playbook) {
        String printed = PlaybookPrinter.print(playbook);
        Diagnostics diagnostics = new Diagnostics();
        Playbook again = PlaybookSamples.playbook(printed, diagnostics);
        assertTrue(again != null && diagnostics.isEmpty(), () -> diagnostics.sorted() + printed);
        assertEquals(withoutPlaces(playbook), withoutPlaces(again), printed);
        assertEquals(printed, PlaybookPrinter.print(again));
    }

    /** All of the tree but offsets and the texts around expressions. */
    private static String withoutPlaces(Playbook playbook) {
        return playbook.toString()
                .replaceAll("Span\\[start=\\d+, end=\\d+]", "_")
                .replaceAll("(?s), scalar=.*?, (offset=\\d+|span=_)", "")
                .replaceAll("\\b(start|end|fieldStart|nameStart|operatorStart)=-?\\d+", "");
    }
}
