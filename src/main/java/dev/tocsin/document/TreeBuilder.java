package dev.tocsin.document;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.parser.ParserImpl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns the parser's events into nodes and refuses what our YAML leaves out. One use only. */
final class TreeBuilder {

    private static final int MAX_DEPTH = 50;

    private final ParserImpl events;
    private final SourceText source;
    private final CodePoints offsets;
    private final Diagnostics diagnostics;
    private final YamlTraps traps;

    TreeBuilder(ParserImpl events, SourceText source, CodePoints offsets, Diagnostics diagnostics) {
        this.events = events;
        this.source = source;
        this.offsets = offsets;
        this.diagnostics = diagnostics;
        this.traps = new YamlTraps(source, diagnostics);
    }

    /**
     * @return null if the file holds nothing
     * @throws UnreadableStructure after reporting why
     */
    @Nullable Node build() {
        Node root = null;
        while (events.hasNext()) {
            Event event = events.next();
            switch (event.getEventId()) {
                case StreamStart, StreamEnd, DocumentEnd, Comment -> {}
                case DocumentStart -> {
                    if (root != null) {
                        severalDocuments((DocumentStartEvent) event);
                        return root;
                    }
                }
                default -> root = node(event, 1);
            }
        }
        return root instanceof ScalarNode scalar && scalar.isPlain() && scalar.text().isEmpty()
                ? null
                : root;
    }

    private void severalDocuments(DocumentStartEvent event) {
        Span start = span(event);
        diagnostics.report(
                Code.YAML_SEVERAL_DOCUMENTS,
                source,
                start,
                "a second document starts here",
                Note.help("move it to a file of its own: one file holds one document"));
    }

    private Node node(Event event, int depth) {
        return switch (event.getEventId()) {
            case Alias -> alias((AliasEvent) event);
            case Scalar -> scalar((ScalarEvent) event);
            case SequenceStart -> list((CollectionStartEvent) event, depth);
            case MappingStart -> map((CollectionStartEvent) event, depth);
            default -> throw new IllegalStateException("no node starts with " + event);
        };
    }

    private ScalarNode alias(AliasEvent event) {
        Span span = span(event);
        traps.mark(span.start());
        return new ScalarNode(source.slice(span), ScalarNode.Style.PLAIN, span, source);
    }

    private ScalarNode scalar(ScalarEvent event) {
        Span whole = span(event);
        if (event.getTag().isPresent() || event.getAnchor().isPresent()) {
            traps.mark(whole.start());
            return new ScalarNode(source.slice(whole), ScalarNode.Style.PLAIN, whole, source);
        }
        ScalarNode node =
                new ScalarNode(event.getValue(), style(event.getScalarStyle()), whole, source);
        if (!node.isPlain()) {
            return node;
        }
        int end = traps.plain(node);
        if (end == whole.end()) {
            return node;
        }
        // What a comment took away is put back, so that later stages see what was meant.
        int start = node.text().isEmpty() ? source.text().indexOf('#', whole.end()) : whole.start();
        Span meant = new Span(start, end);
        return new ScalarNode(source.slice(meant), ScalarNode.Style.PLAIN, meant, source);
    }

    private Node list(CollectionStartEvent start, int depth) {
        Span opening = opening(start, depth);
        List<Node> items = new ArrayList<>();
        Event event = events.next();
        while (event.getEventId() != Event.ID.SequenceEnd) {
            items.add(node(event, depth + 1));
            event = events.next();
        }
        Span last = items.isEmpty() ? opening : items.getLast().span();
        return new ListNode(items, whole(opening, last, start, event));
    }

    private Node map(CollectionStartEvent start, int depth) {
        Span opening = opening(start, depth);
        List<MapNode.Entry> entries = new ArrayList<>();
        Map<String, ScalarNode> seen = new HashMap<>();
        Event event = events.next();
        while (event.getEventId() != Event.ID.MappingEnd) {
            ScalarNode key = key(event);
            Node value = node(events.next(), depth + 1);
            if (accept(key, seen)) {
                entries.add(new MapNode.Entry(key, value));
            }
            event = events.next();
        }
        Span last = entries.isEmpty() ? opening : entries.getLast().value().span();
        return new MapNode(entries, whole(opening, last, start, event));
    }

    private ScalarNode key(Event event) {
        if (event instanceof ScalarEvent scalar) {
            ScalarNode key = scalar(scalar);
            if (key.text().isEmpty() && key.isPlain()) {
                diagnostics.report(
                        Code.YAML_SYNTAX, source, key.span(), "a key is missing before this `:`");
            }
            return key;
        }
        if (event instanceof AliasEvent alias) {
            return alias(alias);
        }
        diagnostics.report(
                Code.YAML_SYNTAX,
                source,
                Span.at(span(event).start()),
                "a list or map cannot be a key",
                Note.help("put it in quotes if it is meant as text"));
        throw UnreadableStructure.INSTANCE;
    }

    private boolean accept(ScalarNode key, Map<String, ScalarNode> seen) {
        if (key.isPlain() && key.text().equals("<<")) {
            diagnostics.report(
                    Code.YAML_MERGE_KEY,
                    source,
                    key.span(),
                    "merge keys are not supported",
                    Note.help("write the keys out, or name shared values under `const`"));
            return false;
        }
        ScalarNode first = seen.putIfAbsent(key.text(), key);
        if (first != null) {
            diagnostics.report(
                    Code.DUPLICATE_KEY,
                    source,
                    key.span(),
                    "`" + key.text() + "` is already set in this map",
                    Note.fact("it is first set on line " + source.lineAt(first.span().start())));
        }
        return first == null;
    }

    private Span opening(CollectionStartEvent start, int depth) {
        Span opening = span(start);
        if (depth > MAX_DEPTH) {
            diagnostics.report(
                    Code.YAML_TOO_DEEP,
                    source,
                    Span.at(opening.start()),
                    "nested more than " + MAX_DEPTH + " levels deep");
            throw UnreadableStructure.INSTANCE;
        }
        if (start.getTag().isPresent() || start.getAnchor().isPresent()) {
            traps.mark(opening.start());
        }
        return opening;
    }

    /** A block collection ends with its last child: its end mark lies past blank lines. */
    private Span whole(Span opening, Span last, CollectionStartEvent start, Event end) {
        return start.isFlow() ? opening.to(span(end)) : opening.to(last);
    }

    private Span span(Event event) {
        int start = offsets.toUtf16(event.getStartMark().orElseThrow().getIndex());
        int end = offsets.toUtf16(event.getEndMark().orElseThrow().getIndex());
        return new Span(start, Math.max(start, end));
    }

    static ScalarNode.Style style(ScalarStyle style) {
        return switch (style) {
            case PLAIN -> ScalarNode.Style.PLAIN;
            case SINGLE_QUOTED -> ScalarNode.Style.SINGLE_QUOTED;
            case DOUBLE_QUOTED -> ScalarNode.Style.DOUBLE_QUOTED;
            case LITERAL -> ScalarNode.Style.LITERAL;
            case FOLDED -> ScalarNode.Style.FOLDED;
            case JSON_SCALAR_STYLE ->
                    throw new IllegalStateException("the parser reports no JSON style");
        };
    }
}
