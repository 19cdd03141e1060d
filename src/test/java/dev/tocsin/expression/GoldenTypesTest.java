package dev.tocsin.expression;

import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeNames;
import dev.tocsin.testing.Golden;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Below each expression of {@code golden/types/checks.txt}: its type, then what is wrong with it.
 */
class GoldenTypesTest {

    private static final Path FILE = Path.of("src/test/resources/golden/types/checks.txt");

    @Test
    void eachExpressionHasItsTypeAndFaults() throws IOException {
        Environment environment = new FakeEnvironment();
        StringBuilder actual = new StringBuilder();
        for (String line : Files.readAllLines(FILE)) {
            if (line.startsWith("    ")) {
                continue;
            }
            actual.append(line).append('\n');
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            boolean condition = line.startsWith("if: ");
            Expr tree = ExpressionParser.parse(condition ? line.substring(4) : line).tree();
            List<Fault> faults = new ArrayList<>();
            if (tree == null) {
                actual.append("    does not parse\n");
            } else if (condition) {
                TypeChecker.checkCondition(tree, environment, faults);
            } else {
                Type type = TypeChecker.check(tree, environment, faults);
                actual.append("    : ").append(TypeNames.of(type)).append('\n');
            }
            for (Fault fault : faults) {
                print(fault, condition ? 4 : 0, actual);
            }
        }
        Golden.check(FILE, actual.toString());
    }

    private static void print(Fault fault, int indent, StringBuilder out) {
        out.append("    ").append(fault.code().id()).append(' ');
        out.append(fault.start() + indent).append("..").append(fault.end() + indent);
        out.append(": ").append(fault.message()).append('\n');
        if (fault.note() != null) {
            out.append("        note: ").append(fault.note()).append('\n');
        }
        if (fault.help() != null) {
            out.append("        help: ").append(fault.help()).append('\n');
        }
    }
}
