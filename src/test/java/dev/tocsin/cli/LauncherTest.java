package dev.tocsin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.cli.Checkout.Outcome;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The launcher as a process, in a checkout of its own. */
class LauncherTest {

    private static final String PREPARING =
            "tocsin: preparing a faster start (once for this build and JDK)\n";

    @TempDir Path folder;
    private Checkout checkout;

    @BeforeEach
    void makeCheckout() throws IOException {
        checkout = new Checkout(folder);
    }

    @Test
    void findsJdkWithoutJavaHomeAndPassesWordsAndExitCode() throws Exception {
        checkout.with("TOCSIN_AOT", "off");

        assertEquals(
                new Outcome(0, "a b\n*\n$HOME\n\n", ""), checkout.run("a b", "*", "$HOME", ""));
        assertEquals(new Outcome(4, "exit\n4\n", ""), checkout.run("exit", "4"));
    }

    @Test
    void passesOverJavaHomeThatIsTooOld() throws Exception {
        checkout.with("TOCSIN_AOT", "off").with("JAVA_HOME", oldJdk().toString());

        assertEquals(new Outcome(0, "x\n", ""), checkout.run("x"));
    }

    @Test
    void saysWhatIsMissingWhereNoJdkIsNewEnough() throws Exception {
        checkout.with("JAVA_HOME", oldJdk().toString());
        checkout.with("TOCSIN_JDK_FOLDERS", folder.resolve("jdks").toString());

        Outcome outcome = checkout.run("x");

        assertEquals(3, outcome.exitCode());
        assertEquals("", outcome.out());
        assertTrue(outcome.err().startsWith("tocsin: needs JDK 25 or newer"), outcome.err());
        assertTrue(outcome.err().contains("https://adoptium.net"), outcome.err());
    }

    @Test
    void asksJdkWithoutReleaseFileForItsVersion() throws Exception {
        checkout.with("TOCSIN_AOT", "off");
        Path jdk = folder.resolve("unknown");
        Files.createDirectories(jdk.resolve("bin"));
        Path java = jdk.resolve("bin/java");
        Files.writeString(
                java, "#!/bin/sh\n[ $1 = --version ] && echo openjdk 26 && exit\necho started\n");
        java.toFile().setExecutable(true);

        assertEquals(
                new Outcome(0, "started\n", ""),
                checkout.with("JAVA_HOME", jdk.toString()).run("x"));
    }

    @Test
    void makesCacheOnceAndAgainForAnotherJar() throws Exception {
        assertEquals(new Outcome(0, "x\n", PREPARING), checkout.run("x"));
        List<Path> first = checkout.cached();
        assertEquals(1, first.size());
        assertEquals(new Outcome(0, "x\n", ""), checkout.run("x"));

        FileTime later =
                FileTime.fromMillis(Files.getLastModifiedTime(checkout.jar).toMillis() + 9000);
        Files.setLastModifiedTime(checkout.jar, later);

        assertEquals(new Outcome(0, "x\n", PREPARING), checkout.run("x"));
        assertEquals(1, checkout.cached().size());
        assertNotEquals(first, checkout.cached());
        assertEquals(
                "rwx------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(checkout.caches.resolve("tocsin"))));
    }

    @Test
    void brokenCacheNeitherFailsNorMakesNoise() throws Exception {
        checkout.run("x");
        Files.writeString(checkout.cached().getFirst(), "not a cache");

        assertEquals(new Outcome(0, "x\n", ""), checkout.run("x"));
    }

    @Test
    void doesWithoutCacheInFolderThatOthersCanWrite() throws Exception {
        Path shared = Files.createDirectories(checkout.caches.resolve("tocsin"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertEquals(new Outcome(0, "x\n", ""), checkout.run("x"));
        assertEquals(List.of(), checkout.cached());
    }

    @Test
    void doesWithoutCacheBehindLink() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rwx------"));
        Files.createDirectories(checkout.caches);
        Files.createSymbolicLink(checkout.caches.resolve("tocsin"), elsewhere);

        assertEquals(new Outcome(0, "x\n", ""), checkout.run("x"));
        assertEquals(List.of(), checkout.cached());
    }

    @Test
    void doesWithoutCacheWhereNoneCanBeWritten() throws Exception {
        Files.writeString(checkout.caches, "a file where the folder should be");

        assertEquals(new Outcome(0, "x\n", ""), checkout.run("x"));
    }

    @Test
    void passesJavaToolOptionsWithoutTheNoteOfTheJvm() throws Exception {
        checkout.with("TOCSIN_AOT", "off").with("JAVA_TOOL_OPTIONS", "-Dsaid=hello");

        assertEquals(new Outcome(0, "x\nsaid=hello\n", ""), checkout.run("x"));
    }

    @Test
    void addsTheJarsOfConnectorsAndSaysWhichIsMissing() throws Exception {
        Path own = Files.createFile(checkout.home.resolve("own.jar"));
        Checkout.Outcome found =
                checkout.with("TOCSIN_AOT", "off")
                        .with("TOCSIN_CONNECTORS", own.toString())
                        .run("class-path");
        assertEquals("", found.err());
        assertEquals("class-path\n" + checkout.jar + ":" + own + "\n", found.out());
        Checkout.Outcome missing =
                checkout.with("TOCSIN_CONNECTORS", own + ":/no/such.jar").run("class-path");
        assertEquals(3, missing.exitCode());
        assertEquals(
                "tocsin: TOCSIN_CONNECTORS names /no/such.jar, which cannot be read\n",
                missing.err());
    }

    @Test
    void worksThroughLinks() throws Exception {
        checkout.with("TOCSIN_AOT", "off");
        Path absolute = folder.resolve("one");
        Files.createSymbolicLink(absolute, checkout.home.resolve("tocsin"));
        Path relative = Files.createSymbolicLink(folder.resolve("two"), absolute.getFileName());

        assertEquals(new Outcome(0, "x\n", ""), checkout.runAs(relative, "x"));
    }

    @Test
    void hasOneCacheForAllWaysToCallIt() throws Exception {
        assertEquals(new Outcome(0, "x\n", PREPARING), checkout.run("x"));
        Path round = checkout.home.resolve("target/../tocsin");
        Path link = folder.resolve("relative");
        Files.createSymbolicLink(link, Path.of("check out/./target/../tocsin"));

        assertEquals(new Outcome(0, "x\n", ""), checkout.runAs(round, "x"));
        assertEquals(new Outcome(0, "x\n", ""), checkout.runAs(link, "x"));
    }

    private Path oldJdk() throws IOException {
        Path jdk = Files.createDirectories(folder.resolve("old"));
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
        Files.writeString(jdk.resolve("bin/java"), "#!/bin/sh\necho too old\n");
        jdk.resolve("bin/java").toFile().setExecutable(true);
        return jdk;
    }
}
