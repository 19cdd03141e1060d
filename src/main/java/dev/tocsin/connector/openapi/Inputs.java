package dev.tocsin.connector.openapi;

import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.List;

/** The inputs of one operation as they are found. */
final class Inputs {

    /** What an operation with pages has by itself. */
    private static final String PAGE_BOUND = "maxItems";

    private final Names names = new Names(PAGE_BOUND);
    private final Yaml.Fields properties = new Yaml.Fields().spread();
    private final List<String> required = new ArrayList<>();

    /** By name. */
    Yaml.Fields properties() {
        return properties;
    }

    List<String> required() {
        return required;
    }

    /** Whether an input could be called this as it is. */
    boolean isFree(String name) {
        return Names.input(name).equals(name) && !names.isTaken(name);
    }

    /**
     * Adds one.
     *
     * @param name as the service has it
     * @param otherwise what stands before the name where it is taken, such as {@code query}
     * @return what it is called here
     */
    String add(String name, String otherwise, Yaml.Fields schema, boolean isRequired) {
        String plain = Names.input(name);
        String own =
                names.isTaken(plain)
                        ? names.unique(Names.input(otherwise + " " + plain))
                        : names.unique(plain);
        SecretNames.mark(name, schema);
        properties.put(own, schema);
        if (isRequired) {
            required.add(own);
        }
        return own;
    }

    /** A template that is one input alone. */
    static Yaml hole(String name) {
        return expression("input." + name);
    }

    static Yaml expression(String expression) {
        return Yaml.of("${" + expression + "}");
    }

    /**
     * A value that does not depend on the input, as a template says it: without holes, and so that
     * nobody takes it for an expression without its braces.
     */
    static Yaml constant(Value value) {
        if (!(value instanceof StringValue(String text))) {
            return new Yaml.Scalar(value);
        }
        boolean word = false;
        for (String name : List.of("input", "key", "settings", "page")) {
            word |= text.contains(name);
        }
        return word ? expression(quoted(text)) : Yaml.of(text.replace("${", "$${"));
    }

    /** A text as expressions say it (CEL's string literals). */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                default -> quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    /** {@code input} of the operation; empty where there is none. */
    Yaml.Fields written() {
        Yaml.Fields input = new Yaml.Fields().spread();
        if (!required.isEmpty()) {
            input.put("required", Yaml.texts(required));
        }
        if (!properties.isEmpty()) {
            input.put("properties", properties);
        }
        return input;
    }
}
