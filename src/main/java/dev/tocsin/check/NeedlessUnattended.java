package dev.tocsin.check;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.playbook.Name;
import dev.tocsin.source.SourceText;

/** A reason why nobody is asked, where nothing is contained or somebody is asked after all. */
final class NeedlessUnattended {

    private NeedlessUnattended() {}

    /**
     * @param contains whether there is a containment at all
     */
    static void report(Name reason, boolean contains, SourceText source, Diagnostics diagnostics) {
        diagnostics.report(
                Code.NEEDLESS_UNATTENDED,
                source,
                reason.span(),
                contains
                        ? "an answer decides this containment, so `unattended` says nothing"
                        : "nothing is contained here, so `unattended` says nothing",
                Note.help("remove `unattended`"));
    }
}
