package dev.tocsin.interpreter;

import java.util.List;

/**
 * What a run that another one started knows of where it stands.
 *
 * @param path of the call, from the run that nobody called: {@code steps[2].call(other)}; what
 *     every path inside begins with
 * @param order what every order inside begins with
 * @param depth runs around this one, at least 1
 */
public record Caller(String path, List<Integer> order, int depth) {

    public Caller {
        order = List.copyOf(order);
    }
}
