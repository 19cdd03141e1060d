package dev.tocsin.document;

import dev.tocsin.source.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The scalars of a document in the order of the file, keys included. */
final class Scalars {

    private final List<ScalarNode> scalars = new ArrayList<>();

    Scalars(Node root) {
        collect(root);
    }

    private void collect(Node node) {
        switch (node) {
            case ScalarNode scalar -> scalars.add(scalar);
            case ListNode list -> {
                for (Node item : list.items()) {
                    collect(item);
                }
            }
            case MapNode map -> {
                for (MapNode.Entry entry : map.entries()) {
                    scalars.add(entry.key());
                    collect(entry.value());
                }
            }
        }
    }

    /** The scalar that an offset stands in, or null. */
    @Nullable ScalarNode at(int offset) {
        int before = before(offset + 1);
        ScalarNode last = before < 0 ? null : scalars.get(before);
        return last != null && offset < last.span().end() ? last : null;
    }

    /** Where the last scalar that begins in {@code line} ends, if beyond the line. */
    int endOfLast(Span line) {
        int before = before(line.end() + 1);
        ScalarNode last = before < 0 ? null : scalars.get(before);
        return last == null || last.span().start() < line.start()
                ? line.end()
                : Math.max(line.end(), last.span().end());
    }

    /** The index of the last scalar that begins before an offset, or -1. */
    private int before(int offset) {
        int low = 0;
        int high = scalars.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (scalars.get(middle).span().start() < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }
}
