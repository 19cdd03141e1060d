package dev.tocsin.connector.openapi;

import dev.tocsin.connector.Effect;
import dev.tocsin.connector.Idempotency;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What an operation seems to do to the world, from its method and the words of its name, path and
 * summary. All but GET and HEAD is a guess that a person looks at.
 *
 * @param idempotency null where what goes without saying is right
 * @param why what the effect was guessed from; null where nothing was guessed
 * @param looksLike a word that says the operation may only read; null where there is none
 */
record EffectGuess(
        Effect effect,
        @Nullable Idempotency idempotency,
        @Nullable String why,
        @Nullable String looksLike) {

    static EffectGuess of(Outline outline, String name, String summary) {
        List<String> words = new ArrayList<>(Names.lowerWords(name));
        List<String> said = Names.lowerWords(summary);
        String verb = said.isEmpty() ? "" : said.getFirst();
        words.add(verb.endsWith("s") ? verb.substring(0, verb.length() - 1) : verb);
        String method = outline.method();
        if (method.equals("GET") || method.equals("HEAD")) {
            String acts = first(List.of(words.getFirst(), words.getLast()), EffectGuess::changes);
            return new EffectGuess(
                    Effect.READ,
                    null,
                    acts == null ? null : method + " should only read, but it says `" + acts + "`",
                    null);
        }
        // `DELETE /users/{id}/block` lifts the block: there the path says what is taken away.
        if (!method.equals("DELETE")) {
            words.addAll(Names.lowerWords(lastWords(outline.path())));
        }
        Idempotency idempotency =
                method.equals("PUT") || method.equals("DELETE") ? Idempotency.YES : null;
        String cutsOff =
                first(words, EffectGuess::lifts) == null
                        ? first(words, EffectGuess::cutsOff)
                        : null;
        if (cutsOff != null) {
            return new EffectGuess(
                    Effect.CONTAIN, idempotency, "guessed from `" + cutsOff + "`", null);
        }
        String reads = method.equals("POST") ? first(words, EffectGuess::reads) : null;
        return new EffectGuess(Effect.CHANGE, idempotency, "guessed from " + method, reads);
    }

    /** The last step of a path that is no hole: what is done, or to what. */
    private static String lastWords(String path) {
        String last = "";
        for (String step : path.split("/")) {
            last = step.isEmpty() || step.startsWith("{") ? last : step;
        }
        return last;
    }

    private static @Nullable String first(List<String> words, Predicate<String> kind) {
        for (String word : words) {
            if (kind.test(word)) {
                return word;
            }
        }
        return null;
    }

    private static boolean cutsOff(String word) {
        return switch (word) {
            case "isolate", "isolation", "contain", "containment", "quarantine", "sinkhole" -> true;
            case "disable", "deactivate", "suspend", "block", "blocklist", "blacklist" -> true;
            case "ban", "deny", "revoke", "invalidate", "offboard", "restrict", "lock" -> true;
            case "terminate", "kill", "wipe" -> true;
            default -> false;
        };
    }

    private static boolean lifts(String word) {
        return switch (word) {
            case "unblock", "unlock", "unisolate", "unban", "unsuspend", "release", "restore" ->
                    true;
            case "delete", "remove", "lift", "undo" -> true;
            default -> false;
        };
    }

    private static boolean reads(String word) {
        return switch (word) {
            case "search", "query", "list", "find", "get", "fetch", "lookup", "count" -> true;
            case "filter", "validate", "preview" -> true;
            default -> false;
        };
    }

    private static boolean changes(String word) {
        return switch (word) {
            case "create", "delete", "remove", "update", "send", "post", "execute", "trigger" ->
                    true;
            case "start", "stop", "cancel", "close", "reset", "revoke", "disable", "enable" -> true;
            default -> false;
        };
    }
}
