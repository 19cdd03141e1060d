package dev.tocsin.value;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what {@link StoredJson} writes, from where the parser stands; used once. */
final class StoredJsonReader {

    private final JsonParser in;
    private final Sealer sealer;

    StoredJsonReader(JsonParser in, Sealer sealer) {
        this.in = in;
        this.sealer = sealer;
    }

    Value read() {
        return switch (in.currentToken()) {
            case START_OBJECT -> readObject();
            case START_ARRAY -> {
                List<Value> items = new ArrayList<>();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    items.add(read());
                }
                yield new ListValue(items);
            }
            case VALUE_STRING -> new StringValue(in.getString());
            case VALUE_NUMBER_INT -> IntValue.of(in.getLongValue());
            case VALUE_NUMBER_FLOAT -> {
                double number = in.getDoubleValue();
                if (!Double.isFinite(number)) {
                    throw new StoredFormatException("a stored number is too large");
                }
                yield new DoubleValue(number);
            }
            case VALUE_TRUE -> BoolValue.TRUE;
            case VALUE_FALSE -> BoolValue.FALSE;
            case VALUE_NULL -> NullValue.NULL;
            case JsonToken other ->
                    throw new StoredFormatException("a stored value cannot start with " + other);
        };
    }

    private Value readObject() {
        JsonToken first = in.nextToken();
        if (first == JsonToken.PROPERTY_NAME && in.currentName().startsWith("$")) {
            return readMarked();
        }
        Map<String, Value> entries = new LinkedHashMap<>();
        while (in.currentToken() != JsonToken.END_OBJECT) {
            String key = in.currentName();
            if (key.startsWith("$")) {
                throw new StoredFormatException("a stored map has the key `" + key + "`");
            }
            in.nextToken();
            entries.put(key, read());
            in.nextToken();
        }
        return new MapValue(entries);
    }

    private Value readMarked() {
        String mark = in.currentName();
        in.nextToken();
        Value value =
                switch (mark) {
                    case StoredJson.MAP -> readMap();
                    case StoredJson.ENTRIES -> readEntries();
                    default -> marked(mark, text(mark));
                };
        if (in.nextToken() != JsonToken.END_OBJECT) {
            throw new StoredFormatException("something stands beside `" + mark + "`");
        }
        return value;
    }

    private String text(String mark) {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            throw new StoredFormatException("`" + mark + "` has no text");
        }
        return in.getString();
    }

    private Value marked(String mark, String text) {
        try {
            return switch (mark) {
                case StoredJson.BIG -> new BigValue(new BigInteger(text));
                case StoredJson.DOUBLE -> new DoubleValue(special(text));
                case StoredJson.BYTES -> new BytesValue(Base64.getDecoder().decode(text));
                case StoredJson.TIME -> new TimestampValue(Instant.parse(text));
                case StoredJson.DURATION -> new DurationValue(Duration.parse(text));
                case StoredJson.UTF16 -> new StringValue(utf16(text));
                case StoredJson.SECRET -> secret(StoredJson.read(sealer.open(text), sealer));
                default -> throw new StoredFormatException("`" + mark + "` marks no kind of value");
            };
        } catch (DateTimeException | IllegalArgumentException _) {
            throw new StoredFormatException("what `" + mark + "` holds is not of its kind");
        }
    }

    private static double special(String text) {
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw new NumberFormatException();
        };
    }

    private static String utf16(String base64) {
        return ByteBuffer.wrap(Base64.getDecoder().decode(base64)).asCharBuffer().toString();
    }

    private static Value secret(Value inner) {
        if (inner instanceof SecretValue || inner == NullValue.NULL) {
            throw new StoredFormatException("a stored secret holds nothing, or another one");
        }
        return new SecretValue(inner);
    }

    /** Its keys are plain, whatever they begin with. */
    private Value readMap() {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw new StoredFormatException("`" + StoredJson.MAP + "` has no map");
        }
        Map<String, Value> entries = new LinkedHashMap<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String key = in.currentName();
            in.nextToken();
            entries.put(key, read());
        }
        return new MapValue(entries);
    }

    private Value readEntries() {
        Map<String, Value> entries = new LinkedHashMap<>();
        if (in.currentToken() == JsonToken.START_ARRAY && read() instanceof ListValue(var pairs)) {
            for (Value pair : pairs) {
                if (!(pair instanceof ListValue(var two))
                        || two.size() != 2
                        || !(two.getFirst() instanceof StringValue(String key))) {
                    throw new StoredFormatException("an entry of a stored map is no pair");
                }
                entries.put(key, two.getLast());
            }
            return new MapValue(entries);
        }
        throw new StoredFormatException("`" + StoredJson.ENTRIES + "` has no list");
    }
}
