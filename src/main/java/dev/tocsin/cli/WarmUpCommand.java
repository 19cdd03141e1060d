package dev.tocsin.cli;

import org.apache.commons.cli.Options;

import java.util.List;

/**
 * Not listed: what the launcher runs to record which classes the other commands load, for the cache
 * that makes them start faster. Does what people do most, on samples that ship in the jar.
 */
final class WarmUpCommand implements Command {

    @Override
    public String name() {
        return "warm-up";
    }

    @Override
    public String summary() {
        return "Exercise the stages, for the start-up cache";
    }

    @Override
    public String help() {
        return """
        Usage: tocsin warm-up check|run|lab|store

        Exercises the stages on samples; the launcher uses it to make its start-up caches.

        Options:
          -h, --help          show this text
        """;
    }

    @Override
    public Options options() {
        return new Options();
    }

    @Override
    public int run(Arguments arguments, Console console) throws CommandFault {
        List<String> parts = arguments.operands();
        return new WarmUp(console)
                .run(
                        switch (parts.size() == 1 ? parts.getFirst() : "") {
                            case "check" -> WarmUp.Part.CHECK;
                            case "run" -> WarmUp.Part.RUN;
                            case "lab" -> WarmUp.Part.LAB;
                            case "store" -> WarmUp.Part.STORE;
                            default ->
                                    throw CommandFault.usage(
                                            "say what to warm up", "one of check, run, lab, store");
                        });
    }
}
