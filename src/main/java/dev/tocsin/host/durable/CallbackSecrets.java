package dev.tocsin.host.durable;

import dev.tocsin.program.CalledPrograms;
import dev.tocsin.program.Program;
import dev.tocsin.program.WaitForNode;
import dev.tocsin.schema.SecretMarks;
import dev.tocsin.value.Value;

/** Marks what is secret in a body that was posted, before the journal sees it. */
final class CallbackSecrets {

    private CallbackSecrets() {}

    /**
     * @param token begins with the id of its step; steps of that name in any of the playbooks have
     *     a say, because which one it is only the core knows
     */
    static Value marked(Program program, String token, Value body) {
        int end = 0;
        while (end < token.length() && Character.isLetterOrDigit(token.charAt(end))) {
            end++;
        }
        String id = token.substring(0, end);
        Value marked = body;
        for (Program each : CalledPrograms.of(program)) {
            WaitForNode.Callback step = each.callbacks().get(id);
            if (step != null) {
                marked = SecretMarks.mark(marked, step.schema());
            }
        }
        return marked;
    }
}
