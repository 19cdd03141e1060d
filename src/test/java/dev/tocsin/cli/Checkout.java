package dev.tocsin.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

import javax.tools.ToolProvider;

/**
 * A folder with the launcher and a jar whose {@code Main} only says what it was given: {@code exit
 * N} ends with N, anything else is printed one word a line.
 */
final class Checkout {

    private static final String MAIN =
            """
            package dev.tocsin.cli;
            class Main {
                public static void main(String[] words) {
                    for (String word : words) {
                        System.out.println(word);
                    }
                    if (words.length == 1 && words[0].equals("class-path")) {
                        System.out.println(System.getProperty("java.class.path"));
                    }
                    if (System.getProperty("said") != null) {
                        System.out.println("said=" + System.getProperty("said"));
                    }
                    if (words.length == 2 && words[0].equals("exit")) {
                        System.exit(Integer.parseInt(words[1]));
                    }
                }
            }
            """;

    /** What one invocation printed and how it ended. */
    record Outcome(int exitCode, String out, String err) {}

    final Path home;
    final Path jar;
    final Path caches;
    private final Map<String, String> environment = new TreeMap<>();

    /** A checkout in {@code folder}, with its own cache folder and the JDK of this test. */
    Checkout(Path folder) throws IOException {
        home = folder.resolve("check out");
        jar = home.resolve("target/tocsin.jar");
        caches = folder.resolve("caches");
        Files.createDirectories(home.resolve("target"));
        Files.copy(Path.of("tocsin"), home.resolve("tocsin"));
        home.resolve("tocsin").toFile().setExecutable(true);
        writeJar(jar, folder.resolve("classes"));
        Path jdk = Path.of(System.getProperty("java.home"));
        environment.put("PATH", folder.resolve("bin").toString());
        environment.put("HOME", folder.toString());
        environment.put("XDG_CACHE_HOME", caches.toString());
        environment.put("TOCSIN_JDK_FOLDERS", jdk.getParent().toString());
        addTools();
    }

    Checkout with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Puts a shell script on the PATH of the launcher. */
    void tool(String name, String script) throws IOException {
        Path file = Path.of(environment.get("PATH")).resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script);
        file.toFile().setExecutable(true);
    }

    Outcome run(String... words) throws IOException, InterruptedException {
        return runAs(home.resolve("tocsin"), words);
    }

    Outcome runAs(Path launcher, String... words) throws IOException, InterruptedException {
        return end(start(launcher, words));
    }

    Process start(Path launcher, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    static Outcome end(Process process) throws IOException, InterruptedException {
        process.getOutputStream().close();
        // What is printed is far below the size of a pipe, so neither stream can block.
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), out, err);
    }

    /** The cache files there are. */
    List<Path> cached() throws IOException {
        Path folder = caches.resolve("tocsin");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** A folder with the tools that the launcher may use, and no java and no mvn. */
    private void addTools() throws IOException {
        Files.createDirectories(Path.of(environment.get("PATH")));
        for (String tool :
                List.of(
                        "cat",
                        "cksum",
                        "cp",
                        "find",
                        "mkdir",
                        "mv",
                        "readlink",
                        "rm",
                        "sleep",
                        "stat",
                        "touch",
                        "tr")) {
            Path real = Path.of("/usr/bin", tool);
            tool(tool, "exec " + (Files.exists(real) ? real : "/bin/" + tool) + " \"$@\"\n");
        }
    }

    private static void writeJar(Path jar, Path classes) throws IOException {
        Files.createDirectories(classes);
        Path source = classes.resolve("Main.java");
        Files.writeString(source, MAIN);
        int result =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", classes.toString(), source.toString());
        if (result != 0) {
            throw new IllegalStateException("the test's own Main does not compile");
        }
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("dev/tocsin/cli/Main.class"));
            out.write(Files.readAllBytes(classes.resolve("dev/tocsin/cli/Main.class")));
        }
    }
}
