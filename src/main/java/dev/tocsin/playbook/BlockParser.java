package dev.tocsin.playbook;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.document.ListNode;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Reads the kinds of step that hold further steps. */
final class BlockParser {

    private static final int MOST_CONCURRENT = 5_000;
    private static final int MOST_ROUNDS = 100_000;

    private final Slots slots;
    private final StepParser steps;

    BlockParser(Slots slots, StepParser steps) {
        this.slots = slots;
        this.steps = steps;
    }

    IfStep ifStep(StepHead head, MapNode map, MapNode.Entry kind) {
        List<IfStep.Branch> branches = new ArrayList<>();
        branches.add(branch(map, kind.key()));
        for (MapNode elseIf : Slots.maps(map.get("elseIf"))) {
            branches.add(branch(elseIf, kind.key()));
        }
        return new IfStep(head, branches, steps.steps(map.get("else")), map.span());
    }

    private IfStep.Branch branch(MapNode map, ScalarNode place) {
        return new IfStep.Branch(
                slots.expression(map, "if", place), steps.steps(map.get("then")), map.span());
    }

    SwitchStep switchStep(StepHead head, MapNode map, MapNode.Entry kind) {
        List<SwitchStep.Case> cases = new ArrayList<>();
        for (MapNode item : Slots.maps(map.get("cases"))) {
            cases.add(
                    new SwitchStep.Case(
                            caseValues(item.get("is")),
                            steps.steps(item.get("then")),
                            item.span()));
        }
        Node otherwise = map.get("default");
        return new SwitchStep(
                head,
                slots.expression(map, "switch", kind.key()),
                cases,
                otherwise == null ? null : steps.steps(otherwise),
                map.span());
    }

    private List<SwitchStep.CaseValue> caseValues(@Nullable Node is) {
        List<SwitchStep.CaseValue> values = new ArrayList<>();
        for (Node node : is instanceof ListNode list ? list.items() : listOf(is)) {
            if (node instanceof ScalarNode scalar) {
                Value value = slots.constant("is", scalar, "compare with data in `if`, `elseIf`");
                values.add(new SwitchStep.CaseValue(value, scalar.span()));
            }
        }
        return values;
    }

    private static List<Node> listOf(@Nullable Node node) {
        return node == null ? List.of() : List.of(node);
    }

    ForEachStep forEach(StepHead head, MapNode map, MapNode.Entry kind) {
        Name item = Slots.text(map, "forEach");
        Integer concurrency = Slots.whole(map, "concurrency", 1, MOST_CONCURRENT);
        Node collect = map.get("collect");
        return new ForEachStep(
                head,
                item == null ? new Name("", kind.key().span()) : item,
                Slots.text(map, "index"),
                slots.expression(map, "in", kind.key()),
                steps.steps(map.get("steps")),
                concurrency == null ? 1 : concurrency,
                collect == null ? null : slots.data(collect),
                !says(map, "onItemError", "continue"),
                map.span());
    }

    private static boolean says(MapNode map, String key, String word) {
        return map.get(key) instanceof ScalarNode scalar && scalar.text().equals(word);
    }

    RepeatStep repeat(StepHead head, MapNode map, MapNode.Entry kind) {
        boolean bounded = map.get("atMost") != null || map.get("within") != null;
        if (kind.value() instanceof ListNode && !bounded) {
            slots.report(
                    Code.MISSING_KEY,
                    kind.key().span(),
                    "`repeat` has no bound",
                    Note.help("add `atMost: 20` (rounds) or `within: 10m`"));
        }
        Pause pause = Pause.read(slots, map, Pause.NONE);
        return new RepeatStep(
                head,
                steps.steps(kind.value()),
                slots.expression(map, "until"),
                pause.first(),
                pause.longest(),
                Slots.whole(map, "atMost", 1, MOST_ROUNDS),
                slots.duration(map, "within"),
                !says(map, "onExhausted", "continue"),
                map.span());
    }

    ParallelStep parallel(StepHead head, MapNode owner, Node main) {
        List<ParallelStep.Branch> branches = new ArrayList<>();
        if (main instanceof MapNode map) {
            for (MapNode.Entry entry : map.entries()) {
                branches.add(
                        new ParallelStep.Branch(
                                Slots.nameOf(entry.key()), steps.steps(entry.value())));
            }
        }
        return new ParallelStep(head, branches, says(owner, "join", "any"), owner.span());
    }

    TryStep tryStep(StepHead head, MapNode map, Node main) {
        boolean handled = map.get("catch") != null || map.get("finally") != null;
        if (main instanceof ListNode && !handled) {
            slots.report(
                    Code.MISSING_KEY,
                    head.span(),
                    "`try` needs `catch` or `finally` beside it",
                    Note.help("say under `catch` what is done about a failure, or drop the `try`"));
        }
        List<TryStep.Catch> catches = new ArrayList<>();
        for (MapNode item : Slots.maps(map.get("catch"))) {
            catches.add(
                    new TryStep.Catch(
                            FailureSettings.kinds(item.get("kinds")),
                            Slots.text(item, "as"),
                            steps.steps(item.get("steps")),
                            item.span()));
        }
        return new TryStep(
                head, steps.steps(main), catches, steps.steps(map.get("finally")), map.span());
    }
}
