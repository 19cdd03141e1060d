package dev.tocsin.expression;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/**
 * Lines for {@code tocsin eval --batch}: valid, broken, hostile and huge ones, the same for the
 * same number. {@code main COUNT [small]} prints them, with {@code small} only those that people
 * write.
 */
final class BatchLines {

    private static final List<String> SMALL =
            List.of(
                    "a + # * 2",
                    "alert.severity == \"High\" && alert.score > #",
                    "alert.devices.filter(d, d.os == \"windows\").map(d, d.name)",
                    "alert?.owner ?? \"nobody\"",
                    "alert.title.lowerAscii().contains(\"phish\") ? \"mail\" : \"other\"",
                    "alert.devices.groupBy(\"os\")",
                    "alert.devices.find(d, d.score > #)?.name",
                    "size(alert.devices) > # || alert.score in [1, 2, #]",
                    "timestamp(alert.at) + duration(\"#h\")",
                    "alert.ip.ipInRange([\"10.0.0.0/8\", \"192.168.0.0/16\"])",
                    "\"%s at %d\".format([alert.title, #])",
                    "{\"id\": \"n-#\", \"n\": #}");

    private static final String VARIABLES =
            "{\"a\": #, \"alert\": {\"title\": \"Phishing #\", \"severity\": \"High\", \"score\":"
                    + " #, \"at\": \"2026-03-01T10:00:00Z\", \"ip\": \"10.1.2.3\", \"owner\": null,"
                    + " \"devices\": [{\"name\": \"pc-1\", \"os\": \"windows\", \"score\": 4},"
                    + " {\"name\": \"pc-2\", \"os\": \"macos\", \"score\": 70}]}}";

    /** Not what the language, or even JSON, allows. */
    private static final List<String> BROKEN =
            List.of(
                    "",
                    "null",
                    "[1, 2",
                    "{\"expr\": 5}",
                    "{\"expr\": \"1\", \"expr\": \"2\"}",
                    "{\"expr\": \"1\"} {\"expr\": \"2\"}",
                    "{\"expr\": \"a ==\"}",
                    "{\"expr\": \"a = #\", \"vars\": {\"a\": 1}}",
                    "{\"expr\": \"alert.titel\", \"vars\": {\"alert\": {\"title\": \"x\"}}}",
                    "{\"expr\": \"[1, 2].fliter(x, x > #)\"}",
                    "{\"expr\": \"#.sortBy(x, x)\"}",
                    "{\"expr\": \"'abc\"}",
                    "{\"expr\": \"#\", \"vars\": [#]}",
                    "{\"expr\": \"1 / 0\"}",
                    "{\"expr\": \"9223372036854775807 + #\"}",
                    "{\"expr\": \"'x'.matches('(')\"}",
                    "{\"expr\": \"\\ud800\", \"vars\": {\"\\udfff\": \"\\u0000\"}}",
                    "{\"expr\": \"x\", \"vars\": {\"x\": 1e999}}",
                    "\u0001\u001b[31m\u202e",
                    "{\"expr\": \"'\r'\"}");

    private BatchLines() {}

    /** The line of this number, without its end. */
    static String line(long number) {
        Random random = new Random(number * 0x9E37_79B9_7F4A_7C15L);
        if (number % 20_000 == 19_999) {
            return huge(random);
        }
        return switch (random.nextInt(20)) {
            case 0, 1, 2 -> fill(BROKEN.get(random.nextInt(BROKEN.size())), random);
            case 3 -> hostile(random);
            case 4 -> cut(small(random), random);
            default -> small(random);
        };
    }

    private static String small(Random random) {
        String expression = fill(SMALL.get(random.nextInt(SMALL.size())), random);
        return request(expression, fill(VARIABLES, random));
    }

    private static String hostile(Random random) {
        int much = 1 + random.nextInt(600);
        return switch (random.nextInt(10)) {
            case 0 -> request("(".repeat(much) + "1" + ")".repeat(much), "{}");
            case 1 -> request("1" + " + 1".repeat(much), "{}");
            case 2 -> request("!".repeat(much) + "true", "{}");
            case 3 -> request("x", "{\"x\": " + "[".repeat(much) + "]".repeat(much) + "}");
            case 4 -> request("'" + "a".repeat(much) + "!'.matches('^(a+)+$')", "{}");
            case 5 -> request("a" + "?.b".repeat(much), "{\"a\": null}");
            case 6 -> request("true ? ".repeat(much) + "1", "{}");
            case 7 -> request("x.y", "{\"x\": {\"" + "k".repeat(much) + "\": 1}}");
            case 8 -> request("[".repeat(much), "{}");
            default -> request("parseJson('" + "[".repeat(much) + "')", "{}");
        };
    }

    private static String huge(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> request("size(x)", "{\"x\": \"" + "x".repeat(1 << 20) + "\"}");
            case 1 -> request(" ".repeat(70_000) + "1", "{}");
            case 2 -> " ".repeat(BatchEvaluation.MAX_LINE + 1);
            case 3 -> request("x.map(a, x.map(b, x.map(c, [a, b, c])))", numbers(400));
            default -> request("x.map(y, x).map(y, toJson(y)).join()", numbers(2000));
        };
    }

    private static String numbers(int count) {
        return "{\"x\": [" + "7, ".repeat(count) + "7]}";
    }

    private static String cut(String line, Random random) {
        return line.substring(0, random.nextInt(line.length()));
    }

    private static String request(String expression, String variables) {
        String text = expression.replace("\\", "\\\\").replace("\"", "\\\"");
        return "{\"expr\": \"" + text + "\", \"vars\": " + variables + "}";
    }

    private static String fill(String pattern, Random random) {
        StringBuilder out = new StringBuilder(pattern.length() + 8);
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '#') {
                out.append(random.nextInt(100));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    static void main(String[] arguments) throws IOException {
        long count = Long.parseLong(arguments[0]);
        boolean small = arguments.length > 1 && arguments[1].equals("small");
        try (OutputStream out = new BufferedOutputStream(System.out, 1 << 16)) {
            for (long i = 0; i < count; i++) {
                String line = small ? small(new Random(i)) : line(i);
                out.write(line.getBytes(StandardCharsets.UTF_8));
                out.write('\n');
            }
        }
    }
}
