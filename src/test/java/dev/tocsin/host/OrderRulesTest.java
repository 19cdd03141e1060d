package dev.tocsin.host;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Each rule of {@code docs/order.md} names a run, and that run's record shows it. */
final class OrderRulesTest {

    private static final Path PAGE = Path.of("docs/order.md");
    private static final Path RUNS = Path.of("src/test/resources/golden/run");

    record Rule(String words, String run, String line) {
        @Override
        public String toString() {
            return words;
        }
    }

    static List<Rule> rules() throws IOException {
        List<Rule> rules = new ArrayList<>();
        for (String row : Files.readAllLines(PAGE)) {
            String[] cells = row.split("\\|");
            if (cells.length == 4 && cells[3].contains("`")) {
                String line = cells[3].strip();
                rules.add(
                        new Rule(
                                cells[1].strip(),
                                cells[2].strip(),
                                line.substring(1, line.length() - 1)));
            }
        }
        return rules;
    }

    @ParameterizedTest
    @MethodSource("rules")
    void isShownByItsRun(Rule rule) throws IOException {
        String record = Files.readString(RUNS.resolve(rule.run()).resolve("trace.txt"));
        assertTrue(record.contains(rule.line()), () -> rule.line() + " is not in\n" + record);
    }

    @Test
    void everyTableIsRead() throws IOException {
        assertTrue(rules().size() > 50, "rows of the tables are passed over");
    }
}
