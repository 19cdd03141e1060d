package dev.tocsin.interpreter;

import dev.tocsin.value.Value;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What a run knows of its callbacks. Plain data; one for each run that has any. */
final class Callbacks {

    /** The steps that wait now, by token. */
    final Map<String, WaitForFrame> awaited = new HashMap<>();

    /** Bodies that came before their step was reached, by token. */
    final Map<String, Value> early = new HashMap<>();

    /** Tokens whose body was taken. */
    final Set<String> taken = new HashSet<>();

    /** Tokens of steps that ended without a body. */
    final Set<String> given = new HashSet<>();
}
