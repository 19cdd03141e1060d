package dev.tocsin.document;

import dev.tocsin.source.SourceText;

/** One YAML file: its text and its tree. */
public record Document(SourceText source, Node root) {}
