package dev.tocsin.value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * A value as a graph in which equal parts are one node, and how often each is used by another. Maps
 * are equal here if their keys stand in the same order too. Numbers, short texts and the like are
 * no nodes: a part is a {@link Node} or a {@link Value} as it is.
 */
final class ValueGraph {

    private static final int SHORT = 32;

    private static final long MOST = 1L << 40;

    /** One of the equal values, with the parts that it is made of. */
    static final class Node {

        private final Value value;
        private final Object[] parts;
        private final int hash;
        private final long weight;
        private int uses;
        private @Nullable Value reference;

        private Node(Value value, Object[] parts, long weight) {
            this.value = value;
            this.parts = parts;
            this.hash = Arrays.hashCode(parts) * 31 + value.kind().hashCode();
            // A value that holds itself twice, round after round, is heavier than a long counts.
            this.weight = Math.min(weight, MOST);
        }

        Value value() {
            return value;
        }

        /** Items of a list; keys and values of a map in turn; what stands for all of another. */
        Object[] parts() {
            return parts;
        }

        /** How many characters it takes to write, roughly. */
        long weight() {
            return weight;
        }

        int uses() {
            return uses;
        }

        void refer(Value to) {
            reference = to;
        }

        /** What was given to {@link #refer}, or null. */
        @Nullable Value reference() {
            return reference;
        }
    }

    /** Finds the node that is equal; parts that are nodes themselves are so only if the same. */
    private record Key(Node node) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key(Node that)
                    && node.hash == that.hash
                    && node.value.getClass() == that.value.getClass()
                    && Arrays.equals(node.parts, that.parts);
        }

        @Override
        public int hashCode() {
            return node.hash;
        }
    }

    private final Map<Key, Node> equal = new HashMap<>();
    private final Map<Value, Node> seen = new IdentityHashMap<>();
    private final List<Node> nodes = new ArrayList<>();

    /** For what is inside of secrets: none of it may be written on its own. */
    private @Nullable ValueGraph hidden;

    /** Adds a value, used from outside. */
    Object add(Value value) {
        Object part = part(value);
        use(part);
        return part;
    }

    /** Those that were added, each behind the nodes that it is made of. */
    List<Node> nodes() {
        return nodes;
    }

    private static void use(Object part) {
        if (part instanceof Node node) {
            node.uses++;
        }
    }

    private Object part(Value value) {
        return switch (value) {
            case NullValue _, BoolValue _, IntValue _, DoubleValue _, BigValue _ -> value;
            case TimestampValue _, DurationValue _, UnknownValue _ -> value;
            case StringValue(String text) when text.length() < SHORT -> value;
            case BytesValue(byte[] bytes) when bytes.length < SHORT -> value;
            case StringValue _, BytesValue _, SecretValue _, ListValue _, MapValue _ -> {
                Node known = seen.get(value);
                if (known == null) {
                    known = intern(nodeOf(value));
                    seen.put(value, known);
                }
                yield known;
            }
        };
    }

    private Node nodeOf(Value value) {
        return switch (value) {
            case ListValue(List<Value> items) -> {
                Object[] parts = new Object[items.size()];
                long weight = 2;
                for (int i = 0; i < parts.length; i++) {
                    parts[i] = part(items.get(i));
                    weight += 1 + weightOf(parts[i]);
                }
                yield new Node(value, parts, weight);
            }
            case MapValue(Map<String, Value> entries) -> {
                Object[] parts = new Object[entries.size() * 2];
                long weight = 2;
                int next = 0;
                for (Map.Entry<String, Value> entry : entries.entrySet()) {
                    parts[next++] = entry.getKey();
                    Object part = part(entry.getValue());
                    parts[next++] = part;
                    weight += 4 + entry.getKey().length() + weightOf(part);
                }
                yield new Node(value, parts, weight);
            }
            case SecretValue(Value inner) -> {
                if (hidden == null) {
                    hidden = new ValueGraph();
                }
                // Written as a whole, sealed, which is longer.
                yield new Node(value, new Object[] {hidden.part(inner)}, SHORT);
            }
            case Value whole -> new Node(value, new Object[] {whole}, weightOf(whole));
        };
    }

    private Node intern(Node made) {
        Node known = equal.putIfAbsent(new Key(made), made);
        if (known != null) {
            return known;
        }
        for (Object part : made.parts) {
            use(part);
        }
        nodes.add(made);
        return made;
    }

    private static long weightOf(Object part) {
        return switch (part) {
            case Node node -> node.weight;
            case StringValue(String text) -> text.length() + 2;
            case BytesValue(byte[] bytes) -> bytes.length;
            default -> 5;
        };
    }
}
