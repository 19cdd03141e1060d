package dev.tocsin.playbook;

import dev.tocsin.value.Value;

/** An entry of {@code const} or {@code vars}: a name and its (first) value. */
public record Constant(Name name, Value value) {}
