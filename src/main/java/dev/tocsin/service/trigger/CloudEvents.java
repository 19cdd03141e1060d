package dev.tocsin.service.trigger;

import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * CloudEvents 1.0.2: the JSON event format and the HTTP protocol binding of
 * github.com/cloudevents/spec. The envelope is checked and taken off; what it holds is the event.
 */
final class CloudEvents {

    private static final List<String> REQUIRED = List.of("specversion", "id", "source", "type");

    private CloudEvents() {}

    /** An event whose envelope is the JSON around it. */
    static CarriedEvent structured(Value value) {
        if (!(value instanceof MapValue envelope)) {
            return new CarriedEvent.Unfit("", "a CloudEvent is a JSON object");
        }
        for (String name : REQUIRED) {
            CarriedEvent.Unfit fault = attribute(name, envelope.text(name), "/" + name);
            if (fault != null) {
                return fault;
            }
        }
        String id = envelope.text("id");
        Value data = envelope.get("data");
        Value encoded = envelope.get("data_base64");
        if (data != null && encoded != null) {
            return new CarriedEvent.Unfit(
                    "/data_base64", "`data` and `data_base64` do not go together");
        }
        String type = envelope.text("datacontenttype");
        if (type != null && !MediaType.of(type).isJson()) {
            return new CarriedEvent.Unfit(
                    "/datacontenttype", "the data of an event is JSON, and this is `" + type + "`");
        }
        if (encoded != null) {
            return decoded(encoded, id);
        }
        return data instanceof MapValue
                ? new CarriedEvent.Whole(data, id)
                : new CarriedEvent.Unfit("/data", "`data` is a JSON object: the event");
    }

    /** An event whose envelope is in the headers, and whose data is the body. */
    static CarriedEvent binary(UnaryOperator<@Nullable String> header, Value body) {
        for (String name : REQUIRED) {
            CarriedEvent.Unfit fault = attribute(name, header.apply("ce-" + name), "");
            if (fault != null) {
                return new CarriedEvent.Unfit("", "header `ce-" + name + "`: " + fault.message());
            }
        }
        return body instanceof MapValue
                ? new CarriedEvent.Whole(body, decodedHeader(header.apply("ce-id")))
                : new CarriedEvent.Unfit("", "the body is a JSON object: the event");
    }

    private static CarriedEvent.@Nullable Unfit attribute(
            String name, @Nullable String value, String pointer) {
        if (value == null || value.isEmpty()) {
            return new CarriedEvent.Unfit(
                    pointer, "`" + name + "` is missing: each CloudEvent has one, a text");
        }
        if (name.equals("specversion") && !value.equals("1.0")) {
            return new CarriedEvent.Unfit(
                    pointer, "`specversion` is `" + value + "`, and only `1.0` is known");
        }
        return null;
    }

    private static CarriedEvent decoded(Value encoded, @Nullable String id) {
        String pointer = "/data_base64";
        if (!(encoded instanceof StringValue(String text))) {
            return new CarriedEvent.Unfit(pointer, "`data_base64` is a text in Base64");
        }
        try {
            Value data = EventBody.json(Base64.getDecoder().decode(text));
            return data instanceof MapValue
                    ? new CarriedEvent.Whole(data, id)
                    : new CarriedEvent.Unfit(pointer, "the data is a JSON object: the event");
        } catch (IllegalArgumentException _) {
            return new CarriedEvent.Unfit(pointer, "`data_base64` is not Base64");
        } catch (UnreadableBodyException e) {
            return new CarriedEvent.Unfit(pointer, "in `data_base64`, " + e.getMessage());
        }
    }

    /** Header values are percent-encoded (HTTP binding, section 3.1.3.2); a bad code stays. */
    private static @Nullable String decodedHeader(@Nullable String value) {
        if (value == null || value.indexOf('%') < 0) {
            return value;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            int high =
                    c == '%' && i + 2 < value.length()
                            ? Character.digit(value.charAt(i + 1), 16)
                            : -1;
            int low = high < 0 ? -1 : Character.digit(value.charAt(i + 2), 16);
            if (low >= 0) {
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
