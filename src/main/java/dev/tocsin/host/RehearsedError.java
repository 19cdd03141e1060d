package dev.tocsin.host;

import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

/** Errors of steps that would fail, as expressions see them. */
final class RehearsedError {

    private RehearsedError() {}

    /** What an error looks like to expressions. */
    static MapValue of(ErrorKind kind, String message, String path) {
        return of(kind, new StringValue(message), path);
    }

    static MapValue of(ErrorKind kind, Value message, String path) {
        return MapValue.builder()
                .put("kind", kind.word())
                .put("message", message)
                .put("step", path)
                .put("status", 0)
                .put("details", MapValue.EMPTY)
                .build();
    }

    /** The kind of an error, or null where it is not known. */
    static @Nullable ErrorKind kindOf(Value error) {
        String word = error instanceof MapValue map ? map.text("kind") : null;
        return word == null ? null : ErrorKind.of(word);
    }
}
