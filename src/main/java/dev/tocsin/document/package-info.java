/**
 * YAML with places. A {@link dev.tocsin.source.SourceText} comes in, a {@link
 * dev.tocsin.document.Document} goes out: a tree of mappings, lists and scalars in which each node
 * keeps its span, how it was quoted, and where each character of its text stands in the file.
 *
 * <p>Invariant: a document holds the YAML 1.2 core schema only: no tags, anchors, aliases, merge
 * keys or duplicate keys, at most 1 MiB and 50 levels. Start reading at {@link
 * dev.tocsin.document.DocumentParser}.
 */
@NullMarked
package dev.tocsin.document;

import org.jspecify.annotations.NullMarked;
