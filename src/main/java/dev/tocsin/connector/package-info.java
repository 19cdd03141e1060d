/**
 * What a connector author sees, and what the rest of Tocsin knows of connectors. A connector offers
 * operations; each declares its input, output, effect and idempotency once, and that one
 * declaration serves checker, editor schema, help, rehearsal and run.
 *
 * <p>Connectors come from YAML files (most of the built-in ones do), or from Java through {@link
 * java.util.ServiceLoader}. Start reading at {@link dev.tocsin.connector.Connector}.
 */
@NullMarked
package dev.tocsin.connector;

import org.jspecify.annotations.NullMarked;
