package dev.tocsin.value;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Values as text that gives the same values back, in kind and in the order of their keys. Plain
 * JSON (RFC 8259) on one line, where what JSON has no form for is a map with one key:
 *
 * <ul>
 *   <li>{@code {"$big": "36893488147419103232"}}, {@code {"$double": "NaN"}} and the infinities;
 *   <li>{@code {"$bytes": "aGk="}}, {@code {"$time": "2026-03-01T09:00:00Z"}}, {@code {"$duration":
 *       "PT5M"}};
 *   <li>{@code {"$secret": "…"}}: the value inside, in this form, sealed;
 *   <li>{@code {"$map": {…}}}: a map that has a key beginning with {@code $} itself;
 *   <li>{@code {"$utf16": "2D0="}}: a text with half of a surrogate pair, which no encoding of JSON
 *       carries; {@code {"$entries": [[key, value], …]}}: a map with such a key.
 * </ul>
 *
 * <p>Numbers with a fraction or an exponent are doubles, all others are whole. Keys are interned,
 * as by {@link Json}. Thread-safe.
 */
public final class StoredJson {

    /** What is stored was within bounds when it came in, so all that is written can be read. */
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(4096)
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .maxNameLength(Integer.MAX_VALUE)
                                    .build())
                    .streamWriteConstraints(
                            StreamWriteConstraints.builder().maxNestingDepth(4096).build())
                    .build();

    static final String BIG = "$big";
    static final String DOUBLE = "$double";
    static final String BYTES = "$bytes";
    static final String TIME = "$time";
    static final String DURATION = "$duration";
    static final String SECRET = "$secret";
    static final String MAP = "$map";
    static final String UTF16 = "$utf16";
    static final String ENTRIES = "$entries";

    private StoredJson() {}

    /**
     * @throws IllegalStateException for an {@link UnknownValue}, which no real run holds, and for a
     *     secret under {@link Sealer#NONE}
     */
    public static String write(Value value, Sealer sealer) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(value, out, sealer);
        }
        return text.toString();
    }

    /**
     * @param text what {@link #write} gave
     * @throws StoredFormatException if {@code write} never gives this, or the secrets in it cannot
     *     be opened
     * @throws IllegalStateException for a secret under {@link Sealer#NONE}
     */
    public static Value read(String text, Sealer sealer) {
        try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            if (in.nextToken() == null) {
                throw new StoredFormatException("a stored value is empty");
            }
            Value value = new StoredJsonReader(in, sealer).read();
            if (in.nextToken() != null) {
                throw new StoredFormatException("something follows a stored value");
            }
            return value;
        } catch (JacksonException e) {
            throw new StoredFormatException(
                    "a stored value is not JSON: " + JsonFault.of(e).getMessage());
        }
    }

    private static void write(Value value, JsonGenerator out, Sealer sealer) {
        switch (value) {
            case NullValue _ -> out.writeNull();
            case BoolValue truth -> out.writeBoolean(truth.value());
            case IntValue(long number) -> out.writeNumber(number);
            case DoubleValue(double number) when Double.isFinite(number) -> out.writeNumber(number);
            case DoubleValue(double number) -> writeMarked(DOUBLE, Text.of(number), out);
            case BigValue(BigInteger number) -> writeMarked(BIG, number.toString(), out);
            case StringValue(String text) -> writeText(text, out);
            case BytesValue(byte[] bytes) ->
                    writeMarked(BYTES, Base64.getEncoder().encodeToString(bytes), out);
            case TimestampValue(Instant instant) -> writeMarked(TIME, instant.toString(), out);
            case DurationValue(Duration length) -> writeMarked(DURATION, length.toString(), out);
            case ListValue(List<Value> items) -> {
                out.writeStartArray();
                for (Value item : items) {
                    write(item, out, sealer);
                }
                out.writeEndArray();
            }
            case MapValue(Map<String, Value> entries) -> writeMap(entries, out, sealer);
            case SecretValue(Value inner) ->
                    writeMarked(SECRET, sealer.seal(write(inner, sealer)), out);
            case UnknownValue unknown ->
                    throw new IllegalStateException(
                            "only a rehearsal has unknowns: " + unknown.origin());
        }
    }

    private static void writeMarked(String mark, String text, JsonGenerator out) {
        out.writeStartObject();
        out.writeName(mark);
        out.writeString(text);
        out.writeEndObject();
    }

    private static void writeText(String text, JsonGenerator out) {
        if (isWellFormed(text)) {
            out.writeString(text);
        } else {
            ByteBuffer units = ByteBuffer.allocate(text.length() * Character.BYTES);
            units.asCharBuffer().put(text);
            writeMarked(UTF16, Base64.getEncoder().encodeToString(units.array()), out);
        }
    }

    private static void writeMap(Map<String, Value> entries, JsonGenerator out, Sealer sealer) {
        boolean marked = false;
        for (String key : entries.keySet()) {
            if (!isWellFormed(key)) {
                writeEntries(entries, out, sealer);
                return;
            }
            marked |= key.startsWith("$");
        }
        if (marked) {
            out.writeStartObject();
            out.writeName(MAP);
        }
        out.writeStartObject();
        for (Map.Entry<String, Value> entry : entries.entrySet()) {
            out.writeName(entry.getKey());
            write(entry.getValue(), out, sealer);
        }
        out.writeEndObject();
        if (marked) {
            out.writeEndObject();
        }
    }

    private static void writeEntries(Map<String, Value> entries, JsonGenerator out, Sealer sealer) {
        out.writeStartObject();
        out.writeName(ENTRIES);
        out.writeStartArray();
        for (Map.Entry<String, Value> entry : entries.entrySet()) {
            out.writeStartArray();
            writeText(entry.getKey(), out);
            write(entry.getValue(), out, sealer);
            out.writeEndArray();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    /** Whether each half of a surrogate pair stands beside its other half. */
    private static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (Character.isSurrogate(unit)) {
                boolean pair =
                        Character.isHighSurrogate(unit)
                                && i + 1 < text.length()
                                && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}
