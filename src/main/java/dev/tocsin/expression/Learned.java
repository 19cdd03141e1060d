package dev.tocsin.expression;

/** What is known where a condition holds, and where it does not. */
public record Learned(Facts ifTrue, Facts ifFalse) {}
