package dev.tocsin.connector;

import dev.tocsin.expression.Evaluator;

import org.jspecify.annotations.Nullable;

/**
 * How a list that is too long for one request is sent in parts.
 *
 * @param input the property of the input that holds the list
 * @param size the most items of one part, at least 1
 * @param items what one answer gives; null where answers give nothing
 */
record Batch(String input, int size, @Nullable Evaluator items) {}
