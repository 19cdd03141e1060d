/**
 * What tests of several packages share: golden files, and playbooks that run against a script
 * instead of a service, in a time of their own.
 */
@NullMarked
package dev.tocsin.testing;

import org.jspecify.annotations.NullMarked;
