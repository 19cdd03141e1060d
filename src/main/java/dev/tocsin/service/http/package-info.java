/**
 * HTTP as a table of routes. {@link dev.tocsin.service.http.Route}s come in, from whichever part of
 * the service has something to offer; the {@link dev.tocsin.service.http.RouteTable} of them is
 * what is served, what is authorised and what the OpenAPI document describes. Start reading at
 * {@link dev.tocsin.service.http.HttpService}.
 *
 * <p>Invariant: what a request needs is decided by the route that matched, never by looking at its
 * path again; what goes wrong is answered as a {@link dev.tocsin.service.http.Problem}.
 */
@NullMarked
package dev.tocsin.service.http;

import org.jspecify.annotations.NullMarked;
