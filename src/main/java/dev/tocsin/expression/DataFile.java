package dev.tocsin.expression;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The tables of names that ship beside the functions, in {@code src/main/resources/expression}. */
final class DataFile {

    private DataFile() {}

    /** Its lines, without those that begin with {@code #}. */
    static List<String> lines(String name) {
        try (InputStream in = DataFile.class.getResourceAsStream("/expression/" + name)) {
            if (in == null) {
                throw new IllegalStateException("`" + name + "` ships with the program");
            }
            List<String> lines = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (!line.startsWith("#")) {
                    lines.add(line);
                }
            }
            return lines;
        } catch (IOException e) {
            throw new IllegalStateException("`" + name + "` can be read", e);
        }
    }
}
