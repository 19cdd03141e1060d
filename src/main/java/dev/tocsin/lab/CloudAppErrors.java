package dev.tocsin.lab;

import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/** The service documents no error body; this is the shape that integrations report. */
final class CloudAppErrors {

    private CloudAppErrors() {}

    static Answer answer(int status) {
        return answer(
                status,
                switch (status) {
                    case 400 -> "Bad request.";
                    case 401 -> "Invalid token.";
                    case 403 -> "You do not have permission to perform this action.";
                    case 404 -> "Not found.";
                    case 429 -> "Request was throttled.";
                    default -> "A server error occurred.";
                });
    }

    private static Answer answer(int status, String detail) {
        return Answer.json(status, MapValue.of("detail", new StringValue(detail)));
    }

    static RefusedException refuse(String detail) {
        return new RefusedException(answer(400, detail));
    }

    /** The record that was asked for; where there is none, 404. */
    static MapValue found(@Nullable MapValue record) {
        if (record == null) {
            throw new RefusedException(answer(404));
        }
        return record;
    }

    /** Refuses a body with anything else in it. */
    static void unknown(MapValue body, Set<String> known) {
        for (String name : body.entries().keySet()) {
            if (!known.contains(name)) {
                throw refuse("Unknown parameter " + name + ".");
            }
        }
    }
}
