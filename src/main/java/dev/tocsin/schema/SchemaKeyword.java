package dev.tocsin.schema;

import java.util.List;

/** What a keyword of JSON Schema (2020-12) takes; the keywords that schemas of users may have. */
enum SchemaKeyword {
    TYPE,
    TEXT,
    PATTERN,
    REFERENCE,
    SCHEMA,
    SCHEMA_OR_BOOLEAN,
    SCHEMAS,
    SCHEMAS_BY_NAME,
    NAMES,
    NAMES_BY_NAME,
    COUNT,
    NUMBER,
    TRUTH,
    VALUES,
    VALUE,
    EXTENSION,
    UNKNOWN;

    static SchemaKeyword of(String name) {
        return switch (name) {
            case "type" -> TYPE;
            case "title",
                    "description",
                    "format",
                    "$comment",
                    "contentEncoding",
                    "contentMediaType" ->
                    TEXT;
            case "pattern" -> PATTERN;
            case "$ref" -> REFERENCE;
            case "items", "contains", "propertyNames", "not", "if", "then", "else" -> SCHEMA;
            case "additionalProperties" -> SCHEMA_OR_BOOLEAN;
            case "allOf", "anyOf", "oneOf", "prefixItems" -> SCHEMAS;
            case "properties", "patternProperties", "$defs", "dependentSchemas" -> SCHEMAS_BY_NAME;
            case "required" -> NAMES;
            case "dependentRequired" -> NAMES_BY_NAME;
            case "minLength",
                    "maxLength",
                    "minItems",
                    "maxItems",
                    "minProperties",
                    "maxProperties",
                    "minContains",
                    "maxContains" ->
                    COUNT;
            case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf" ->
                    NUMBER;
            case "uniqueItems", "deprecated", "readOnly", "writeOnly" -> TRUTH;
            case "enum", "examples" -> VALUES;
            case "const", "default" -> VALUE;
            default -> name.startsWith("x-") ? EXTENSION : UNKNOWN;
        };
    }

    /** Those that a misspelt keyword may have been meant to be. */
    static List<String> known() {
        return List.of(
                "type",
                "title",
                "description",
                "format",
                "pattern",
                "items",
                "properties",
                "required",
                "additionalProperties",
                "enum",
                "const",
                "default",
                "examples",
                "minimum",
                "maximum",
                "exclusiveMinimum",
                "exclusiveMaximum",
                "multipleOf",
                "minLength",
                "maxLength",
                "minItems",
                "maxItems",
                "uniqueItems",
                "minProperties",
                "maxProperties",
                "allOf",
                "anyOf",
                "oneOf",
                "x-secret",
                "x-syntax");
    }
}
