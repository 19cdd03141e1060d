package dev.tocsin.document;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads one YAML 1.2 document. Whatever the text is, the answer is a document, diagnostics or both,
 * never an exception.
 *
 * <p>A mistake that leaves the structure clear (an anchor, a tag, a duplicate key) is reported and
 * the tree is built as if it were put right, so that later stages find what else is wrong.
 */
public final class DocumentParser {

    private DocumentParser() {}

    /**
     * @return null if the text has no readable structure; then {@code diagnostics} says why
     */
    public static @Nullable Document parse(SourceText source, Diagnostics diagnostics) {
        boolean hidden = HiddenCharacters.check(source, diagnostics);
        CodePoints offsets = new CodePoints(source.text());
        LoadSettings settings =
                LoadSettings.builder().setCodePointLimit(SourceReader.MAX_BYTES + 1).build();
        try {
            ParserImpl events = new ParserImpl(settings, new StreamReader(settings, source.text()));
            Node root = new TreeBuilder(events, source, offsets, diagnostics).build();
            if (root == null) {
                diagnostics.report(
                        Code.FILE_EMPTY,
                        source,
                        Span.at(0),
                        "the file is empty",
                        Note.help("begin with its kind, for example `playbook: my-playbook`"));
                return null;
            }
            // A hidden character may stand within any key or name: what follows from it is no news.
            return hidden ? null : new Document(source, root);
        } catch (UnreadableStructure _) {
            return null;
        } catch (MarkedYamlEngineException e) {
            new SyntaxFault(source, offsets, diagnostics).report(e);
            return null;
        } catch (YamlEngineException _) {
            // Without a place: a character that YAML forbids, which HiddenCharacters has shown.
            if (!hidden) {
                diagnostics.report(
                        Code.YAML_SYNTAX, source, Span.at(0), "the file is not valid YAML");
            }
            return null;
        }
    }
}
