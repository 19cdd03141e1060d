/** Tests of a whole service. Those whose names end with {@code IT} start the packaged jar. */
@NullMarked
package dev.tocsin.service;

import org.jspecify.annotations.NullMarked;
