package dev.tocsin.connector.openapi;

import dev.tocsin.schema.ScalarText;
import dev.tocsin.value.Json;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * Writes YAML as people do: block style, two spaces a level, what is small and flat on one line,
 * quotes only where they are needed.
 */
final class YamlWriter {

    private static final int WIDTH = 110;

    /** Mappings within each other on one line: a property and what it says, no more. */
    private static final int MAX_NESTED = 2;

    private final StringBuilder out = new StringBuilder();

    private YamlWriter() {}

    static String write(Yaml.Fields root) {
        YamlWriter writer = new YamlWriter();
        writer.fields(root, 0);
        return writer.out.toString();
    }

    private void fields(Yaml.Fields fields, int indent) {
        boolean first = true;
        for (Map.Entry<String, Yaml.Field> entry : fields.entries().entrySet()) {
            Yaml.Field field = entry.getValue();
            if (!first) {
                out.repeat(' ', indent);
            }
            first = false;
            for (String comment : field.above()) {
                if (comment.isEmpty()) {
                    out.setLength(out.length() - indent);
                    out.append('\n').repeat(' ', indent);
                } else {
                    out.append("# ").append(comment).append('\n').repeat(' ', indent);
                }
            }
            String key = key(entry.getKey());
            out.append(key).append(':');
            value(field.value(), field.beside(), indent, indent + key.length() + 2);
        }
    }

    /**
     * What follows a colon, its line end included.
     *
     * @param column where the value would begin on the line of its key
     */
    private void value(Yaml value, @Nullable String beside, int indent, int column) {
        String line = line(value, WIDTH - column, 0);
        if (line != null) {
            out.append(' ').append(line);
            comment(beside);
            out.append('\n');
            return;
        }
        comment(beside);
        out.append('\n').repeat(' ', indent + 2);
        switch (value) {
            case Yaml.Fields fields -> fields(fields, indent + 2);
            case Yaml.Items(List<Yaml> items) -> items(items, indent + 2);
            case Yaml.Scalar _ -> throw new IllegalStateException("a scalar takes no lines");
        }
    }

    private void comment(@Nullable String beside) {
        if (beside != null) {
            out.append(" # ").append(beside);
        }
    }

    private void items(List<Yaml> items, int indent) {
        boolean first = true;
        for (Yaml item : items) {
            if (!first) {
                out.repeat(' ', indent);
            }
            first = false;
            out.append("- ");
            String line = line(item, WIDTH - indent - 2, 0);
            switch (item) {
                case Yaml.Fields fields when line == null -> fields(fields, indent + 2);
                case Yaml.Items(List<Yaml> inner) when line == null -> items(inner, indent + 2);
                case Yaml _ -> out.append(line).append('\n');
            }
        }
    }

    /** On one line, or null where that is too long, too deep or has comments. */
    private static @Nullable String line(Yaml value, int width, int depth) {
        return switch (value) {
            case Yaml.Scalar(Value scalar) -> scalar(scalar, depth > 0);
            case Yaml.Items(List<Yaml> items) when items.isEmpty() -> "[]";
            case Yaml.Fields fields when fields.isEmpty() -> "{}";
            case Yaml.Items(List<Yaml> items) -> items(items, width, depth);
            case Yaml.Fields fields -> fields(fields, width, depth);
        };
    }

    private static @Nullable String items(List<Yaml> items, int width, int depth) {
        StringBuilder line = new StringBuilder("[");
        for (Yaml item : items) {
            // At least depth 1: inside of brackets.
            String one =
                    depth >= MAX_NESTED && !(item instanceof Yaml.Scalar)
                            ? null
                            : line(item, width, Math.max(depth, 1));
            if (one == null || line.length() > width) {
                return null;
            }
            line.append(line.length() == 1 ? "" : ", ").append(one);
        }
        return line.length() < width ? line.append(']').toString() : null;
    }

    private static @Nullable String fields(Yaml.Fields fields, int width, int depth) {
        if (fields.isSpread() || depth >= MAX_NESTED) {
            return null;
        }
        StringBuilder line = new StringBuilder("{ ");
        for (Map.Entry<String, Yaml.Field> entry : fields.entries().entrySet()) {
            Yaml.Field field = entry.getValue();
            boolean commented = field.beside() != null || !field.above().isEmpty();
            String one = commented ? null : line(field.value(), width, depth + 1);
            if (one == null || line.length() > width) {
                return null;
            }
            line.append(line.length() == 2 ? "" : ", ");
            line.append(key(entry.getKey())).append(": ").append(one);
        }
        return line.length() + 2 <= width ? line.append(" }").toString() : null;
    }

    private static String key(String key) {
        return key.equals("$ref") ? key : text(key, true);
    }

    private static String scalar(Value value, boolean inFlow) {
        return switch (value) {
            case StringValue(String text) -> text(text, inFlow);
            case NullValue _ -> "null";
            default -> Json.write(value);
        };
    }

    private static String text(String text, boolean inFlow) {
        boolean plain = inFlow ? ScalarText.isPlainInFlow(text) : ScalarText.isPlain(text);
        if (plain && !ScalarText.resolves(text)) {
            return text;
        }
        return isForSingleQuotes(text) ? "'" + text + "'" : ScalarText.quoted(text);
    }

    /** What would need escapes in double quotes and needs none in single ones. */
    private static boolean isForSingleQuotes(String text) {
        boolean escapes = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'' || c < ' ' || c > '~') {
                return false;
            }
            escapes |= c == '"' || c == '\\';
        }
        return escapes;
    }
}
