package dev.tocsin.expression;

import static dev.tocsin.schema.Type.ANY;
import static dev.tocsin.schema.Type.STRING;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The way out of secrecy, as it is documented and as programs without secrets run it. The checker
 * and the compiler treat its calls themselves: {@link SecretCalls}, {@link Secrets.Reveal}.
 */
final class SecretFunctions {

    static final List<String> NAMES = List.of(SecretCalls.REVEAL);

    private SecretFunctions() {}

    static @Nullable Function find(String name) {
        return switch (name) {
            case SecretCalls.REVEAL ->
                    Function.named(name, "A secret as a plain value; listed and recorded")
                            .takes("secret", ANY)
                            .takes("reason", STRING)
                            .gives(new Function.LikeFirst())
                            .example(
                                    "reveal(parseJson(\"[17]\"), \"a key's number is no secret\")",
                                    "[17]")
                            .as(a -> a.value(0));
            default -> null;
        };
    }
}
