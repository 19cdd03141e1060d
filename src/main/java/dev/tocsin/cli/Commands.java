package dev.tocsin.cli;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The commands by name. A command is made only when it is asked for: each costs its classes. */
final class Commands {

    private Commands() {}

    /** In the order of the help: the day of a playbook, from checking to running. */
    static List<String> names() {
        return List.of(
                "validate",
                "plan",
                "run",
                "serve",
                "runs",
                "questions",
                "answer",
                "eval",
                "explain",
                "schema",
                "connectors",
                "lab",
                "store",
                "token",
                "audit");
    }

    static List<Command> listed() {
        List<Command> commands = new ArrayList<>();
        for (String name : names()) {
            Command command = named(name);
            if (command == null) {
                throw new IllegalStateException("a listed command is unknown: " + name);
            }
            commands.add(command);
        }
        return commands;
    }

    /** The command of this name, or null. */
    static @Nullable Command named(String name) {
        return switch (name) {
            case "validate" -> new ValidateCommand();
            case "plan" -> new PlanCommand();
            case "run" -> new RunCommand();
            case "explain" -> new ExplainCommand();
            case "eval" -> new EvalCommand();
            case "schema" -> new SchemaCommand();
            case "connectors", "connector" -> new ConnectorsCommand();
            case "lab" -> new LabCommand();
            case "serve" -> new ServeCommand();
            case "runs" -> new RunsCommand();
            case "questions" -> new QuestionsCommand();
            case "answer" -> new AnswerCommand();
            case "store" -> new StoreCommand();
            case "token" -> new TokenCommand();
            case "audit" -> new AuditCommand();
            case "warm-up" -> new WarmUpCommand();
            default -> null;
        };
    }
}
