package dev.tocsin.service.question;

import dev.tocsin.service.question.Markdown.Block;
import dev.tocsin.service.question.Markdown.Piece;

import java.util.List;
import java.util.stream.Collectors;

/** Details of a question as plain text: what is read aloud, without marks. */
final class MarkdownText {

    private final StringBuilder out = new StringBuilder();

    private MarkdownText() {}

    /** Lines that end with {@code \n}; a blank one between blocks. */
    static String of(Markdown markdown) {
        MarkdownText text = new MarkdownText();
        markdown.blocks().forEach(text::add);
        return text.out.toString();
    }

    private void add(Block block) {
        if (!out.isEmpty()) {
            out.append('\n');
        }
        switch (block) {
            case Block.Heading(List<Piece> line) -> line(line);
            case Block.Paragraph(List<Piece> line) -> line(line);
            case Block.Items(boolean numbered, List<List<Piece>> items) -> {
                for (int i = 0; i < items.size(); i++) {
                    out.append(numbered ? (i + 1) + ". " : "- ");
                    line(items.get(i));
                }
            }
            case Block.Quote(List<Piece> line) -> {
                out.append("> ");
                line(line);
            }
            case Block.Code(String text) -> out.append(text);
            case Block.Table(List<List<List<Piece>>> rows) -> {
                for (List<List<Piece>> row : rows) {
                    out.append(
                                    row.stream()
                                            .map(MarkdownText::words)
                                            .collect(Collectors.joining(" | ")))
                            .append('\n');
                }
            }
        }
    }

    private void line(List<Piece> line) {
        out.append(words(line)).append('\n');
    }

    private static String words(List<Piece> line) {
        return line.stream().map(Piece::text).collect(Collectors.joining());
    }
}
