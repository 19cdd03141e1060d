package dev.tocsin.connector;

import dev.tocsin.expression.Evaluation;
import dev.tocsin.expression.Evaluator;
import dev.tocsin.expression.Scope;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.PercentEncoding;
import dev.tocsin.value.StringValue;

import java.util.List;

/**
 * The path of a request. What data puts into it is percent-encoded as part of one segment, so it
 * can neither add a segment nor climb out of one.
 */
record PathTemplate(List<Piece> pieces) {

    /** A stretch of a path. */
    sealed interface Piece {}

    /** As it stands in the file. */
    record Literal(String text) implements Piece {}

    /**
     * From data.
     *
     * @param text the expression, for messages
     */
    record Hole(Evaluator value, String text) implements Piece {}

    PathTemplate {
        pieces = List.copyOf(pieces);
    }

    /**
     * @throws ConnectorException of kind {@code invalid} if a hole is empty, no text or number, or
     *     a segment would be {@code .} or {@code ..}
     */
    String render(Scope scope, Evaluation evaluation) throws ConnectorException {
        StringBuilder path = new StringBuilder();
        for (Piece piece : pieces) {
            switch (piece) {
                case Literal(String text) -> path.append(text);
                case Hole hole ->
                        path.append(PercentEncoding.encode(text(hole, scope, evaluation)));
            }
        }
        for (String segment : path.toString().split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                throw refused("a part of the path would be `" + segment + "`");
            }
        }
        return path.toString();
    }

    private static String text(Hole hole, Scope scope, Evaluation evaluation)
            throws ConnectorException {
        String text =
                switch (hole.value().evaluate(scope, evaluation)) {
                    case StringValue(String value) -> value;
                    case IntValue(long number) -> Long.toString(number);
                    case BoolValue truth -> Boolean.toString(truth.value());
                    case dev.tocsin.value.Value other ->
                            throw refused(
                                    "`" + hole.text() + "` is " + other.kind() + ", not a text");
                };
        // An empty segment would turn "this one" into "all of them".
        if (text.isEmpty()) {
            throw refused("`" + hole.text() + "` is empty");
        }
        return text;
    }

    private static ConnectorException refused(String why) {
        return ConnectorException.of(
                        ErrorKind.INVALID, "the path of the request cannot be built: " + why)
                .nothingWasDone();
    }
}
