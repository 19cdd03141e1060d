package dev.tocsin.service.question;

import dev.tocsin.service.question.Markdown.Block;
import dev.tocsin.service.question.Markdown.Piece;

import java.util.ArrayList;
import java.util.List;

/** Reads blocks line by line; every text has a reading, and takes time in proportion to it. */
final class MarkdownReader {

    private final List<String> lines;
    private final List<Block> blocks = new ArrayList<>();
    private final StringBuilder paragraph = new StringBuilder();
    private int at;

    MarkdownReader(String text) {
        this.lines = text.replace("\r\n", "\n").replace('\r', '\n').lines().toList();
    }

    List<Block> blocks() {
        while (at < lines.size()) {
            String line = lines.get(at).strip();
            if (line.isEmpty()) {
                endParagraph();
                at++;
            } else if (line.startsWith("```")) {
                code();
            } else if (headingMarks(line) > 0) {
                endParagraph();
                String words = line.substring(headingMarks(line)).strip();
                blocks.add(new Block.Heading(MarkdownLine.pieces(words)));
                at++;
            } else if (line.startsWith("|") && line.indexOf('|', 1) > 0) {
                table();
            } else if (itemStart(line) > 0) {
                items();
            } else if (line.startsWith(">")) {
                quote();
            } else {
                paragraph.append(paragraph.isEmpty() ? "" : " ").append(line);
                at++;
            }
        }
        endParagraph();
        return blocks;
    }

    private void endParagraph() {
        if (!paragraph.isEmpty()) {
            blocks.add(new Block.Paragraph(MarkdownLine.pieces(paragraph.toString())));
            paragraph.setLength(0);
        }
    }

    private static int headingMarks(String line) {
        int marks = 0;
        while (marks < line.length() && line.charAt(marks) == '#') {
            marks++;
        }
        boolean heading =
                marks > 0 && marks <= 6 && marks < line.length() && line.charAt(marks) == ' ';
        return heading ? marks : 0;
    }

    private void code() {
        endParagraph();
        at++;
        StringBuilder text = new StringBuilder();
        while (at < lines.size() && !lines.get(at).strip().startsWith("```")) {
            text.append(lines.get(at)).append('\n');
            at++;
        }
        at++;
        blocks.add(new Block.Code(text.toString()));
    }

    /** Behind the dash or number that begins an item, or 0. */
    private static int itemStart(String line) {
        if (line.length() > 1 && "-*+".indexOf(line.charAt(0)) >= 0 && line.charAt(1) == ' ') {
            return 2;
        }
        int digits = numberLength(line);
        boolean numbered =
                digits > 0
                        && digits + 1 < line.length()
                        && ".)".indexOf(line.charAt(digits)) >= 0
                        && line.charAt(digits + 1) == ' ';
        return numbered ? digits + 2 : 0;
    }

    private static int numberLength(String line) {
        int digits = 0;
        while (digits < line.length() && digits < 9 && isDigit(line.charAt(digits))) {
            digits++;
        }
        return digits;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private void items() {
        endParagraph();
        boolean numbered = numberLength(lines.get(at).strip()) > 0;
        List<List<Piece>> items = new ArrayList<>();
        while (at < lines.size()) {
            String line = lines.get(at).strip();
            int start = itemStart(line);
            if (start == 0 || numberLength(line) > 0 != numbered) {
                break;
            }
            items.add(MarkdownLine.pieces(line.substring(start).strip()));
            at++;
        }
        blocks.add(new Block.Items(numbered, items));
    }

    private void quote() {
        endParagraph();
        StringBuilder text = new StringBuilder();
        while (at < lines.size() && lines.get(at).strip().startsWith(">")) {
            text.append(text.isEmpty() ? "" : " ");
            text.append(lines.get(at).strip().substring(1).strip());
            at++;
        }
        blocks.add(new Block.Quote(MarkdownLine.pieces(text.toString())));
    }

    private void table() {
        endParagraph();
        List<List<List<Piece>>> rows = new ArrayList<>();
        while (at < lines.size() && lines.get(at).strip().startsWith("|")) {
            String line = lines.get(at).strip();
            if (!isRule(line)) {
                rows.add(cells(line));
            }
            at++;
        }
        if (!rows.isEmpty()) {
            blocks.add(new Block.Table(rows));
        }
    }

    /** The line of dashes below the head of a table. */
    private static boolean isRule(String line) {
        for (int i = 0; i < line.length(); i++) {
            if ("|-: ".indexOf(line.charAt(i)) < 0) {
                return false;
            }
        }
        return line.contains("-");
    }

    private static List<List<Piece>> cells(String line) {
        List<List<Piece>> cells = new ArrayList<>();
        int start = 1;
        for (int i = 1; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '|') {
                cells.add(MarkdownLine.pieces(line.substring(start, i).strip()));
                start = i + 1;
            }
        }
        if (start < line.length()) {
            cells.add(MarkdownLine.pieces(line.substring(start).strip()));
        }
        return cells;
    }
}
