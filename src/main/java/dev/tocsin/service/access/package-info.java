/**
 * Who somebody is and what they may do. A credential comes in (a token, or a session that a token
 * opened), a {@link dev.tocsin.service.access.Principal} goes out, and nothing else ever makes one.
 * {@link dev.tocsin.service.access.Permission} is the one table of what each role may do; {@link
 * dev.tocsin.service.access.ListenRules} decides on which addresses the service may listen.
 *
 * <p>Invariant: what is stored of a credential is a hash, and comparing takes the same time for
 * each wrong one.
 */
@NullMarked
package dev.tocsin.service.access;

import org.jspecify.annotations.NullMarked;
