package dev.tocsin.service.question;

import dev.tocsin.service.question.Markdown.Block;
import dev.tocsin.service.question.Markdown.Piece;

import java.util.List;
import java.util.function.UnaryOperator;

/** Details of a question as HTML, for pages and for the HTML part of a mail. */
final class MarkdownHtml {

    private final Html out;
    private final UnaryOperator<String> words;

    /**
     * @param words what becomes of each text before it is escaped: mails take links apart
     */
    MarkdownHtml(Html out, UnaryOperator<String> words) {
        this.out = out;
        this.words = words;
    }

    void write(Markdown markdown) {
        for (Block block : markdown.blocks()) {
            switch (block) {
                // The page has its own headings; one that an alert could write is none of them.
                case Block.Heading(List<Piece> line) -> {
                    out.open("p").open("strong");
                    line(line);
                    out.close("strong").close("p");
                }
                case Block.Paragraph(List<Piece> line) -> element("p", line);
                case Block.Items(boolean numbered, List<List<Piece>> items) -> {
                    String list = numbered ? "ol" : "ul";
                    out.open(list);
                    items.forEach(item -> element("li", item));
                    out.close(list);
                }
                case Block.Quote(List<Piece> line) -> {
                    out.open("blockquote");
                    element("p", line);
                    out.close("blockquote");
                }
                case Block.Code(String text) -> out.element("pre", words.apply(text));
                case Block.Table(List<List<List<Piece>>> rows) -> table(rows);
            }
            out.line();
        }
    }

    private void table(List<List<List<Piece>>> rows) {
        out.open("table");
        for (int i = 0; i < rows.size(); i++) {
            String cell = i == 0 ? "th" : "td";
            out.open("tr");
            rows.get(i).forEach(pieces -> element(cell, pieces));
            out.close("tr");
        }
        out.close("table");
    }

    private void element(String tag, List<Piece> line) {
        out.open(tag);
        line(line);
        out.close(tag);
    }

    private void line(List<Piece> line) {
        for (Piece piece : line) {
            String text = words.apply(piece.text());
            switch (piece.style()) {
                case PLAIN -> out.text(text);
                case STRONG -> out.element("strong", text);
                case EMPHASIS -> out.element("em", text);
                case CODE -> out.element("code", text);
            }
        }
    }
}
