/**
 * Alerts and incidents in the form that is the same for every source. An event of a source comes
 * in, with what its connector says of it; an alert or incident that fits its published schema goes
 * out, or a sentence that says why there is none. Events are written by strangers: nothing in one
 * makes this package throw anything else. What such a signal starts is decided here, too, by
 * policies and triggers. Start at {@link dev.tocsin.alert.SignalReader} and {@link
 * dev.tocsin.alert.PolicyRouter}.
 */
@NullMarked
package dev.tocsin.alert;

import org.jspecify.annotations.NullMarked;
