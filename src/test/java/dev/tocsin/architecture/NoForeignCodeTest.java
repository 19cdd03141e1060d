package dev.tocsin.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Data never becomes code: no engine that could run it is there, and nothing loads by name. */
final class NoForeignCodeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.springframework.expression.ExpressionParser",
                "ognl.Ognl",
                "org.mvel2.MVEL",
                "org.apache.commons.jexl3.JexlEngine",
                "groovy.lang.GroovyShell",
                "org.mozilla.javascript.Context",
                "org.graalvm.polyglot.Context",
                "org.openjdk.nashorn.api.scripting.NashornScriptEngine",
                "org.yaml.snakeyaml.constructor.Constructor"
            })
    void noEngineIsOnTheClassPath(String name) {
        ClassLoader loader = getClass().getClassLoader();
        assertThrows(ClassNotFoundException.class, () -> Class.forName(name, false, loader));
    }

    @Test
    void nothingIsLoadedByNameOrDeserialised() throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
                String text = Files.readString(file);
                for (String way :
                        List.of(
                                "ObjectInputStream",
                                "Class.forName",
                                "loadClass(",
                                "java.lang.reflect",
                                "javax.script",
                                "XMLDecoder")) {
                    if (text.contains(way)) {
                        found.add(file + " uses " + way);
                    }
                }
            }
        }
        assertEquals(List.of(), found);
    }
}
