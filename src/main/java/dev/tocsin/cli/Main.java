package dev.tocsin.cli;

import java.util.List;

/** Where the process starts. */
public final class Main {

    private Main() {}

    static void main(String[] words) {
        System.exit(new Dispatcher(Console.ofProcess()).run(List.of(words)));
    }
}
