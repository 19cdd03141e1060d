package dev.tocsin.connector.openapi;

import org.jspecify.annotations.Nullable;

/** Finds the answer that counts among those an operation may give. */
final class Responses {

    private Responses() {}

    /**
     * The one for the lowest status of success that says what it holds, else for the lowest; where
     * no success is described, {@code default}. Null where nothing is.
     */
    static @Nullable Part success(Part responses) {
        Part best = null;
        String bestStatus = "";
        for (Part.Named named : responses.named()) {
            String status = named.name();
            boolean success = status.length() == 3 && status.charAt(0) == '2';
            if (!success) {
                continue;
            }
            boolean fuller = best == null || says(named.part()) && !says(best);
            boolean lower =
                    best != null
                            && says(named.part()) == says(best)
                            && status.compareTo(bestStatus) < 0;
            if (fuller || lower) {
                best = named.part();
                bestStatus = status;
            }
        }
        return best == null ? responses.part("default") : best;
    }

    private static boolean says(Part response) {
        return response.has("schema") || response.has("content");
    }
}
