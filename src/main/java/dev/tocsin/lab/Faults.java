package dev.tocsin.lab;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The faults still to come, oldest first. Whether one with a probability happens follows from a
 * seed, the fault and which request of its method and path this is: the same requests meet the same
 * faults, also where those of two paths come in another order. Thread-safe.
 */
public final class Faults {

    private final long seed;
    private final List<Numbered> pending = new ArrayList<>();
    private final Map<String, Integer> asked = new HashMap<>();
    private int added;

    /**
     * @param number its place among all that were ever added
     */
    private record Numbered(int number, Fault fault) {}

    Faults(long seed) {
        this.seed = seed;
    }

    public synchronized void add(Fault fault) {
        pending.add(new Numbered(added, fault));
        added++;
    }

    public synchronized void clear() {
        pending.clear();
    }

    /** Those that have not happened yet, with how often they still will. */
    public synchronized List<Fault> pending() {
        return pending.stream().map(Numbered::fault).toList();
    }

    /** What happens to this request, used up by asking; null for nothing. */
    synchronized Fault.@Nullable Kind take(String service, String method, String path) {
        if (pending.isEmpty()) {
            return null;
        }
        String name = service + " " + method + " " + path;
        int earlier = asked.merge(name, 1, Integer::sum);
        for (int i = 0; i < pending.size(); i++) {
            Numbered each = pending.get(i);
            if (each.fault.fits(service, path) && happens(each, name, earlier)) {
                Fault next = each.fault.next();
                if (next == null) {
                    pending.remove(i);
                } else {
                    pending.set(i, new Numbered(each.number, next));
                }
                return each.fault.kind();
            }
        }
        return null;
    }

    private boolean happens(Numbered each, String name, int earlier) {
        double probability = each.fault.probability();
        if (probability == 1) {
            return true;
        }
        String draw = seed + " " + each.number + " " + name + " " + earlier;
        long mixed = DerivedIds.number(draw, Long.MAX_VALUE);
        return new SplittableRandom(mixed).nextDouble() < probability;
    }
}
