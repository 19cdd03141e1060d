package dev.tocsin.service.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * What several of Helidon's jars bring under one name has to be merged in ours. A release that
 * brings one more such file fails here, and not at an operator's.
 */
final class MergedJarTest {

    @Test
    void whatComesTwiceIsMergedOrLeftOut() throws Exception {
        Map<String, Integer> jarsByName = new TreeMap<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (entry.endsWith(".jar") && entry.contains("helidon")) {
                try (JarFile jar = new JarFile(entry)) {
                    jar.stream()
                            .filter(file -> !file.isDirectory())
                            .map(ZipEntry::getName)
                            .filter(name -> name.startsWith("META-INF/helidon/"))
                            .forEach(name -> jarsByName.merge(name, 1, Integer::sum));
                }
            }
        }
        Set<String> twice = new TreeSet<>();
        jarsByName.forEach(
                (name, jars) -> {
                    if (jars > 1) {
                        twice.add(name);
                    }
                });
        assertEquals(
                Set.of("META-INF/helidon/manifest", "META-INF/helidon/config-metadata.json"),
                twice);
        String pom = Files.readString(Path.of("pom.xml"));
        assertTrue(pom.contains("<resource>META-INF/helidon/manifest</resource>"));
        assertTrue(pom.contains("<exclude>META-INF/helidon/config-metadata.json</exclude>"));
    }
}
