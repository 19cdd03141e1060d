package dev.tocsin.interpreter;

import dev.tocsin.playbook.Playbook;
import dev.tocsin.program.Program;
import dev.tocsin.source.Span;
import dev.tocsin.value.DurationValue;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StoredFields;
import dev.tocsin.value.StoredFormatException;

import org.jspecify.annotations.Nullable;

/** Errors and failures as values, so that they can be stored. */
final class StoredErrors {

    private StoredErrors() {}

    static MapValue write(RunError error) {
        MapValue.Builder out =
                MapValue.builder()
                        .put("kind", error.kind().word())
                        .put("message", error.message())
                        .put("step", error.step())
                        .put("status", error.status())
                        .put("details", error.details())
                        .put("start", error.span().start())
                        .put("end", error.span().end());
        Playbook called = error.playbook();
        if (called != null) {
            out.put("playbook", called.id().text());
        }
        return out.build();
    }

    /**
     * @param program of the run that has the error; the playbook that raised it is this one or one
     *     that it calls
     */
    static RunError read(Program program, StoredFields in) {
        int start = in.upTo(Integer.MAX_VALUE, "start");
        int end = in.upTo(Integer.MAX_VALUE, "end");
        if (end < start) {
            throw new StoredFormatException("an error ends before it starts");
        }
        String called = in.textOrNull("playbook");
        return new RunError(
                kind(in),
                in.text("message"),
                in.text("step"),
                status(in),
                in.map("details"),
                new Span(start, end),
                called == null ? null : playbook(program, called));
    }

    private static ErrorKind kind(StoredFields in) {
        ErrorKind kind = ErrorKind.of(in.text("kind"));
        if (kind == null) {
            throw new StoredFormatException("`" + in.text("kind") + "` is no kind of error");
        }
        return kind;
    }

    private static int status(StoredFields in) {
        long status = in.whole("status");
        if (status != (int) status) {
            throw new StoredFormatException("`status` is too large");
        }
        return (int) status;
    }

    private static Playbook playbook(Program program, String id) {
        Program found = find(program, id);
        if (found == null) {
            throw new StoredFormatException(
                    "an error came from `" + id + "`, which `" + program.id() + "` does not call");
        }
        return found.playbook();
    }

    private static @Nullable Program find(Program program, String id) {
        if (program.id().equals(id)) {
            return program;
        }
        for (Program called : program.calls()) {
            Program found = find(called, id);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    static MapValue write(Failure failure) {
        MapValue.Builder out =
                MapValue.builder()
                        .put("kind", failure.kind().word())
                        .put("message", failure.message())
                        .put("status", failure.status())
                        .put("details", failure.details());
        if (failure.retryAfter() != null) {
            out.put("retryAfter", new DurationValue(failure.retryAfter()));
        }
        if (failure.nothingDone()) {
            out.put("nothingDone", true);
        }
        return out.build();
    }

    static Failure readFailure(StoredFields in) {
        return new Failure(
                kind(in),
                in.text("message"),
                status(in),
                in.map("details"),
                in.durationOrNull("retryAfter"),
                in.flag("nothingDone"));
    }
}
