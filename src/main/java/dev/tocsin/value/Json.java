package dev.tocsin.value;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

import java.io.InputStream;
import java.io.StringWriter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON (RFC 8259) to values and back. Uses jackson-core's streams only: setting up a mapper costs
 * more than the whole rest of a cold {@code validate}. Thread-safe.
 *
 * <p>Whole numbers within int64 become {@link IntValue}, larger ones {@link BigValue}, numbers with
 * a fraction or exponent {@link DoubleValue}. Duplicate keys are refused, because two readers would
 * see two different alerts. At most 512 levels. Keys are interned, so that looking up an interned
 * name compares references: most of what a condition over a list costs.
 */
public final class Json {

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(512)
                                    .maxStringLength(16 << 20)
                                    .build())
                    // Above what is read: a record of a run holds such a value some levels down.
                    .streamWriteConstraints(
                            StreamWriteConstraints.builder().maxNestingDepth(1024).build())
                    .build();

    private Json() {}

    /**
     * Reads one JSON text.
     *
     * @throws JsonException if it is not JSON, or something follows it
     */
    public static Value parse(String text) throws JsonException {
        return read(FACTORY.createParser(ObjectReadContext.empty(), text));
    }

    /** Reads one JSON text in UTF-8. */
    public static Value parse(byte[] utf8) throws JsonException {
        return read(FACTORY.createParser(ObjectReadContext.empty(), utf8));
    }

    /** Reads one JSON text in UTF-8; closes the stream. */
    public static Value parse(InputStream utf8) throws JsonException {
        return read(FACTORY.createParser(ObjectReadContext.empty(), utf8));
    }

    /** On one line, without spaces. Never fails; an unknown prints as what it shows. */
    public static String write(Value value) {
        StringWriter out = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
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
        try (JsonGenerator generator = FACTORY.createGenerator(context, out)) {
            write(value, generator);
        }
        return out.toString();
    }

    private static Value read(JsonParser parser) throws JsonException {
        try (parser) {
            if (parser.nextToken() == null) {
                throw new JsonException("the text is empty", 1, 1);
            }
            Value value = readValue(parser);
            if (parser.nextToken() != null) {
                TokenStreamLocation at = parser.currentTokenLocation();
                throw new JsonException(
                        "something follows the end of the value", at.getLineNr(), at.getColumnNr());
            }
            return value;
        } catch (JacksonException e) {
            throw JsonFault.of(e);
        }
    }

    private static Value readValue(JsonParser parser) {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> readMap(parser);
            case START_ARRAY -> readList(parser);
            case VALUE_STRING -> new StringValue(parser.getString());
            case VALUE_NUMBER_INT -> readWhole(parser);
            case VALUE_NUMBER_FLOAT -> readFraction(parser);
            case VALUE_TRUE -> BoolValue.TRUE;
            case VALUE_FALSE -> BoolValue.FALSE;
            case VALUE_NULL -> NullValue.NULL;
            default -> throw new IllegalStateException("no value starts with " + token);
        };
    }

    private static Value readFraction(JsonParser parser) {
        double number = parser.getDoubleValue();
        if (!Double.isFinite(number)) {
            // Infinity is more than every threshold, and would be written as a text.
            throw new StreamReadException(parser, "the number is too large");
        }
        return new DoubleValue(number);
    }

    private static Value readWhole(JsonParser parser) {
        return switch (parser.getNumberType()) {
            case INT, LONG -> IntValue.of(parser.getLongValue());
            default -> whole(parser.getBigIntegerValue());
        };
    }

    private static Value whole(BigInteger number) {
        return number.bitLength() < 64
                ? IntValue.of(number.longValueExact())
                : new BigValue(number);
    }

    private static Value readMap(JsonParser parser) {
        Map<String, Value> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            parser.nextToken();
            entries.put(key, readValue(parser));
        }
        return new MapValue(entries);
    }

    private static Value readList(JsonParser parser) {
        List<Value> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(readValue(parser));
        }
        return new ListValue(items);
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
            case SecretValue _ -> out.writeString(SecretValue.SHOWN);
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
