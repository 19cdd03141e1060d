package dev.tocsin.builtin;

import dev.tocsin.connector.ConnectorException;
import dev.tocsin.value.CsvText;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * A CSV file (RFC 4180): a header, and rows of as many cells. Empty lines are passed over.
 *
 * @param columns names of the header, none empty, none twice; empty where the file is
 * @param rows each with a cell per column
 * @param lineEnd of the header, for what is added
 */
record CsvTable(List<String> columns, List<List<String>> rows, String lineEnd) {

    private static final int MOST_COLUMNS = 1000;

    CsvTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * @throws ConnectorException of kind {@code failed} if it is no table
     */
    static CsvTable parse(String text, char delimiter, ProjectFile file) throws ConnectorException {
        Reader reader = new Reader(text, delimiter, file);
        List<String> columns = List.of();
        List<List<String>> rows = new ArrayList<>();
        for (List<String> row = reader.next(); row != null; row = reader.next()) {
            if (columns.isEmpty()) {
                columns = header(row, file);
            } else if (row.size() != columns.size()) {
                throw file.broken(
                        "has "
                                + row.size()
                                + " cells in line "
                                + reader.start
                                + ", and "
                                + columns.size()
                                + " columns");
            } else {
                rows.add(row);
            }
        }
        int first = text.indexOf('\n');
        boolean unix = first == 0 || first > 0 && text.charAt(first - 1) != '\r';
        return new CsvTable(columns, rows, unix ? "\n" : "\r\n");
    }

    private static List<String> header(List<String> row, ProjectFile file)
            throws ConnectorException {
        if (row.size() > MOST_COLUMNS) {
            throw file.broken("has more than " + MOST_COLUMNS + " columns");
        }
        HashSet<String> seen = new HashSet<>();
        for (String column : row) {
            if (column.isBlank() || !seen.add(column)) {
                throw file.broken(
                        column.isBlank()
                                ? "has a column without a name in its first line"
                                : "has two columns called `" + column + "`");
            }
        }
        return row;
    }

    /** One line of a file. Texts that a spreadsheet would run as a formula get a {@code '}. */
    static String line(List<Cell> cells, char delimiter, String lineEnd) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) {
                line.append(delimiter);
            }
            String cell = CsvText.cell(cells.get(i).text(), cells.get(i).isText());
            // A line of one empty cell would be an empty line.
            line.append(cell.isEmpty() && cells.size() == 1 ? "\"\"" : cell);
        }
        return line.append(lineEnd).toString();
    }

    /**
     * @param isText whether it could be misread as a formula; numbers cannot
     */
    record Cell(String text, boolean isText) {}

    private static final class Reader {
        private final String text;
        private final char delimiter;
        private final ProjectFile file;
        private int at;
        private int line = 1;
        private int start = 1;

        Reader(String text, char delimiter, ProjectFile file) {
            this.text = text;
            this.delimiter = delimiter;
            this.file = file;
        }

        /** The cells of the next line that has any, or null at the end. */
        @org.jspecify.annotations.Nullable
        List<String> next() throws ConnectorException {
            while (at < text.length() && isLineEnd(text.charAt(at))) {
                skipLineEnd();
            }
            if (at == text.length()) {
                return null;
            }
            start = line;
            List<String> cells = new ArrayList<>();
            cells.add(cell());
            while (at < text.length() && text.charAt(at) == delimiter) {
                at++;
                cells.add(cell());
            }
            if (at < text.length()) {
                skipLineEnd();
            }
            return List.copyOf(cells);
        }

        private String cell() throws ConnectorException {
            if (at < text.length() && text.charAt(at) == '"') {
                return quoted();
            }
            int from = at;
            while (at < text.length()
                    && text.charAt(at) != delimiter
                    && !isLineEnd(text.charAt(at))) {
                at++;
            }
            return text.substring(from, at);
        }

        private String quoted() throws ConnectorException {
            StringBuilder cell = new StringBuilder();
            for (at++; at < text.length(); at++) {
                char c = text.charAt(at);
                if (c == '"') {
                    at++;
                    if (at == text.length()
                            || text.charAt(at) == delimiter
                            || isLineEnd(text.charAt(at))) {
                        return cell.toString();
                    }
                    if (text.charAt(at) != '"') {
                        throw file.broken("has text behind a quoted cell in line " + line);
                    }
                }
                line += c == '\n' ? 1 : 0;
                cell.append(c);
            }
            throw file.broken("has a quote in line " + start + " that nothing closes");
        }

        private static boolean isLineEnd(char c) {
            return c == '\n' || c == '\r';
        }

        private void skipLineEnd() {
            boolean both = text.startsWith("\r\n", at);
            at += both ? 2 : 1;
            line++;
        }
    }
}
