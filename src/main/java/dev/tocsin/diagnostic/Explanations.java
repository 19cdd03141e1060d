package dev.tocsin.diagnostic;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The pages behind {@code tocsin explain}: one per {@link Code}, in Markdown. */
public final class Explanations {

    private Explanations() {}

    /**
     * The page of a code.
     *
     * @param code as printed, in any case, with or without the brackets around it
     * @return null if there is no such code
     */
    public static @Nullable String find(String code) {
        String id = code.strip().toLowerCase(Locale.ROOT).replace('_', '-');
        if (id.startsWith("[") && id.endsWith("]")) {
            id = id.substring(1, id.length() - 1);
        }
        Code known = Code.find(id);
        return known == null ? null : page(known);
    }

    /** The page of a code that is known. */
    public static String page(Code code) {
        try (InputStream in =
                Explanations.class.getResourceAsStream("/explain/" + code.id() + ".md")) {
            if (in == null) {
                throw new IllegalStateException("the code " + code.id() + " has a page");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
