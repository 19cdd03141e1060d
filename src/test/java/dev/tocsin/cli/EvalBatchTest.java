package dev.tocsin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.cli.CapturedConsole.Printed;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** {@code eval --batch} answers each line, whatever it holds. */
class EvalBatchTest {

    @Property(seed = "20261121", tries = 500)
    void answersEachLineOfAnyBytes(@ForAll @Size(max = 300) byte[] bytes) {
        checkEachIsAnswered(new String(bytes, StandardCharsets.UTF_8));
    }

    @Property(seed = "20261121", tries = 500)
    void answersEachExpression(@ForAll String expression, @ForAll String name) {
        String quoted = dev.tocsin.value.Json.write(new dev.tocsin.value.StringValue(expression));
        String key = dev.tocsin.value.Json.write(new dev.tocsin.value.StringValue(name));
        checkEachIsAnswered("{\"expr\": " + quoted + ", \"vars\": {" + key + ": 1}}\n{}\n");
    }

    private static void checkEachIsAnswered(String input) {
        Printed printed = CapturedConsole.in(Path.of("")).reading(input).run("eval", "--batch");
        int lines = 0;
        for (int at = 0; at < input.length(); lines++) {
            int end = input.indexOf('\n', at);
            at = end < 0 ? input.length() : end + 1;
        }
        List<String> answers = printed.out().lines().toList();

        assertEquals(0, printed.exitCode(), printed::err);
        assertEquals("", printed.err());
        assertEquals(lines, answers.size());
        for (String answer : answers) {
            assertTrue(
                    answer.startsWith("{\"value\":") || answer.startsWith("{\"error\":"), answer);
        }
    }
}
