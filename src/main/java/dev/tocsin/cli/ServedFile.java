package dev.tocsin.cli;

import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Profile;
import dev.tocsin.document.Document;
import dev.tocsin.document.DocumentParser;
import dev.tocsin.document.SourceReader;
import dev.tocsin.service.config.ServiceFile;
import dev.tocsin.service.config.ServiceFileParser;
import dev.tocsin.source.SourceText;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The operator's configuration, or what stands in for it: this machine alone, no mail, nobody's
 * answer counts. The lab asks the people of its company.
 *
 * @param folder where relative paths in it start
 */
record ServedFile(ServiceFile file, Path folder) {

    private static final String USUAL_LISTEN = "127.0.0.1:8420";

    /**
     * @param config what `--config` names, or null
     * @param listen what `--listen` says, or null; replaces what the file says
     */
    static ServedFile of(
            @Nullable String config, @Nullable String listen, boolean lab, Console console)
            throws CommandFault {
        if (config == null) {
            String where = port(listen == null ? USUAL_LISTEN : listen);
            return new ServedFile(
                    parse(SourceText.of("<service>", usual(where, lab)), console),
                    console.directory());
        }
        Path path = console.resolve(config);
        if (!Files.isRegularFile(path)) {
            throw CommandFault.configuration(
                    "there is no service file `" + config + "`",
                    "`examples/service.yaml` shows what one looks like");
        }
        Diagnostics diagnostics = new Diagnostics();
        SourceText source = SourceReader.read(path, config, diagnostics);
        if (source == null) {
            throw refuse(diagnostics, console);
        }
        ServiceFile file = parse(source, console);
        Path folder = path.toAbsolutePath().getParent();
        return new ServedFile(
                listen == null ? file : file.listeningAt(address(port(listen), console)),
                folder == null ? console.directory() : folder);
    }

    /** A path of the file. */
    Path resolve(String path) {
        return folder.resolve(path).normalize();
    }

    private static ServiceFile parse(SourceText source, Console console) throws CommandFault {
        Diagnostics diagnostics = new Diagnostics();
        Document document = DocumentParser.parse(source, diagnostics);
        ServiceFile file =
                document == null || diagnostics.hasErrors()
                        ? null
                        : ServiceFileParser.parse(document, diagnostics);
        if (file == null) {
            throw refuse(diagnostics, console);
        }
        RunCommand.print(diagnostics, Profile.STANDARD, console);
        return file;
    }

    private static CommandFault refuse(Diagnostics diagnostics, Console console) {
        RunCommand.print(diagnostics, Profile.STANDARD, console);
        return CommandFault.configuration("the service file has errors", null);
    }

    private static String usual(String listen, boolean lab) {
        String file =
                """
                service: tocsin
                listen: "%s"
                publicUrl: "http://%s"
                """
                        .formatted(listen, listen);
        return lab
                ? file
                        + """
                        questions:
                          via: [mail]
                          allowedDomains: [contoso.com]
                          approvers: [soc-lead@contoso.com]
                        people:
                          soc-lead@contoso.com: [approver]
                          soc-manager@contoso.com: [approver]
                        """
                : file;
    }

    /** Whether it may listen there is decided once the rest of the file is known. */
    private static InetSocketAddress address(String listen, Console console) throws CommandFault {
        String file =
                """
                service: tocsin
                listen: "%s"
                publicUrl: https://localhost
                tls: proxy
                """
                        .formatted(listen);
        return parse(SourceText.of("<--listen>", file), console).listen().address();
    }

    /** A port of 0 is any free one, and has to be known before the first link is written. */
    private static String port(String listen) throws CommandFault {
        if (!listen.endsWith(":0")) {
            return listen;
        }
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return listen.substring(0, listen.length() - 1) + socket.getLocalPort();
        } catch (IOException e) {
            throw CommandFault.configuration("no port of this machine is free", null);
        }
    }
}
