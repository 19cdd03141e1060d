package dev.tocsin.connector.openapi;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.document.Document;
import dev.tocsin.document.ForeignYaml;
import dev.tocsin.document.ListNode;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads JSON as a tree with places. JSON is nearly YAML, but not quite (tabs, long keys), and the
 * YAML parser takes four times as long (2.2 s for the 13 MB of a large description).
 */
final class JsonTree {

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(ForeignYaml.MAX_DEPTH)
                                    .maxStringLength(16 << 20)
                                    .build())
                    .build();

    private final JsonParser parser;
    private final SourceText source;

    private JsonTree(JsonParser parser, SourceText source) {
        this.parser = parser;
        this.source = source;
    }

    /**
     * @return null if the text is not JSON; then {@code diagnostics} says why
     */
    static @Nullable Document parse(SourceText source, Diagnostics diagnostics) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), source.text())) {
            parser.nextToken();
            Node root = new JsonTree(parser, source).node();
            if (parser.nextToken() == null) {
                return new Document(source, root);
            }
        } catch (JacksonException _) {
            // Said below, in the words of the one who reads all other JSON.
        }
        tellFault(source, diagnostics);
        return null;
    }

    private static void tellFault(SourceText source, Diagnostics diagnostics) {
        try {
            Json.parse(source.text());
            diagnostics.report(
                    Code.YAML_TOO_DEEP,
                    source,
                    Span.at(0),
                    "nested more than " + ForeignYaml.MAX_DEPTH + " levels deep");
        } catch (JsonException e) {
            int line = Math.min(e.line(), source.lineCount());
            int at = source.startOfLine(line) + e.column() - 1;
            diagnostics.report(
                    Code.INVALID_JSON,
                    source,
                    Span.at(Math.clamp(at, 0, source.text().length())),
                    "the description is not JSON: " + e.getMessage());
        }
    }

    private Node node() {
        int start = start();
        return switch (parser.currentToken()) {
            case START_OBJECT -> map(start);
            case START_ARRAY -> list(start);
            case VALUE_STRING -> scalar(parser.getString(), ScalarNode.Style.DOUBLE_QUOTED, start);
            default -> scalar(parser.getString(), ScalarNode.Style.PLAIN, start);
        };
    }

    private ScalarNode scalar(String text, ScalarNode.Style style, int start) {
        return new ScalarNode(text, style, new Span(start, Math.max(start, end())), source);
    }

    private Node list(int start) {
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node());
        }
        return new ListNode(items, new Span(start, end()));
    }

    private Node map(int start) {
        List<MapNode.Entry> entries = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            ScalarNode key = scalar(parser.currentName(), ScalarNode.Style.DOUBLE_QUOTED, start());
            parser.nextToken();
            entries.add(new MapNode.Entry(key, node()));
        }
        return new MapNode(entries, new Span(start, end()));
    }

    private int start() {
        return (int) parser.currentTokenLocation().getCharOffset();
    }

    private int end() {
        return (int) parser.currentLocation().getCharOffset();
    }
}
