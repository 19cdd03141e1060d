package dev.tocsin.expression;

import dev.tocsin.document.ScalarNode;
import dev.tocsin.source.Span;

/**
 * An expression at its place in a file.
 *
 * @param tree what it says; its offsets count from the start of the expression's own text
 * @param scalar the YAML scalar that holds it
 * @param offset where the expression's text starts within the scalar's text
 */
public record Expression(Expr tree, ScalarNode scalar, int offset) {

    /** The place in the file of a stretch of the expression's own text. */
    public Span spanOf(int start, int end) {
        return scalar.spanOf(offset + start, offset + end);
    }

    /** The place of the whole expression. */
    public Span span() {
        return spanOf(tree.start(), tree.end());
    }

    /** The expression as written, after YAML's folding. */
    public String text() {
        return scalar.text().substring(offset + tree.start(), offset + tree.end());
    }
}
