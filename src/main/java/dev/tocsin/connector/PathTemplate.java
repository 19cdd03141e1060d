package dev.tocsin.connector;

import dev.tocsin.expression.Evaluation;
import dev.tocsin.expression.Evaluator;
import dev.tocsin.expression.Scope;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.PercentEncoding;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.List;

/**
 * The path of a request. A text is percent-encoded as part of one segment, so it can neither add a
 * segment nor climb out of one; a list is several segments, each encoded by itself.
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
     * @throws ConnectorException of kind {@code invalid} if a hole is empty, neither text nor
     *     number, or a segment would be {@code .} or {@code ..}
     */
    String render(Scope scope, Evaluation evaluation) throws ConnectorException {
        StringBuilder path = new StringBuilder();
        for (Piece piece : pieces) {
            switch (piece) {
                case Literal(String text) -> path.append(text);
                case Hole hole -> path.append(encoded(hole, scope, evaluation));
            }
        }
        for (String segment : path.toString().split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                throw refused("a part of the path would be `" + segment + "`");
            }
        }
        return path.toString();
    }

    private static String encoded(Hole hole, Scope scope, Evaluation evaluation)
            throws ConnectorException {
        Value value = hole.value().evaluate(scope, evaluation);
        if (!(value instanceof ListValue(List<Value> segments))) {
            return PercentEncoding.encode(text(hole, value));
        }
        if (segments.isEmpty()) {
            throw refused("`" + hole.text() + "` is empty");
        }
        StringBuilder path = new StringBuilder();
        for (Value segment : segments) {
            path.append(path.isEmpty() ? "" : "/");
            path.append(PercentEncoding.encode(text(hole, segment)));
        }
        return path.toString();
    }

    private static String text(Hole hole, Value value) throws ConnectorException {
        String text =
                switch (value) {
                    case StringValue(String written) -> written;
                    case IntValue(long number) -> Long.toString(number);
                    case BoolValue truth -> Boolean.toString(truth.value());
                    case Value other ->
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
