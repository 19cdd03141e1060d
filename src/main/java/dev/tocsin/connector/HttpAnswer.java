package dev.tocsin.connector;

import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

/**
 * What a service answered, read to its end, with the connection's secrets scrubbed.
 *
 * @param status 100 to 599
 * @param headers names in lower case, values as text; several of one name joined by {@code ", "}
 * @param body as {@link HttpRequest#answer} asks for: JSON where the service says that it is, else
 *     text, {@code null} value where empty
 */
public record HttpAnswer(int status, MapValue headers, Value body) {

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
