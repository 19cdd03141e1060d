package dev.tocsin.value;

import static java.nio.charset.StandardCharsets.UTF_8;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * JSON (RFC 8259) to values and back. Thread-safe.
 *
 * <p>Whole numbers within int64 become {@link IntValue}, larger ones {@link BigValue}, numbers with
 * a fraction or exponent {@link DoubleValue}. Duplicate keys are refused, because two readers would
 * see two different alerts. At most 512 levels.
 */
public final class Json {

    /** Apart, because only few commands write JSON. */
    private static final class Writing {
        private static final JsonFactory FACTORY = new JsonFactory();
    }

    private Json() {}

    /**
     * Reads one JSON text.
     *
     * @throws JsonException if it is not JSON, or something follows it
     */
    public static Value parse(String text) throws JsonException {
        return JsonReader.read(text);
    }

    /** Reads one JSON text in UTF-8; a byte order mark at its start is passed over. */
    public static Value parse(byte[] utf8) throws JsonException {
        String text;
        try {
            text = UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException e) {
            throw new JsonException("the text is not UTF-8", 1, 1);
        }
        return JsonReader.read(text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    /**
     * Reads one JSON text in UTF-8; closes the stream.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    public static Value parse(InputStream utf8) throws JsonException {
        try (utf8) {
            return parse(utf8.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On one line, without spaces. Never fails; an unknown prints as what it shows. */
    public static String write(Value value) {
        StringWriter out = new StringWriter();
        try (JsonGenerator generator =
                Writing.FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            write(value, generator);
        }
        return out.toString();
    }

    /** Indented by two spaces, with {@code \n} line ends, for people and golden files. */
    public static String writePretty(Value value) {
        StringWriter out = new StringWriter();
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
        ObjectWriteContext context =
                new ObjectWriteContext.Base() {
                    @Override
                    public boolean hasPrettyPrinter() {
                        return true;
                    }

                    @Override
                    public tools.jackson.core.PrettyPrinter getPrettyPrinter() {
                        return printer;
                    }
                };
        try (JsonGenerator generator = Writing.FACTORY.createGenerator(context, out)) {
            write(value, generator);
        }
        return out.toString();
    }

    private static void write(Value value, JsonGenerator out) {
        switch (value) {
            case NullValue _ -> out.writeNull();
            case BoolValue truth -> out.writeBoolean(truth.value());
            case IntValue(long number) -> out.writeNumber(number);
            case DoubleValue(double number) -> writeDouble(number, out);
            case BigValue(BigInteger number) -> out.writeNumber(number);
            case StringValue(String text) -> out.writeString(text);
            case BytesValue(byte[] bytes) ->
                    out.writeString(Base64.getEncoder().encodeToString(bytes));
            case TimestampValue(var instant) -> out.writeString(instant.toString());
            case DurationValue duration -> out.writeString(Text.of(duration));
            case ListValue(List<Value> items) -> {
                out.writeStartArray();
                items.forEach(item -> write(item, out));
                out.writeEndArray();
            }
            case MapValue(Map<String, Value> entries) -> {
                out.writeStartObject();
                entries.forEach(
                        (key, item) -> {
                            out.writeName(key);
                            write(item, out);
                        });
                out.writeEndObject();
            }
            case UnknownValue unknown -> out.writeString(unknown.shown());
        }
    }

    private static void writeDouble(double number, JsonGenerator out) {
        // JSON has no NaN or infinity; CEL has. A text keeps the reader from seeing a wrong number.
        if (Double.isFinite(number)) {
            out.writeNumber(number);
        } else {
            out.writeString(Text.of(number));
        }
    }
}
