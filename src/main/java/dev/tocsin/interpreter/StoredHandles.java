package dev.tocsin.interpreter;

import dev.tocsin.value.StoredFields;
import dev.tocsin.value.StoredFormatException;

import java.util.HashSet;
import java.util.Set;

/** Handles of a state that is being read: each is one that the run has given away, and once. */
final class StoredHandles {

    private final RunState state;
    private final Set<Long> read = new HashSet<>();

    StoredHandles(RunState state) {
        this.state = state;
    }

    /** A handle, or 0 where there is none. */
    long handle(String key, StoredFields in) {
        long handle = in.whole(key, 0);
        if (handle < 0 || handle > state.lastHandle || handle != 0 && !read.add(handle)) {
            throw new StoredFormatException(
                    "`" + key + "` " + handle + " was never given away, or is there twice");
        }
        return handle;
    }

    /** Lets a timer run on; 0 where there is none. */
    long timer(String key, Frame frame, StoredFields in) {
        StoredFields timer = in.fieldsOrNull(key);
        if (timer == null) {
            return 0;
        }
        long number = handle("timer", timer);
        if (number != 0) {
            state.timers.put(number, new RunState.Timer(frame, timer.instant("due")));
        }
        return number;
    }
}
