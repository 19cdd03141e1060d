package dev.tocsin.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A bug of ours: told in one sentence, with everything else in a file. */
final class InternalFault {

    private InternalFault() {}

    /** Prints it and returns the exit code. */
    static int report(Throwable fault, List<String> words, Console console) {
        if (fault instanceof OutOfMemoryError) {
            console.err().println("error: the memory is not enough for this");
            console.err().println("   = help: give it more with `JAVA_TOOL_OPTIONS=-Xmx2g`");
            return ExitCode.FAULT;
        }
        console.err().println("error: " + sentence(fault));
        console.err().println("   = note: this is a bug in Tocsin, not in your files");
        try {
            // Readable for this user only: a message may quote an alert.
            Path file = Files.createTempFile("tocsin-fault-", ".txt");
            Files.writeString(file, details(fault, words));
            console.err().println("   = help: please report it; the details are in " + file);
        } catch (IOException _) {
            console.err().println("   = help: please report it; the details could not be written");
        }
        return ExitCode.FAULT;
    }

    private static String sentence(Throwable fault) {
        String message = fault.getMessage();
        return message == null || message.isBlank() || message.contains("\n")
                ? "something that cannot happen happened"
                : "something that cannot happen happened: " + message;
    }

    private static String details(Throwable fault, List<String> words) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        out.println("command: " + (words.isEmpty() ? "" : words.getFirst()));
        out.println("java: " + Runtime.version());
        out.println("system: " + System.getProperty("os.name"));
        fault.printStackTrace(out);
        out.flush();
        return text.toString();
    }
}
