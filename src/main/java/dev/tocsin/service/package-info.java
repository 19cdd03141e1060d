/**
 * Tocsin as a service: alerts come in over HTTP and go out as runs; people look on, answer and
 * decide. {@link dev.tocsin.service.access} knows who somebody is and what they may do, {@link
 * dev.tocsin.service.http} serves a table of routes that everything else adds to.
 *
 * <p>Invariant: nothing is reached but through a route, and no route is reached without what it
 * {@linkplain dev.tocsin.service.http.Needs needs}.
 */
@NullMarked
package dev.tocsin.service;

import org.jspecify.annotations.NullMarked;
