package dev.tocsin.interpreter;

import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

/**
 * What one person answered.
 *
 * @param choice the value of a choice; null where the question has none
 * @param form what was filled in; empty where there is nothing to fill in
 * @param by who answered, as the host has established it: an address or a user name
 */
public record Answer(@Nullable String choice, MapValue form, String by) {}
