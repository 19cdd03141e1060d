package dev.tocsin.cli;

import dev.tocsin.diagnostic.TerminalText;

import java.util.ArrayList;
import java.util.List;

/** Rows of words under a heading, lined up; the last column may be as long as it likes. */
final class TextTable {

    private final List<List<String>> rows = new ArrayList<>();

    TextTable(String... heading) {
        rows.add(List.of(heading));
    }

    void add(String... row) {
        List<String> shown = new ArrayList<>(row.length);
        for (String cell : row) {
            shown.add(TerminalText.of(cell));
        }
        rows.add(shown);
    }

    boolean isEmpty() {
        return rows.size() == 1;
    }

    String text() {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i + 1 < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            int blanks = 0;
            for (int i = 0; i < columns; i++) {
                String cell = row.get(i);
                if (!cell.isEmpty()) {
                    text.repeat(' ', blanks).append(cell);
                    blanks = 0;
                }
                blanks += widths[i] - cell.length() + 2;
            }
            text.append('\n');
        }
        return text.toString();
    }
}
