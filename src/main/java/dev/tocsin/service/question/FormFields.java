package dev.tocsin.service.question;

import dev.tocsin.schema.Schema;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.OneLine;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** The fields of a question's form as controls of a page, made out of its schema. */
final class FormFields {

    /** What stands before the name of a field in what is posted. */
    static final String PREFIX = "field.";

    private static final int LONG_TEXT = 200;

    private final Html out;
    private final MapValue schema;
    private final Map<String, String> typed;
    private final Map<String, String> errors;

    /**
     * @param typed what was filled in before, by the name of the field; of secrets nothing is shown
     * @param errors what is wrong with it, by the name of the field
     */
    FormFields(Html out, Schema form, Map<String, String> typed, Map<String, String> errors) {
        this.out = out;
        this.schema = form.json();
        this.typed = typed;
        this.errors = errors;
    }

    void write() {
        if (schema.get("properties") instanceof MapValue(Map<String, Value> fields)) {
            fields.forEach(
                    (name, rules) ->
                            field(name, rules instanceof MapValue map ? map : MapValue.EMPTY));
        }
    }

    private void field(String name, MapValue rules) {
        boolean radios = "boolean".equals(FormTypes.of(rules));
        String id = PREFIX + name;
        String error = errors.get(name);
        String hint = hint(name, rules);
        String described =
                ((hint.isEmpty() ? "" : id + ".hint ") + (error == null ? "" : id + ".error"))
                        .strip();
        out.open("div", "class", "field");
        if (radios) {
            out.open("fieldset", "aria-describedby", nullIfEmpty(described));
            out.element("legend", label(name, rules));
        } else {
            out.element("label", label(name, rules), "for", id);
        }
        if (!hint.isEmpty()) {
            out.element("p", hint, "class", "hint", "id", id + ".hint");
        }
        if (error != null) {
            out.element("p", error, "class", "error", "id", id + ".error");
        }
        String invalid = error == null ? null : "true";
        if (radios) {
            radio(id, name, rules, true);
            radio(id, name, rules, false);
            out.close("fieldset");
        } else if (rules.get("enum") instanceof ListValue(List<Value> options)) {
            select(id, name, rules, options, nullIfEmpty(described), invalid);
        } else {
            input(id, name, rules, nullIfEmpty(described), invalid);
        }
        out.close("div").line();
    }

    private static String label(String name, MapValue rules) {
        String title = rules.text("title");
        return title == null ? name : title;
    }

    private String hint(String name, MapValue rules) {
        StringBuilder hint = new StringBuilder();
        String description = rules.text("description");
        if (description != null) {
            hint.append(description).append(description.endsWith(".") ? " " : ". ");
        }
        switch (rules.get("enum") == null ? FormTypes.of(rules) : "enum") {
            case "json" -> hint.append("As JSON. ");
            case "date-time" -> hint.append("With its zone, such as 2026-03-02T08:00:00Z. ");
            default -> {}
        }
        if (isSecret(rules)) {
            hint.append("Kept secret: it is shown to nobody. ");
        }
        if (!isRequired(name, rules)) {
            hint.append("May be left empty.");
        }
        return hint.toString().strip();
    }

    private static boolean isSecret(MapValue rules) {
        return BoolValue.TRUE.equals(rules.get("x-secret"));
    }

    private boolean isRequired(String name, MapValue rules) {
        return rules.get("default") == null
                && schema.get("required") instanceof ListValue(List<Value> names)
                && names.contains(new StringValue(name));
    }

    /** What stands in the control at first; of a secret nothing. */
    private String shown(String name, MapValue rules) {
        if (isSecret(rules)) {
            return "";
        }
        Value fallback = rules.get("default");
        String first =
                fallback == null || fallback == NullValue.NULL ? "" : FormTypes.text(fallback);
        return typed.getOrDefault(name, first);
    }

    private void radio(String id, String name, MapValue rules, boolean yes) {
        boolean checked = shown(name, rules).equals(Boolean.toString(yes));
        out.open("label")
                .open(
                        "input",
                        "type",
                        "radio",
                        "name",
                        id,
                        "value",
                        Boolean.toString(yes),
                        "required",
                        isRequired(name, rules) ? "" : null,
                        "checked",
                        checked ? "" : null)
                .text(yes ? "Yes" : "No")
                .close("label");
    }

    private void select(
            String id,
            String name,
            MapValue rules,
            List<Value> options,
            @Nullable String described,
            @Nullable String invalid) {
        boolean required = isRequired(name, rules);
        out.open(
                "select",
                "id",
                id,
                "name",
                id,
                "required",
                required ? "" : null,
                "aria-describedby",
                described,
                "aria-invalid",
                invalid);
        out.element("option", required ? "Choose…" : "–", "value", "");
        String shown = shown(name, rules);
        // The place in the list stands for the option, which may be of any type.
        for (int i = 0; i < options.size(); i++) {
            Value option = options.get(i);
            boolean chosen =
                    shown.equals(Integer.toString(i)) && typed.containsKey(name)
                            || !typed.containsKey(name) && option.equals(rules.get("default"));
            out.element(
                    "option",
                    OneLine.of(option),
                    "value",
                    Integer.toString(i),
                    "selected",
                    chosen ? "" : null);
        }
        out.close("select");
    }

    private void input(
            String id,
            String name,
            MapValue rules,
            @Nullable String described,
            @Nullable String invalid) {
        String type = FormTypes.of(rules);
        String required = isRequired(name, rules) ? "" : null;
        if (!isSecret(rules) && (type.equals("json") || isLong(type, rules))) {
            out.element(
                    "textarea",
                    shown(name, rules),
                    "id",
                    id,
                    "name",
                    id,
                    "rows",
                    "4",
                    "required",
                    required,
                    "aria-describedby",
                    described,
                    "aria-invalid",
                    invalid);
            return;
        }
        String control =
                switch (type) {
                    case "date" -> "date";
                    default -> isSecret(rules) ? "password" : "text";
                };
        out.open(
                "input",
                "type",
                control,
                "id",
                id,
                "name",
                id,
                "value",
                isSecret(rules) ? null : shown(name, rules).isEmpty() ? null : shown(name, rules),
                "inputmode",
                switch (type) {
                    case "integer" -> "numeric";
                    case "number" -> "decimal";
                    default -> null;
                },
                "autocomplete",
                isSecret(rules) ? "new-password" : "off",
                "required",
                required,
                "aria-describedby",
                described,
                "aria-invalid",
                invalid);
    }

    private static boolean isLong(String type, MapValue rules) {
        boolean bounded =
                rules.get("maxLength") instanceof IntValue(long most) && most <= LONG_TEXT;
        return type.equals("string") && !bounded && rules.get("pattern") == null;
    }

    private static @Nullable String nullIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }
}
