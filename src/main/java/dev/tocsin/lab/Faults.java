package dev.tocsin.lab;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The faults still to come, oldest first. Thread-safe. */
public final class Faults {

    private final List<Fault> pending = new ArrayList<>();

    Faults() {}

    public synchronized void add(Fault fault) {
        pending.add(fault);
    }

    public synchronized void clear() {
        pending.clear();
    }

    /** Those that have not happened yet, with how often they still will. */
    public synchronized List<Fault> pending() {
        return List.copyOf(pending);
    }

    /** What happens to this request, used up by asking; null for nothing. */
    synchronized Fault.@Nullable Kind take(String service, String path) {
        for (int i = 0; i < pending.size(); i++) {
            Fault fault = pending.get(i);
            if (fault.service().equals(service)
                    && (fault.path() == null || path.startsWith(fault.path()))) {
                if (fault.times() == 1) {
                    pending.remove(i);
                } else {
                    pending.set(i, fault.times(fault.times() - 1));
                }
                return fault.kind();
            }
        }
        return null;
    }
}
