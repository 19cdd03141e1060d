package dev.tocsin.cli;

import dev.tocsin.schema.Schema;
import dev.tocsin.schema.SchemaFault;
import dev.tocsin.schema.ValueCheck;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.OneLine;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The fields of a form, asked for one by one. */
final class FormPrompt {

    private final MapValue schema;
    private final QuestionPrompt.Lines lines;

    FormPrompt(Schema schema, QuestionPrompt.Lines lines) {
        this.schema = schema.json();
        this.lines = lines;
    }

    /** What was typed; fields left empty are not in it. */
    MapValue fill() throws IOException, QuestionPrompt.ClosedException {
        MapValue.Builder form = MapValue.builder();
        if (schema.get("properties") instanceof MapValue(Map<String, Value> fields)) {
            for (Map.Entry<String, Value> field : fields.entrySet()) {
                MapValue rules = field.getValue() instanceof MapValue map ? map : MapValue.EMPTY;
                Value value = field(field.getKey(), rules);
                if (value != null) {
                    form.put(field.getKey(), value);
                }
            }
        }
        return form.build();
    }

    private @Nullable Value field(String name, MapValue rules)
            throws IOException, QuestionPrompt.ClosedException {
        String words = words(name, rules);
        String prompt = words;
        while (true) {
            String typed =
                    BoolValue.TRUE.equals(rules.get("x-secret"))
                            ? lines.secret(prompt + ":")
                            : lines.line(prompt + ":");
            if (typed.isEmpty() && (rules.get("default") != null || !isRequired(name))) {
                return null;
            }
            Value value = typed.isEmpty() ? null : read(typed, rules);
            String fault = value == null ? "a value is needed" : fault(name, rules, value);
            if (fault == null) {
                return value;
            }
            prompt = fault + "; " + words;
        }
    }

    private String words(String name, MapValue rules) {
        StringBuilder words = new StringBuilder(name);
        String description = rules.text("description");
        if (description != null) {
            words.append(" - ").append(description);
        }
        words.append(" (");
        if (rules.get("enum") instanceof ListValue options) {
            words.append("one of ").append(OneLine.plain(options));
        } else {
            String type = rules.text("type");
            words.append(
                    switch (type) {
                        case null -> "JSON";
                        case "string" -> "text";
                        case "integer" -> "whole number";
                        case "boolean" -> "yes or no";
                        case "array", "object" -> "JSON " + type;
                        case String other -> other;
                    });
        }
        Value fallback = rules.get("default");
        if (fallback != null) {
            words.append(", ").append(OneLine.of(fallback)).append(" if left empty");
        } else if (!isRequired(name)) {
            words.append(", may be left empty");
        }
        return words.append(')').toString();
    }

    private boolean isRequired(String name) {
        return schema.get("required") instanceof ListValue(List<Value> names)
                && names.contains(new StringValue(name));
    }

    /** A text where one fits, else what it is as JSON. */
    private static Value read(String typed, MapValue rules) {
        String type = rules.text("type");
        if ("string".equals(type)) {
            return new StringValue(typed);
        }
        if ("boolean".equals(type)) {
            switch (typed.toLowerCase(Locale.ROOT)) {
                case "y", "yes", "true" -> {
                    return BoolValue.TRUE;
                }
                case "n", "no", "false" -> {
                    return BoolValue.FALSE;
                }
                default -> {}
            }
        }
        if (rules.get("enum") instanceof ListValue(List<Value> options)
                && options.contains(new StringValue(typed))) {
            return new StringValue(typed);
        }
        try {
            return Json.parse(typed);
        } catch (JsonException _) {
            return new StringValue(typed);
        }
    }

    /** With the form's own definitions around it, to which a field may refer. */
    private @Nullable String fault(String name, MapValue rules, Value value) {
        Map<String, Value> one = new LinkedHashMap<>(schema.entries());
        one.remove("required");
        one.put("properties", MapValue.of(name, rules));
        List<SchemaFault> faults =
                ValueCheck.of(new Schema(new MapValue(one))).check(MapValue.of(name, value));
        return faults.isEmpty() ? null : faults.getFirst().message();
    }
}
