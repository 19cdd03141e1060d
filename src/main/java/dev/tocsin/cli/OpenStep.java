package dev.tocsin.cli;

import dev.tocsin.program.CallNode;
import dev.tocsin.program.ForEachNode;
import dev.tocsin.program.ParallelNode;
import dev.tocsin.program.RepeatNode;
import dev.tocsin.program.StepNode;
import dev.tocsin.program.TryNode;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.function.ObjIntConsumer;

/**
 * A step of a run that has begun. One with steps inside has its own line only once there is
 * something to tell of these, because only then its branch is known.
 */
final class OpenStep {

    private final String path;
    private final StepNode node;
    private final @Nullable OpenStep above;
    private final Instant since;
    private boolean told;

    OpenStep(String path, StepNode node, @Nullable OpenStep above, Instant since) {
        this.path = path;
        this.node = node;
        this.above = above;
        this.since = since;
    }

    String path() {
        return path;
    }

    @Nullable OpenStep above() {
        return above;
    }

    Instant since() {
        return since;
    }

    boolean isTold() {
        return told;
    }

    /**
     * Prints the lines of this step and of those around it where they are missing yet.
     *
     * @param inner the path of a step inside
     * @return how deep that step is indented
     */
    int tell(String inner, ObjIntConsumer<String> print) {
        int depth = above == null ? 0 : above.tell(path, print);
        if (node instanceof TryNode) {
            told = true;
            return depth;
        }
        if (!told) {
            told = true;
            String branch = branch(inner);
            String tag = above == null ? "" : above.tag(path);
            String arrow = branch.isEmpty() ? "" : ": " + branch;
            print.accept(tag + "▸ " + node.head().label() + arrow, depth);
        }
        return depth + 1;
    }

    /** How many characters stand before the words about a step inside. */
    int indentation(String inner) {
        return 2 * depth() + tag(inner).length();
    }

    private int depth() {
        int outside = above == null ? 0 : above.depth();
        return node instanceof TryNode ? outside : outside + 1;
    }

    /** What tells the iterations of a loop and parallel branches apart: {@code 2. } */
    String tag(String inner) {
        if (node instanceof TryNode) {
            return above == null ? "" : above.tag(inner);
        }
        if (node instanceof ParallelNode) {
            return inner.substring(
                            inner.indexOf('.', path.length() + 1) + 1,
                            inner.indexOf('[', path.length()))
                    + ": ";
        }
        if (!(node instanceof ForEachNode || node instanceof RepeatNode)) {
            return "";
        }
        int end = path.length() + 1;
        while (end < inner.length() && Character.isDigit(inner.charAt(end))) {
            end++;
        }
        return Integer.parseInt(inner, path.length() + 1, end, 10) + 1 + ". ";
    }

    /** {@code else} of {@code steps[6].else[0]}; what is called; empty in a loop. */
    private String branch(String inner) {
        if (node instanceof CallNode call) {
            // A name says it in the author's words; an id needs the playbook to be understood.
            return call.head().label().equals(call.head().id()) ? call.program().id() : "";
        }
        if (inner.charAt(path.length()) == '#' || node instanceof ParallelNode) {
            return "";
        }
        String rest = inner.substring(path.length() + 1);
        int then = rest.indexOf("].then[");
        String branch =
                then >= 0 ? rest.substring(0, then + 1) : rest.substring(0, rest.indexOf('['));
        return BranchWords.of(node, branch);
    }
}
