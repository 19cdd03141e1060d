/**
 * What makes runs begin in the service: alerts and incidents that arrive, webhooks, schedules and
 * polls; and what holds a run back, the budgets and the protected list. A request or a moment comes
 * in; rows of the store and begun runs come out.
 *
 * <p>Invariant: nothing is acknowledged, and no time or item counts as handled, before the
 * transaction that records it together with the runs it starts is committed. Start reading at
 * {@link dev.tocsin.service.trigger.Ingest}.
 */
@NullMarked
package dev.tocsin.service.trigger;

import org.jspecify.annotations.NullMarked;
