/**
 * The JSON-like values a run computes with, and JSON in and out. A closed set: a playbook can hold
 * nothing else, so no expression can reach a Java object (S1).
 *
 * <p>Invariant: values are immutable and safe to share; the alert is parsed once and never copied.
 * Start reading at {@link dev.tocsin.value.Value}.
 */
@NullMarked
package dev.tocsin.value;

import org.jspecify.annotations.NullMarked;
