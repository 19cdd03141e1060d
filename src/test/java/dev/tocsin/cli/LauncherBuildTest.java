package dev.tocsin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.cli.Checkout.Outcome;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

/** How the launcher builds in a git checkout; {@code mvn} is a script that notes each call. */
class LauncherBuildTest {

    private static final String BUILDING =
            "tocsin: building (about 15 seconds, longer when libraries must be fetched)\n";

    @TempDir Path folder;
    private Checkout checkout;
    private Path calls;

    @BeforeEach
    void makeCheckout() throws IOException {
        checkout = new Checkout(folder).with("TOCSIN_AOT", "off");
        calls = folder.resolve("calls");
        Files.createDirectories(checkout.home.resolve(".git"));
        Files.createDirectories(checkout.home.resolve("src/main"));
        Files.createDirectories(checkout.home.resolve("schema"));
        Files.writeString(checkout.home.resolve("pom.xml"), "<project/>");
        Files.move(checkout.jar, folder.resolve("built.jar"));
        checkout.tool(
                "mvn",
                "echo called >>'%s'\ncp '%s' target/tocsin.jar\n"
                        .formatted(calls, folder.resolve("built.jar")));
    }

    @Test
    void buildsOnlyWhenSourcesAreNewer() throws Exception {
        assertEquals(new Outcome(0, "x\n", BUILDING), checkout.run("x"));
        makeOld(checkout.home.resolve("pom.xml"));
        assertEquals(new Outcome(0, "x\n", ""), checkout.run("x"));

        Path source = checkout.home.resolve("src/main/New.java");
        Files.writeString(source, "class New {}");
        Files.setLastModifiedTime(
                source,
                FileTime.fromMillis(Files.getLastModifiedTime(checkout.jar).toMillis() + 5000));

        assertEquals(new Outcome(0, "x\n", BUILDING), checkout.run("x"));
        assertEquals(2, Files.readAllLines(calls).size());
    }

    @Test
    void buildsOnceForCommandsStartedTogether() throws Exception {
        // The first build ends only when the second command waits for it.
        checkout.tool(
                "mvn",
                """
                echo called >>'%s'
                until [ -e '%s' ]; do sleep 1; done
                cp '%s' target/tocsin.jar
                """
                        .formatted(calls, folder.resolve("go"), folder.resolve("built.jar")));
        Path launcher = checkout.home.resolve("tocsin");
        Process first = checkout.start(launcher, "1");
        while (!Files.exists(calls)) {
            Thread.onSpinWait();
        }
        Process second = checkout.start(launcher, "2");
        String waiting = "tocsin: waiting for another build of this checkout\n";
        String said = new String(second.getErrorStream().readNBytes(waiting.length()));
        Files.createFile(folder.resolve("go"));

        assertEquals(waiting, said);
        assertEquals(new Outcome(0, "1\n", BUILDING), Checkout.end(first));
        assertEquals(new Outcome(0, "2\n", ""), Checkout.end(second));
        assertEquals(List.of("called"), Files.readAllLines(calls));
    }

    @Test
    void showsTheLogOfAFailedBuildAndLeavesNoLock() throws Exception {
        checkout.tool("mvn", "echo 'the reason'\nexit 1\n");

        Outcome outcome = checkout.run("x");

        assertEquals(3, outcome.exitCode());
        assertEquals("", outcome.out());
        assertTrue(outcome.err().contains("\nthe reason\n"), outcome.err());
        assertTrue(Files.notExists(checkout.home.resolve("target/build.lock")));
    }

    @Test
    void takesOverTheLockOfABuildThatWasKilled() throws Exception {
        Path lock = Files.createDirectories(checkout.home.resolve("target/build.lock"));
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Files.writeString(lock.resolve("pid"), gone.pid() + "\n");

        assertEquals(new Outcome(0, "x\n", BUILDING), checkout.run("x"));
    }

    @Test
    void saysThatMavenIsMissing() throws Exception {
        Files.delete(folder.resolve("bin/mvn"));

        Outcome outcome = checkout.run("x");

        assertEquals(3, outcome.exitCode());
        assertTrue(outcome.err().contains("no `mvn` on the PATH"), outcome.err());
    }

    private static void makeOld(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    }
}
