package dev.tocsin.connector.openapi;

import dev.tocsin.connector.openapi.ApiParameter.Place;
import dev.tocsin.connector.openapi.ApiParameter.Style;
import dev.tocsin.value.OneLine;
import dev.tocsin.value.PercentEncoding;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** From the path of an operation to the path of its request. */
final class PathWriter {

    private final ParameterInputs parameters;
    private final Inputs inputs;
    private final Remarks remarks;

    /** What stands for each name: one that comes twice is one input. */
    private final Map<String, String> holes = new HashMap<>();

    PathWriter(ParameterInputs parameters, Inputs inputs, Remarks remarks) {
        this.parameters = parameters;
        this.inputs = inputs;
        this.remarks = remarks;
    }

    /**
     * @param query gets the parameters that the description has put behind a question mark
     */
    String write(Outline outline, List<ApiParameter> known, Yaml.Fields query) throws Unsupported {
        String written = outline.path();
        int fragment = written.indexOf('#');
        if (fragment >= 0) {
            // Never sent; some descriptions tell operations of one path apart by it.
            written = written.substring(0, fragment);
        }
        int question = written.indexOf('?');
        if (question >= 0) {
            constants(written.substring(question + 1), query);
            written = written.substring(0, question);
        }
        StringBuilder path = new StringBuilder();
        int at = 0;
        for (int open = written.indexOf('{'); open >= 0; open = written.indexOf('{', at)) {
            int close = written.indexOf('}', open);
            if (close < 0) {
                throw new Unsupported("has a path with a `{` that is never closed");
            }
            String literal = literal(written.substring(at, open));
            // A dollar sign before a hole would make it a text about a hole.
            path.append(
                    literal.endsWith("$")
                            ? literal.substring(0, literal.length() - 1) + "%24"
                            : literal);
            String name = written.substring(open + 1, close);
            boolean whole =
                    written.charAt(Math.max(open - 1, 0)) == '/'
                            && (close + 1 == written.length() || written.charAt(close + 1) == '/');
            String hole = holes.get(name);
            if (hole == null) {
                hole = hole(name, whole, known);
                holes.put(name, hole);
            }
            path.append(hole);
            at = close + 1;
        }
        path.append(literal(written.substring(at)));
        if (path.indexOf("//") == 0 || climbs(written)) {
            throw new Unsupported("has a path with an empty segment or `..`");
        }
        return path.toString();
    }

    private static boolean climbs(String path) {
        for (String segment : path.split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                return true;
            }
        }
        return false;
    }

    /** Query parameters that a description has put into its path. */
    private static void constants(String written, Yaml.Fields query) {
        for (String pair : written.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.indexOf('{') < 0) {
                query.put(
                        pair.substring(0, equals),
                        Inputs.constant(new StringValue(pair.substring(equals + 1))));
            }
        }
    }

    /** What stands in a path as it is: signs that no path has are encoded. */
    private static String literal(String text) {
        StringBuilder literal = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = c > ' ' && c < 0x7F && "\"#<>\\^`{|}".indexOf(c) < 0;
            literal.append(plain ? String.valueOf(c) : "");
            if (!plain) {
                int codePoint = text.codePointAt(i);
                literal.append(PercentEncoding.encode(Character.toString(codePoint)));
                i += Character.charCount(codePoint) - 1;
            }
        }
        return literal.toString();
    }

    private String hole(String name, boolean whole, List<ApiParameter> known) throws Unsupported {
        ApiParameter found = null;
        for (ApiParameter parameter : known) {
            if (parameter.place() == Place.PATH && parameter.name().equals(name)) {
                found = parameter;
            }
        }
        if (found == null) {
            remarks.review(
                    "the path needs `"
                            + Prose.inComment(name)
                            + "`, and the description says nothing of it");
            return "${input." + inputs.add(name, "path", SchemaTranslator.text(), true) + "}";
        }
        Value constant = ParameterInputs.constant(found);
        if (constant != null) {
            return PercentEncoding.encode(OneLine.of(constant));
        }
        Yaml.Fields opened = parameters.opened(found);
        String type = ParameterInputs.type(opened);
        if (type.equals("object") || found.style() == Style.OTHER) {
            throw new Unsupported(
                    "writes `" + Prose.inComment(name) + "` into its path in a way of its own");
        }
        String input = parameters.add(found);
        if (type.equals("array")) {
            return "${" + ParameterInputs.joined(input, opened, found.style()) + "}";
        }
        if (found.written().flag("x-ms-skip-url-encoding") && whole) {
            return "${" + input + ".split(\"/\").filter(s, s != \"\")}";
        }
        return "${" + (type.equals("number") ? "string(" + input + ")" : input) + "}";
    }
}
