package dev.tocsin.interpreter;

import java.util.List;
import java.util.Random;

/** The text of a playbook that nobody would write, but that is well-formed. */
public final class RandomPlaybook {

    private static final int MAX_DEPTH = 3;

    private final Random random;
    private final StringBuilder text = new StringBuilder();

    /** Whether {@code next} and {@code stop} may stand here. */
    private boolean inLoop;

    /** Whether steps that leave may stand here. */
    private boolean mayLeave = true;

    /** Whether this runs beside other steps, so that it must not assign. */
    private boolean beside;

    /** Whether the step being written has a time limit. */
    private boolean timed;

    private RandomPlaybook(Random random) {
        this.random = random;
    }

    public static String of(Random random) {
        RandomPlaybook playbook = new RandomPlaybook(random);
        playbook.text.append("playbook: random\nvars: { n: 0 }\n");
        if (playbook.oneIn(4)) {
            playbook.text.append("timeout: 40s\n");
        }
        playbook.text.append("steps:\n");
        playbook.steps(1, 0);
        return playbook.text.toString();
    }

    private void steps(int indent, int depth) {
        int count = 1 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            step(indent, depth);
        }
    }

    private void step(int indent, int depth) {
        line(indent, "- name: x");
        if (oneIn(6)) {
            line(indent + 1, "when: " + condition());
        }
        if (depth < MAX_DEPTH && oneIn(8)) {
            waitFor(indent + 1, depth + 1);
            return;
        }
        timed = oneIn(4);
        if (timed) {
            line(indent + 1, "timeout: " + (1 + random.nextInt(20)) + "s");
        }
        if (oneIn(4)) {
            line(indent + 1, "onError: " + pick("continue", "{ timeout: continue }", "fail"));
        }
        if (depth < MAX_DEPTH && random.nextInt(5) < 2) {
            block(indent + 1, depth + 1);
        } else {
            leaf(indent + 1);
        }
    }

    private void waitFor(int indent, int depth) {
        line(indent, "timeout: " + (1 + random.nextInt(20)) + "s");
        if (oneIn(2)) {
            line(indent, "id: c" + text.length());
            line(indent, "waitFor: callback");
            line(indent, "schema: { type: object }");
        } else {
            line(indent, "waitFor: desk.look");
            line(indent, "with: { job: j }");
            line(indent, "until: result.status == \"Succeeded\"");
            line(indent, "every: 1s..4s");
        }
        if (oneIn(2)) {
            part("onTimeout", indent, depth);
        }
    }

    private void leaf(int indent) {
        switch (random.nextInt(18)) {
            case 0 -> line(indent, "value: ${[vars.n, 2]}");
            case 1 -> line(indent, "log: ${[1][" + random.nextInt(2) + "]}");
            case 2 -> line(indent, "wait: " + random.nextInt(10) + "s");
            case 3 -> line(indent, beside ? "log: beside" : "set: { n: \"${vars.n + 1}\" }");
            case 4 -> line(indent, "fail: on purpose");
            case 5 -> line(indent, mayLeave ? "return: {}" : "value: 1");
            case 6 -> line(indent, mayLeave ? "cancel: enough" : "value: 2");
            case 7 -> line(indent, mayLeave && inLoop ? "next: 1" : "value: 3");
            case 8 -> line(indent, mayLeave && inLoop ? "stop: 1" : "value: 4");
            case 9 -> {
                line(indent, "action: desk." + pick("isolate", "scan"));
                line(indent, "unattended: an exercise");
                line(indent, "with: { device: d }");
                line(indent, "await: 30s");
            }
            case 10, 11 -> ask(indent);
            case 12, 13 -> {
                line(indent, "call: " + pick("tidy-up", "does-much"));
                line(indent, "with: { id: a }");
            }
            case 14 -> {
                line(indent, "action: desk.open");
                line(indent, "with: { title: a }");
                retry(indent);
            }
            default -> {
                line(indent, "action: desk." + pick("read", "put"));
                line(indent, "with: { id: a }");
                retry(indent);
            }
        }
    }

    private void retry(int indent) {
        if (oneIn(3)) {
            line(indent, "retry: " + pick("none", "{ times: 2, every: 3s }"));
        }
    }

    private void ask(int indent) {
        line(indent, "ask: shall we?");
        line(indent, "to: [a@contoso.com, b@contoso.com]");
        line(indent, "choices: [\"Yes\", \"No\"]");
        line(indent, "answers: " + pick("first", "all", "2"));
        line(indent, "fourEyes: " + oneIn(2));
        if (oneIn(3)) {
            line(indent, "remind: " + pick("200ms", "700ms"));
        }
        if (timed) {
            line(indent, "onTimeout: " + pick("\"No\"", "noAnswer", "fail"));
        }
    }

    private void block(int indent, int depth) {
        boolean loopAround = inLoop;
        boolean leaveAround = mayLeave;
        boolean besideAround = beside;
        switch (random.nextInt(6)) {
            case 0 -> {
                line(indent, "if: " + condition());
                part("then", indent, depth);
                if (oneIn(2)) {
                    part("else", indent, depth);
                }
            }
            case 1 -> {
                line(indent, "switch: vars.n");
                line(indent, "cases:");
                line(indent, "  - is: 0");
                part("then", indent + 2, depth);
                part("default", indent, depth);
            }
            case 2 -> {
                int concurrency = 1 + random.nextInt(2);
                line(indent, "forEach: item" + depth);
                line(indent, "in: '[1, 2, 3, 4]'");
                line(indent, "concurrency: " + concurrency);
                line(indent, "onItemError: " + pick("stop", "continue"));
                inLoop = true;
                beside |= concurrency > 1;
                part("steps", indent, depth);
            }
            case 3 -> {
                line(indent, "until: " + condition());
                line(indent, "atMost: 3");
                line(indent, "onExhausted: " + pick("fail", "continue"));
                if (oneIn(2)) {
                    line(indent, "every: 2s..5s");
                }
                inLoop = true;
                part("repeat", indent, depth);
            }
            case 4 -> {
                line(indent, "join: " + pick("any", "all"));
                line(indent, "parallel:");
                inLoop = false;
                beside = true;
                for (String branch : List.of("a", "b", "c")) {
                    part(branch, indent + 1, depth);
                }
            }
            default -> {
                part("try", indent, depth);
                if (oneIn(2)) {
                    line(indent, "catch:");
                    line(indent, "  - as: problem" + text.length());
                    part("steps", indent + 2, depth);
                }
                mayLeave = false;
                part("finally", indent, depth);
            }
        }
        inLoop = loopAround;
        mayLeave = leaveAround;
        beside = besideAround;
    }

    private void part(String key, int indent, int depth) {
        line(indent, key + ":");
        steps(indent + 1, depth);
    }

    private String condition() {
        return pick("true", "false", "vars.n > 0", "'[1, 2][vars.n] > 1'");
    }

    private boolean oneIn(int number) {
        return random.nextInt(number) == 0;
    }

    private String pick(String... options) {
        return options[random.nextInt(options.length)];
    }

    private void line(int indent, String words) {
        text.append("  ".repeat(indent)).append(words).append('\n');
    }
}
