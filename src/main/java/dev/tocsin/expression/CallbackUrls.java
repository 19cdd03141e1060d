package dev.tocsin.expression;

import dev.tocsin.value.StringValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The URLs under which one run takes callbacks. The last part of a URL is a token: the id of the
 * step, the positions of the loops around it, and a keyed hash of both, {@code reply-2.kq3…}. The
 * key derives from the seed of the run, so nothing about a token has to be kept: a replay makes the
 * same ones, and whether one is genuine can be told before its step is reached.
 *
 * <p>Immutable and thread-safe.
 */
public final class CallbackUrls {

    /** The function that gives a URL. */
    static final String FUNCTION = "callbackUrl";

    /** 160 bits: what guesses are up against is the seed, not this. */
    private static final int HASH_BYTES = 20;

    private static final String ALGORITHM = "HmacSHA256";

    private final @Nullable String base;
    private final String run;
    private final long seed;
    private final boolean rehearsed;

    private CallbackUrls(@Nullable String base, String run, long seed, boolean rehearsed) {
        this.base = base;
        this.run = run;
        this.seed = seed;
        this.rehearsed = rehearsed;
    }

    /**
     * @param base what stands before the token, a slash at its end; null where the host takes no
     *     callbacks, and then asking for a URL is an error
     * @param run the id of the run: two runs of one seed have different tokens
     */
    public static CallbackUrls of(@Nullable String base, String run, long seed) {
        return new CallbackUrls(base, run, seed, false);
    }

    /** A rehearsal has no URLs: each is unknown. */
    public static CallbackUrls ofRehearsal() {
        return new CallbackUrls(null, "", 0, true);
    }

    /**
     * Gives the token of a step to whoever waits for its callback.
     *
     * @param place the loops around the step, as {@link #place} writes them; null outside of loops
     */
    public static Evaluator token(String id, Environment.Variable place) {
        return new Token(id, placeOf(place));
    }

    /** Gives the URL of a step. */
    static Evaluator url(String id, Environment.Variable place) {
        return new Url(id, placeOf(place));
    }

    private static @Nullable Evaluator placeOf(Environment.Variable place) {
        return place.slot() < 0 ? null : Loads.of(place);
    }

    /** The positions of the loops around a step, from the outside in: {@code -2-0}. */
    public static StringValue place(@Nullable Value outer, long position) {
        String before = outer instanceof StringValue(String text) ? text : "";
        return new StringValue(before + '-' + position);
    }

    /** The id of the step that a token is for; null where this run never made that token. */
    public @Nullable String idOf(String token) {
        int dot = token.indexOf('.');
        if (dot <= 0) {
            return null;
        }
        String name = token.substring(0, dot);
        byte[] given = token.getBytes(StandardCharsets.UTF_8);
        byte[] genuine = tokenOf(name).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(genuine, given)) {
            return null;
        }
        int dash = name.indexOf('-');
        return dash < 0 ? name : name.substring(0, dash);
    }

    /** The URL that ends with a token; the token itself where the host takes no callbacks. */
    public String urlOf(String token) {
        return base == null ? token : base + token;
    }

    /**
     * @param name the id of a step and the positions of the loops around it: {@code reply-2-0}
     */
    public String tokenOf(String name) {
        byte[] key = ByteBuffer.allocate(Long.BYTES).putLong(seed).array();
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            byte[] hash =
                    mac.doFinal(("callback/" + run + '/' + name).getBytes(StandardCharsets.UTF_8));
            byte[] kept = Arrays.copyOf(hash, HASH_BYTES);
            return name + '.' + Base64.getUrlEncoder().withoutPadding().encodeToString(kept);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    private String token(String id, @Nullable Evaluator place, Scope scope, Evaluation evaluation) {
        Value where = place == null ? null : place.evaluate(scope, evaluation);
        return tokenOf(where instanceof StringValue(String text) ? id + text : id);
    }

    private record Token(String id, @Nullable Evaluator place) implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            return new StringValue(evaluation.callbacks().token(id, place, scope, evaluation));
        }
    }

    private record Url(String id, @Nullable Evaluator place) implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            CallbackUrls urls = evaluation.callbacks();
            if (urls.rehearsed) {
                return new UnknownValue("the callback URL of `" + id + "`");
            }
            if (urls.base == null) {
                throw EvaluationException.at(
                        0, 0, "this run takes no callbacks, so `" + id + "` has no URL");
            }
            return new StringValue(urls.base + urls.token(id, place, scope, evaluation));
        }
    }
}
