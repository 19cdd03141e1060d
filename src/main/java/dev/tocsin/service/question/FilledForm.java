package dev.tocsin.service.question;

import dev.tocsin.schema.Schema;
import dev.tocsin.schema.SchemaFault;
import dev.tocsin.schema.ValueCheck;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What somebody filled in, read by the schema of the form.
 *
 * @param values of the fields that are not empty; secrets are plain in it
 * @param typed as it was posted, by the name of the field
 * @param errors what is wrong, by the name of the field; no secret is in the words
 */
record FilledForm(MapValue values, Map<String, String> typed, Map<String, String> errors) {

    static final FilledForm EMPTY = new FilledForm(MapValue.EMPTY, Map.of(), Map.of());

    /**
     * @param posted the fields of the page, {@link FormFields#PREFIX} before the names of those of
     *     the form; others are ignored
     */
    static FilledForm read(@Nullable Schema form, Map<String, String> posted) {
        if (form == null
                || !(form.json().get("properties") instanceof MapValue(Map<String, Value> all))) {
            return EMPTY;
        }
        Map<String, String> typed = new LinkedHashMap<>();
        Map<String, Value> values = new LinkedHashMap<>();
        Map<String, Value> whole = new LinkedHashMap<>();
        all.forEach(
                (name, field) -> {
                    MapValue rules = field instanceof MapValue map ? map : MapValue.EMPTY;
                    String text = posted.getOrDefault(FormFields.PREFIX + name, "");
                    Value fallback = rules.get("default");
                    if (!text.isEmpty()) {
                        typed.put(name, text);
                        Value value = value(text, rules);
                        values.put(name, value);
                        whole.put(name, value);
                    } else if (fallback != null) {
                        whole.put(name, fallback);
                    }
                });
        Map<String, String> errors = new LinkedHashMap<>();
        all.forEach(
                (name, rules) -> {
                    String error = error(form, name, rules, whole.get(name));
                    if (error != null) {
                        errors.put(name, error);
                    }
                });
        return new FilledForm(new MapValue(values), typed, errors);
    }

    /**
     * Each field by itself, so that all mistakes are seen at once; with the form's own definitions
     * around it, to which a field may refer.
     */
    private static @Nullable String error(
            Schema form, String name, Value rules, @Nullable Value value) {
        if (value == null) {
            boolean required =
                    form.json().get("required") instanceof ListValue(List<Value> names)
                            && names.contains(new StringValue(name));
            return required ? "This is needed." : null;
        }
        Map<String, Value> one = new LinkedHashMap<>(form.json().entries());
        one.remove("required");
        one.put("properties", MapValue.of(name, rules));
        List<SchemaFault> faults =
                ValueCheck.of(new Schema(new MapValue(one)))
                        .checkFields(MapValue.of(name, value), "the field");
        return faults.isEmpty() ? null : sentence(faults.getFirst().message(), name);
    }

    /** The field stands right there, so the message need not name it. */
    private static String sentence(String message, String name) {
        String subject = "the field `" + name + "` ";
        String rest = message.startsWith(subject) ? message.substring(subject.length()) : message;
        return Character.toUpperCase(rest.charAt(0)) + rest.substring(1) + ".";
    }

    /** What does not read as its type stays a text, and the schema says that it does not fit. */
    private static Value value(String text, MapValue rules) {
        if (rules.get("enum") instanceof ListValue(List<Value> options)) {
            return option(text, options);
        }
        String trimmed = text.strip();
        return switch (FormTypes.of(rules)) {
            case "string" -> new StringValue(text.replace("\r\n", "\n"));
            case "date", "date-time" -> new StringValue(trimmed);
            case "boolean" ->
                    switch (trimmed) {
                        case "true" -> BoolValue.TRUE;
                        case "false" -> BoolValue.FALSE;
                        default -> new StringValue(text);
                    };
            default -> {
                try {
                    yield Json.parse(trimmed);
                } catch (JsonException _) {
                    yield new StringValue(text);
                }
            }
        };
    }

    private static Value option(String text, List<Value> options) {
        try {
            int place = Integer.parseInt(text);
            if (place >= 0 && place < options.size()) {
                return options.get(place);
            }
        } catch (NumberFormatException _) {
            // It is none of the options then.
        }
        return new StringValue(text);
    }
}
