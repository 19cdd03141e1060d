/**
 * The connectors that ship as Java, because they are no plain HTTP exchange with fixed paths. A
 * {@link dev.tocsin.connector.Call} comes in, a value or a {@link
 * dev.tocsin.connector.ConnectorException} goes out. Of Tocsin they see {@code connector} and
 * {@code value} only, so a connector written elsewhere can do whatever these can.
 *
 * <p>Start reading at {@link dev.tocsin.builtin.HttpConnector}.
 */
@NullMarked
package dev.tocsin.builtin;

import org.jspecify.annotations.NullMarked;
