package dev.tocsin.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Output without what differs from run to run: ids, free ports, who of several is first. */
final class Normalised {

    private Normalised() {}

    static String of(String printed) {
        return inOrder(
                printed.replaceAll("run-[0-9a-f]{12}", "run-000000000000")
                        .replaceAll("<[0-9a-f]{32}@", "<MESSAGE-ID@")
                        // Made of the key of a step, and so of the run.
                        .replaceAll(
                                "[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}",
                                "STEP-ID")
                        .replaceAll("00000000-0000-4000-8000-\\d{12}", "ACTION-ID")
                        .replaceAll("127\\.0\\.0\\.1:\\d{4,5}", "127.0.0.1:PORT")
                        .replaceAll("<[0-9a-f]{32}@", "<MESSAGE-ID@"));
    }

    /** Items of a concurrent loop end, and machine actions begin, in any order. */
    private static String inOrder(String printed) {
        List<String> all = new ArrayList<>();
        List<String> same = new ArrayList<>();
        for (String line : printed.split("(?<=\n)")) {
            if (!same.isEmpty() && line.startsWith("      ")) {
                same.add(same.removeLast() + line);
            } else if (line.matches("(?s) +\\d+\\. .*|  (Isolate|RunAntiVirusScan) .*")) {
                same.add(line);
            } else {
                Collections.sort(same);
                all.addAll(same);
                same.clear();
                all.add(line);
            }
        }
        Collections.sort(same);
        all.addAll(same);
        return String.join("", all);
    }
}
