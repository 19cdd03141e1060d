package dev.tocsin.cli;

import dev.tocsin.connector.openapi.Imported;

import org.jspecify.annotations.Nullable;

/** What is told about a connector file that was made of a description. */
final class ImportReport {

    private ImportReport() {}

    /**
     * @param file where it was written, as the user said it; null for standard output
     */
    static String of(Imported imported, @Nullable String file) {
        StringBuilder text = new StringBuilder();
        text.append(file == null ? "" : file + ": ");
        text.append("connector `").append(imported.name()).append("` with ");
        text.append(count(imported.operations(), "operation"));
        text.append(", from ").append(imported.from()).append('\n');
        if (!imported.leftOut().isEmpty()) {
            text.append("left out:\n");
            for (Imported.LeftOut one : imported.leftOut()) {
                text.append("  ").append(one.operation()).append(' ').append(one.why());
                text.append('\n');
            }
        }
        text.append("to review: ").append(count(imported.reviews(), "place"));
        text.append(", marked `# review:`\n");
        if (imported.omissions() > 0) {
            text.append("of what is there: ").append(count(imported.omissions(), "part"));
            text.append(" left out, marked `# left out:`\n");
        }
        text.append("for connections.yaml:\n");
        for (String line : imported.connection()) {
            text.append("  ").append(line).append('\n');
        }
        return text.toString();
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
