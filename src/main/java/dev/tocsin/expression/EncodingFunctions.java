package dev.tocsin.expression;

import static dev.tocsin.schema.Type.ANY;
import static dev.tocsin.schema.Type.BYTES;
import static dev.tocsin.schema.Type.STRING;

import dev.tocsin.value.BytesValue;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.PercentEncoding;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Functions between values and the forms in which they travel. Texts are UTF-8. */
final class EncodingFunctions {

    static final List<String> NAMES =
            List.of(
                    "toJson",
                    "parseJson",
                    "urlEncode",
                    "urlDecode",
                    "base64",
                    "base64Decode",
                    "base64.encode",
                    "base64.decode",
                    "sha256",
                    "uuid");

    private EncodingFunctions() {}

    static @Nullable Function find(String name) {
        return switch (name) {
            case "toJson" ->
                    Function.named(name, "The value as JSON on one line")
                            .takes("value", ANY)
                            .orNull()
                            .gives(STRING)
                            .example("toJson({\"a\": [1, true]})", "\"{\\\"a\\\":[1,true]}\"")
                            .as(EncodingFunctions::toJson);
            case "parseJson" ->
                    Function.named(name, "The value that a JSON text stands for")
                            .takes("text", STRING)
                            .gives(ANY)
                            .example("parseJson(\"[1, 2]\")[0]", "1")
                            .as(EncodingFunctions::parseJson);
            case "urlEncode" ->
                    Function.named(name, "The text as it may stand within a URL (RFC 3986)")
                            .takes("text", STRING)
                            .gives(STRING)
                            .example("urlEncode(\"a b/c\")", "\"a%20b%2Fc\"")
                            .as(EncodingFunctions::urlEncode);
            case "urlDecode" ->
                    Function.named(name, "The text with its `%` escapes resolved; `+` stays")
                            .takes("text", STRING)
                            .gives(STRING)
                            .example("urlDecode(\"a%20b\")", "\"a b\"")
                            .as(EncodingFunctions::urlDecode);
            case "base64" ->
                    Function.named(name, "The text or bytes in base64")
                            .takes("value", Types.TEXT_OR_BYTES)
                            .gives(STRING)
                            .example("base64(\"hello\")", "\"aGVsbG8=\"")
                            .as(a -> text(a, Base64.getEncoder().encodeToString(octets(a))));
            case "base64Decode" ->
                    Function.named(name, "The text that was encoded in base64")
                            .takes("text", STRING)
                            .gives(STRING)
                            .example("base64Decode(\"aGVsbG8=\")", "\"hello\"")
                            .as(EncodingFunctions::base64Decode);
            case "base64.encode" ->
                    Function.named(name, "The bytes in base64")
                            .takes("bytes", BYTES)
                            .gives(STRING)
                            .example("base64.encode(b\"hello\")", "\"aGVsbG8=\"")
                            .as(a -> text(a, Base64.getEncoder().encodeToString(octets(a))));
            case "base64.decode" ->
                    Function.named(name, "The bytes that were encoded in base64")
                            .takes("text", STRING)
                            .gives(BYTES)
                            .example("string(base64.decode(\"aGVsbG8=\"))", "\"hello\"")
                            .as(a -> new BytesValue(decoded(a)));
            case "sha256" ->
                    Function.named(name, "The SHA-256 digest of a text or bytes, in hex")
                            .takes("value", Types.TEXT_OR_BYTES)
                            .gives(STRING)
                            .example("sha256(\"a\").substring(0, 8)", "\"ca978112\"")
                            .as(EncodingFunctions::sha256);
            case "uuid" ->
                    Function.named(name, "A new UUID, the same when the run is replayed")
                            .gives(STRING)
                            .example("size(uuid())", "36")
                            .as(a -> new StringValue(a.evaluation().nextUuid()));
            default -> null;
        };
    }

    private static Value toJson(Arguments arguments) {
        arguments.requireKnown(0);
        return text(arguments, Json.write(arguments.value(0)));
    }

    private static Value parseJson(Arguments arguments) {
        String text = arguments.text(0);
        arguments.countText(text.length());
        arguments.evaluation().count(text.length() / 8);
        try {
            return Json.parse(text);
        } catch (JsonException e) {
            throw arguments.fail(
                    "this text is not JSON; its line "
                            + e.line()
                            + ", column "
                            + e.column()
                            + " does not fit");
        }
    }

    private static Value urlEncode(Arguments arguments) {
        String encoded = PercentEncoding.encode(arguments.text(0));
        arguments.countText(encoded.length());
        return new StringValue(encoded);
    }

    private static Value urlDecode(Arguments arguments) {
        String text = arguments.text(0);
        arguments.countText(text.length());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        int from = 0;
        int at = text.indexOf('%');
        while (at >= 0) {
            bytes.writeBytes(text.substring(from, at).getBytes(StandardCharsets.UTF_8));
            int high = at + 2 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
            int low = at + 2 < text.length() ? Character.digit(text.charAt(at + 2), 16) : -1;
            if (high < 0 || low < 0) {
                throw arguments.fail(0, "holds a `%` without two hex digits after it");
            }
            bytes.write(high * 16 + low);
            from = at + 3;
            at = text.indexOf('%', from);
        }
        bytes.writeBytes(text.substring(from).getBytes(StandardCharsets.UTF_8));
        return ConversionFunctions.utf8(bytes.toByteArray(), arguments);
    }

    private static Value base64Decode(Arguments arguments) {
        return ConversionFunctions.utf8(decoded(arguments), arguments);
    }

    private static byte[] decoded(Arguments arguments) {
        String text = arguments.text(0);
        arguments.countText(text.length());
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            throw arguments.fail(0, "is not base64");
        }
    }

    private static Value sha256(Arguments arguments) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(octets(arguments));
            return new StringValue(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] octets(Arguments arguments) {
        byte[] octets =
                arguments.value(0) instanceof BytesValue(byte[] bytes)
                        ? bytes
                        : arguments.text(0).getBytes(StandardCharsets.UTF_8);
        arguments.countText(octets.length);
        return octets;
    }

    private static Value text(Arguments arguments, String text) {
        arguments.countText(text.length());
        return new StringValue(text);
    }
}
