package dev.tocsin.interpreter;

import dev.tocsin.value.StoredFormatException;

/** The kinds of frames by the words that they are stored under. */
enum FrameKind {
    PLAYBOOK("playbook"),
    ACTION("action"),
    CALL("call"),
    WAIT("wait"),
    WAIT_FOR("waitFor"),
    ASK("ask"),
    BRANCH("branch"),
    FOR_EACH("forEach"),
    ITERATION("iteration"),
    REPEAT("repeat"),
    PARALLEL("parallel"),
    PARALLEL_BRANCH("parallelBranch"),
    TRY("try");

    private final String word;

    FrameKind(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    static FrameKind of(Frame frame) {
        return switch (frame) {
            case RootFrame _ -> PLAYBOOK;
            case ActionFrame _ -> ACTION;
            case CallFrame _ -> CALL;
            case WaitFrame _ -> WAIT;
            case WaitForFrame _ -> WAIT_FOR;
            case AskFrame _ -> ASK;
            case BranchFrame _ -> BRANCH;
            case ForEachFrame _ -> FOR_EACH;
            case IterationFrame _ -> ITERATION;
            case RepeatFrame _ -> REPEAT;
            case ParallelFrame _ -> PARALLEL;
            case ParallelBranchFrame _ -> PARALLEL_BRANCH;
            case TryFrame _ -> TRY;
        };
    }

    static FrameKind of(String word) {
        for (FrameKind kind : values()) {
            if (kind.word.equals(word)) {
                return kind;
            }
        }
        throw new StoredFormatException("`" + word + "` is no kind of frame");
    }
}
