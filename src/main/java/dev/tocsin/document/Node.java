package dev.tocsin.document;

import dev.tocsin.source.Span;

/** A node of a YAML document. Immutable; a child's span lies within its parent's. */
public sealed interface Node permits ScalarNode, ListNode, MapNode {

    /** From the first to past the last character of the node, quotes and brackets included. */
    Span span();
}
