/**
 * The operator's configuration: what the service listens on, where it keeps its store, who may be
 * asked, how much may be cut off. A {@code service:} file comes in, a {@link
 * dev.tocsin.service.config.ServiceFile} goes out, without secrets: what is one is a reference.
 * Start at {@link dev.tocsin.service.config.ServiceFileParser}.
 */
@NullMarked
package dev.tocsin.service.config;

import org.jspecify.annotations.NullMarked;
