/**
 * What can be said against a playbook before it runs. A {@link dev.tocsin.playbook.Playbook} and
 * the connectors come in; diagnostics go out, and a {@link dev.tocsin.check.Resolution}: for each
 * step the names it can see, the slots its result is kept in, and the operation it performs.
 *
 * <p>Each check is a class named after the mistake it finds. Invariant: a playbook without errors
 * never meets a name, a type or an operation at run time that is not there. Start reading at {@link
 * dev.tocsin.check.PlaybookChecker}.
 */
@NullMarked
package dev.tocsin.check;

import org.jspecify.annotations.NullMarked;
