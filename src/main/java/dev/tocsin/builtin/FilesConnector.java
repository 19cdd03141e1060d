package dev.tocsin.builtin;

import dev.tocsin.connector.ConnectionNeeds;
import dev.tocsin.connector.Connector;
import dev.tocsin.connector.Operation;

import java.util.ArrayList;
import java.util.List;

/** Files below one folder of the project: lists to look things up in, and records to add to. */
public final class FilesConnector implements Connector {

    @Override
    public String name() {
        return "files";
    }

    @Override
    public String summary() {
        return "CSV, JSON and text files below one folder of the project.";
    }

    @Override
    public ConnectionNeeds needs() {
        return new ConnectionNeeds(
                List.of("none"),
                null,
                null,
                null,
                "",
                List.of(),
                """
                settings: { folder: data }
                """);
    }

    @Override
    public List<Operation> operations() {
        List<Operation> all = new ArrayList<>(FileReads.operations());
        all.addAll(FileChanges.operations());
        return all;
    }
}
