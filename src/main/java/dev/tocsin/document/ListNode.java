package dev.tocsin.document;

import dev.tocsin.source.Span;

import java.util.List;

/** A YAML sequence. */
public record ListNode(List<Node> items, Span span) implements Node {

    public ListNode {
        items = List.copyOf(items);
    }
}
