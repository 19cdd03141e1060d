package dev.tocsin.service.question;

import java.util.List;

/**
 * The details of a question: the part of Markdown that says something to somebody who has to
 * decide. Paragraphs, headings, lists, quotes, code and tables; strong, emphasis and code within a
 * line. Links and pictures are shown as they are written, HTML is text, and nothing else has a
 * meaning, so that no text of an alert leads anywhere.
 *
 * @param blocks in order
 */
record Markdown(List<Block> blocks) {

    Markdown {
        blocks = List.copyOf(blocks);
    }

    /** What stands on lines of its own. */
    sealed interface Block {

        record Heading(List<Piece> line) implements Block {}

        record Paragraph(List<Piece> line) implements Block {}

        record Items(boolean numbered, List<List<Piece>> items) implements Block {}

        record Quote(List<Piece> line) implements Block {}

        record Code(String text) implements Block {}

        /** The first row is the head; a row has at least one cell. */
        record Table(List<List<List<Piece>>> rows) implements Block {}
    }

    /** How a piece of a line is set. */
    enum Style {
        PLAIN,
        STRONG,
        EMPHASIS,
        CODE
    }

    /** A part of a line, its escapes resolved. */
    record Piece(String text, Style style) {}

    static Markdown parse(String text) {
        return new Markdown(new MarkdownReader(text).blocks());
    }
}
