package dev.tocsin.connector;

import dev.tocsin.document.ScalarNode;
import dev.tocsin.expression.Evaluator;
import dev.tocsin.schema.Schema;
import dev.tocsin.schema.Type;

import java.util.ArrayList;
import java.util.List;

/** Reads what an operation makes of answers: {@code accept}, {@code errors}, {@code result}. */
final class AnswerParser {

    private final MapReader reader;
    private final SlotCompiler compiler;
    private final Schema input;
    private final Schema output;

    AnswerParser(MapReader reader, SlotCompiler compiler, Schema input, Schema output) {
        this.reader = reader;
        this.compiler = compiler;
        this.input = input;
        this.output = output;
    }

    /** The names of slots that look at one answer. */
    Slots slots(int response) {
        return new Slots()
                .with("input", OperationTypes.inside(input), Slots.INPUT)
                .with("settings", Type.ANY, Slots.SETTINGS)
                .with("response", Slots.RESPONSE_TYPE, response);
    }

    /**
     * @param several whether answers are put together, so that {@code result} sees {@code items}
     * @param shared the rules of the whole connector, which come after those of the operation
     */
    AnswerTemplate parse(boolean several, List<ErrorRule> shared) {
        List<Integer> accepted = new ArrayList<>();
        for (ScalarNode node : reader.scalars("accept")) {
            accepted.add(ErrorRules.status(node, reader));
        }
        List<ErrorRule> errors =
                ErrorRules.parse(reader.list("errors"), reader, compiler, slots(Slots.RESPONSE));
        errors.addAll(shared);
        Slots whole = slots(Slots.RESPONSE);
        if (several) {
            whole.with("items", Type.LIST, Slots.ITEMS);
        }
        Evaluator result = compiler.data(reader.node("result"), whole);
        return new AnswerTemplate(accepted, errors, result, output);
    }
}
