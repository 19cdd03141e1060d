package dev.tocsin.service.http;

import dev.tocsin.value.MapValue;

/**
 * One thing that is wrong with a request.
 *
 * @param pointer where: a JSON Pointer (RFC 6901) into the body with {@code #} before it, or the
 *     name of a parameter
 * @param detail what, and what would be right
 */
public record Fault(String pointer, String detail) {

    MapValue asValue() {
        return MapValue.builder().put("pointer", pointer).put("detail", detail).build();
    }
}
