package dev.tocsin.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Commands of a page behind {@code $ }, each with what it prints; {@code $ echo $?} as well. */
final class ConsoleBlock {

    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    private ConsoleBlock() {}

    /** The block with what its commands print when they are run in a folder. */
    static String run(String text, Path folder) {
        StringBuilder shown = new StringBuilder();
        int ended = 0;
        for (String line : text.split("(?<=\n)")) {
            if (line.startsWith("$ tocsin ")) {
                CapturedConsole.Printed printed =
                        CapturedConsole.in(folder).run(words(line.substring(9)));
                shown.append(line).append(Normalised.of(printed.err() + printed.out()));
                ended = printed.exitCode();
            } else if (line.equals("$ echo $?\n")) {
                shown.append(line).append(ended).append('\n');
            }
        }
        return shown.toString();
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line.strip());
        while (word.find()) {
            words.add(word.group(1) != null ? word.group(1) : word.group(2));
        }
        return words;
    }
}
