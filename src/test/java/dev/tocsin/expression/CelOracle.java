package dev.tocsin.expression;

import com.google.protobuf.NullValue;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelByteString;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.tocsin.value.BigValue;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.BytesValue;
import dev.tocsin.value.DoubleValue;
import dev.tocsin.value.DurationValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.Json;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.TimestampValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code dev.cel}, CEL by its authors, makes of an expression. */
final class CelOracle {

    private final Cel cel;
    private final Map<String, Object> variables;

    /**
     * @param types of the variables; those of {@code values} that have none are dynamic
     */
    CelOracle(Map<String, CelType> types, MapValue values) {
        CelOptions options =
                CelOptions.current()
                        .enableHeterogeneousNumericComparisons(true)
                        .enableQuotedIdentifierSyntax(true)
                        .build();
        CelBuilder builder =
                CelFactory.standardCelBuilder()
                        .setOptions(options)
                        .addMessageTypes(com.google.protobuf.Timestamp.getDescriptor())
                        .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                        .addCompilerLibraries(
                                CelExtensions.strings(),
                                CelExtensions.math(),
                                CelExtensions.bindings(),
                                CelExtensions.encoders(options),
                                CelExtensions.sets(options),
                                CelExtensions.lists(),
                                CelExtensions.regex(),
                                CelExtensions.optional(),
                                CelExtensions.comprehensions())
                        .addRuntimeLibraries(
                                CelExtensions.strings(),
                                CelExtensions.math(),
                                CelExtensions.encoders(options),
                                CelExtensions.sets(options),
                                CelExtensions.lists(),
                                CelExtensions.regex(),
                                CelExtensions.optional(),
                                CelExtensions.comprehensions());
        this.variables = new LinkedHashMap<>();
        for (Map.Entry<String, Value> entry : values.entries().entrySet()) {
            builder.addVar(entry.getKey(), types.getOrDefault(entry.getKey(), SimpleType.DYN));
            variables.put(entry.getKey(), object(entry.getValue()));
        }
        this.cel = builder.build();
    }

    /** The value as JSON, or {@code error: } and what CEL says. */
    String answer(String expression) {
        try {
            Object result = cel.createProgram(cel.compile(expression).getAst()).eval(variables);
            Value value = value(result);
            return value == null ? "error: " + result.getClass() : Json.write(value);
        } catch (CelValidationException | CelEvaluationException e) {
            return "error: " + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        }
    }

    private static Object object(Value value) {
        return switch (value) {
            case IntValue(long number) -> number;
            case DoubleValue(double number) -> number;
            case StringValue(String text) -> text;
            case BoolValue truth -> truth.value();
            case dev.tocsin.value.NullValue _ -> NullValue.NULL_VALUE;
            case BytesValue(byte[] bytes) -> CelByteString.of(bytes);
            case TimestampValue(Instant instant) -> instant;
            case DurationValue(Duration length) -> length;
            case ListValue(List<Value> items) -> {
                List<Object> objects = new ArrayList<>();
                items.forEach(item -> objects.add(object(item)));
                yield objects;
            }
            case MapValue(Map<String, Value> entries) -> {
                Map<String, Object> objects = new LinkedHashMap<>();
                entries.forEach((key, item) -> objects.put(key, object(item)));
                yield objects;
            }
            default -> throw new IllegalStateException(value.kind() + " is no variable for CEL");
        };
    }

    /** Null for what has no counterpart, as types and non-text keys. */
    private static @Nullable Value value(@Nullable Object object) {
        return switch (object) {
            case null -> null;
            case Long number -> IntValue.of(number);
            case com.google.common.primitives.UnsignedLong number ->
                    number.bigIntegerValue().bitLength() > 63
                            ? new BigValue(number.bigIntegerValue())
                            : IntValue.of(number.longValue());
            case Double number -> new DoubleValue(number);
            case String text -> new StringValue(text);
            case Boolean truth -> BoolValue.of(truth);
            case NullValue _, dev.cel.common.values.NullValue _ -> dev.tocsin.value.NullValue.NULL;
            case CelByteString bytes -> new BytesValue(bytes.toByteArray());
            case Instant instant -> new TimestampValue(instant);
            case Duration length -> new DurationValue(length);
            case Optional<?> optional ->
                    optional.isEmpty() ? dev.tocsin.value.NullValue.NULL : value(optional.get());
            case List<?> list -> {
                List<Value> items = new ArrayList<>();
                for (Object item : list) {
                    items.add(value(item));
                }
                yield items.contains(null) ? null : new ListValue(items);
            }
            case Map<?, ?> map -> {
                Map<String, Value> entries = new LinkedHashMap<>();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    entries.put(String.valueOf(entry.getKey()), value(entry.getValue()));
                }
                yield new MapValue(entries);
            }
            default -> null;
        };
    }
}
