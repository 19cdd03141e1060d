package dev.tocsin.alert;

import dev.tocsin.playbook.SignalKind;
import dev.tocsin.value.Value;

/**
 * An alert or incident as routing sees it.
 *
 * @param source the connector it came from, or the name under which a source sends the common form
 * @param event the raw payload, which fits the schema of the source's events
 * @param signal in the form that all sources share; null value where it was not read, which is fine
 *     where {@link PolicyRouter#readsSignal} says that nobody looks at it
 */
public record SignalFacts(SignalKind kind, String source, Value event, Value signal) {}
