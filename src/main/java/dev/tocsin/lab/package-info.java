/**
 * Local stand-ins for the outside services, with state: a small company of devices, users, alerts,
 * tickets and mailboxes behind real HTTP and real SMTP on the loopback address. A scenario file and
 * the requests that connectors make come in, documented answers and a changed company go out.
 *
 * <p>Invariant: nothing is pretended. A path, query or filter that the lab does not understand is
 * refused and says so; an answer is never made up. The same requests in the same order give the
 * same answers, ids and times included. Start reading at {@link dev.tocsin.lab.Lab}.
 */
@NullMarked
package dev.tocsin.lab;

import org.jspecify.annotations.NullMarked;
