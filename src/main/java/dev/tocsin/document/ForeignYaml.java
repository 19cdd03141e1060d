package dev.tocsin.document;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads YAML that was not written for Tocsin. What {@link DocumentParser} refuses because it hides
 * something from a reviewer means here what it means elsewhere: tags are passed over, aliases and
 * merge keys are followed, hidden characters are kept. One use only.
 *
 * <p>Bounds: {@value #MAX_DEPTH} levels, and {@value #MAX_NODES} nodes with each alias counted as
 * what it stands for, so that no later stage walks into a bomb.
 */
public final class ForeignYaml {

    public static final int MAX_DEPTH = 200;

    private static final long MAX_NODES = 4_000_000;

    private final ParserImpl events;
    private final SourceText source;
    private final CodePoints offsets;
    private final Diagnostics diagnostics;
    private final Map<String, Node> anchors = new HashMap<>();

    /** What each anchored node holds, itself included. */
    private final Map<Node, Long> sizes = new IdentityHashMap<>();

    private long nodes;

    private ForeignYaml(
            ParserImpl events, SourceText source, CodePoints offsets, Diagnostics diagnostics) {
        this.events = events;
        this.source = source;
        this.offsets = offsets;
        this.diagnostics = diagnostics;
    }

    /**
     * @return null if the text has no readable structure; then {@code diagnostics} says why
     */
    public static @Nullable Document parse(SourceText source, Diagnostics diagnostics) {
        CodePoints offsets = new CodePoints(source.text());
        LoadSettings settings = LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();
        try {
            ParserImpl events = new ParserImpl(settings, new StreamReader(settings, source.text()));
            Node root = new ForeignYaml(events, source, offsets, diagnostics).build();
            return root == null ? null : new Document(source, root);
        } catch (UnreadableStructure _) {
            return null;
        } catch (MarkedYamlEngineException e) {
            new SyntaxFault(source, offsets, diagnostics).report(e);
        } catch (YamlEngineException _) {
            diagnostics.report(
                    Code.YAML_SYNTAX,
                    source,
                    Span.at(0),
                    "the file is not valid YAML",
                    Note.fact("it holds a character that YAML does not allow"));
        }
        return null;
    }

    /** The first document of the file. */
    private @Nullable Node build() {
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof NodeEvent) {
                return node(event, 1);
            }
        }
        diagnostics.report(Code.FILE_EMPTY, source, Span.at(0), "the file is empty");
        return null;
    }

    private Node node(Event event, int depth) {
        if (depth > MAX_DEPTH) {
            throw refused(event, "nested more than " + MAX_DEPTH + " levels deep");
        }
        if (event instanceof AliasEvent alias) {
            return alias(alias);
        }
        long before = nodes;
        count(1, event);
        Node node =
                switch (event) {
                    case ScalarEvent scalar -> scalar(scalar);
                    case CollectionStartEvent start
                            when start.getEventId() == Event.ID.SequenceStart ->
                            list(start, depth);
                    case CollectionStartEvent start -> map(start, depth);
                    default -> throw new IllegalStateException("no node starts with " + event);
                };
        ((NodeEvent) event)
                .getAnchor()
                .ifPresent(
                        anchor -> {
                            anchors.put(anchor.getValue(), node);
                            sizes.put(node, nodes - before);
                        });
        return node;
    }

    private Node alias(AliasEvent event) {
        Node node = anchors.get(event.getAlias().getValue());
        if (node == null) {
            // Also where it stands inside of what it names: a tree has no circles.
            Span span = span(event);
            diagnostics.report(
                    Code.YAML_ANCHOR,
                    source,
                    span,
                    "`" + source.slice(span) + "` names no anchor before it");
            throw UnreadableStructure.INSTANCE;
        }
        count(sizes.getOrDefault(node, 1L), event);
        return node;
    }

    private ScalarNode scalar(ScalarEvent event) {
        return new ScalarNode(
                event.getValue(), TreeBuilder.style(event.getScalarStyle()), span(event), source);
    }

    private Node list(CollectionStartEvent start, int depth) {
        List<Node> items = new ArrayList<>();
        Event event = events.next();
        while (event.getEventId() != Event.ID.SequenceEnd) {
            items.add(node(event, depth + 1));
            event = events.next();
        }
        return new ListNode(items, span(start).to(span(event)));
    }

    private Node map(CollectionStartEvent start, int depth) {
        Map<String, MapNode.Entry> entries = new LinkedHashMap<>();
        List<Node> merged = new ArrayList<>();
        Event event = events.next();
        while (event.getEventId() != Event.ID.MappingEnd) {
            if (!(node(event, depth + 1) instanceof ScalarNode key)) {
                throw refused(event, "a list or map cannot be a key");
            }
            Node value = node(events.next(), depth + 1);
            if (key.isPlain() && key.text().equals("<<")) {
                merged.addAll(
                        value instanceof ListNode(List<Node> several, Span _)
                                ? several
                                : List.of(value));
            } else if (entries.putIfAbsent(key.text(), new MapNode.Entry(key, value)) != null) {
                diagnostics.report(
                        Code.DUPLICATE_KEY,
                        source,
                        key.span(),
                        "`" + key.text() + "` is already set in this map");
            }
            event = events.next();
        }
        for (Node one : merged) {
            if (one instanceof MapNode map) {
                map.entries().forEach(entry -> entries.putIfAbsent(entry.key().text(), entry));
            }
        }
        return new MapNode(List.copyOf(entries.values()), span(start).to(span(event)));
    }

    private void count(long more, Event event) {
        nodes += more;
        if (nodes > MAX_NODES) {
            throw refused(event, "more than " + MAX_NODES + " values");
        }
    }

    private UnreadableStructure refused(Event event, String why) {
        diagnostics.report(Code.YAML_TOO_DEEP, source, Span.at(span(event).start()), why);
        return UnreadableStructure.INSTANCE;
    }

    private Span span(Event event) {
        int start = offsets.toUtf16(event.getStartMark().orElseThrow().getIndex());
        int end = offsets.toUtf16(event.getEndMark().orElseThrow().getIndex());
        return new Span(start, Math.max(start, end));
    }
}
