package dev.tocsin.check;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostic;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.playbook.CallStep;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.Step;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who calls whom, from one playbook on: checks every playbook that is reached, and reports calls
 * that lead back to where they came from, that nest too deep, or whose playbook has errors.
 */
final class CallGraph {

    /** Calls inside calls; a run ends with {@code limit} beyond it. */
    static final int MOST_NESTED = 20;

    private final CalledPlaybooks playbooks;

    /** The playbook itself first, then those it reaches, by id. */
    private final Map<String, Playbook> reached = new LinkedHashMap<>();

    private final Map<String, List<CallStep>> calls = new HashMap<>();
    private final Map<String, Integer> depths = new HashMap<>();

    private CallGraph(CalledPlaybooks playbooks) {
        this.playbooks = playbooks;
    }

    /** Whether a finding is about calls between playbooks rather than about one file. */
    static boolean isAboutCalls(Code code) {
        return code == Code.RECURSIVE_CALL
                || code == Code.CALLS_TOO_DEEP
                || code == Code.UNCHECKED_CALL;
    }

    static void check(Playbook playbook, CalledPlaybooks playbooks, Diagnostics diagnostics) {
        synchronized (playbooks) {
            CallGraph graph = new CallGraph(playbooks);
            graph.reach(playbook);
            for (Playbook each : graph.reached.values()) {
                CalledPlaybook called = playbooks.one(each.id().text());
                if (each == playbook) {
                    graph.report(each, diagnostics);
                } else if (called != null) {
                    graph.report(each, called.findings());
                }
            }
        }
    }

    static List<CallStep> callsOf(Playbook playbook) {
        List<CallStep> calls = List.of();
        for (Step step : InnerSteps.all(playbook)) {
            if (step instanceof CallStep call) {
                calls = calls.isEmpty() ? new ArrayList<>() : calls;
                calls.add(call);
            }
        }
        return calls;
    }

    private void reach(Playbook start) {
        ArrayDeque<Playbook> next = new ArrayDeque<>(List.of(start));
        reached.put(start.id().text(), start);
        while (!next.isEmpty()) {
            Playbook playbook = next.remove();
            List<CallStep> own = callsOf(playbook);
            calls.put(playbook.id().text(), own);
            for (CallStep call : own) {
                CalledPlaybook called = playbooks.one(call.playbook().text());
                if (called != null && !reached.containsKey(call.playbook().text())) {
                    playbooks.check(called);
                    reached.put(call.playbook().text(), called.playbook());
                    next.add(called.playbook());
                }
            }
        }
    }

    private void report(Playbook playbook, Diagnostics diagnostics) {
        for (CallStep call : calls.getOrDefault(playbook.id().text(), List.of())) {
            CalledPlaybook called = playbooks.one(call.playbook().text());
            if (called == null) {
                continue;
            }
            Diagnostic error = called.firstError();
            if (error != null && called.playbook() != playbook) {
                int line = error.source().lineAt(error.span().start());
                new CallCheck(playbooks, playbook.source(), diagnostics)
                        .unchecked(
                                call.playbook(),
                                "`"
                                        + call.playbook()
                                        + "` has errors, the first in "
                                        + error.source().name()
                                        + ", line "
                                        + line);
            }
            List<CallStep> cycle = wayBack(playbook, call);
            if (cycle != null) {
                recursive(playbook, call, cycle, diagnostics);
            }
        }
        if (depth(playbook.id().text()) == MOST_NESTED + 1) {
            tooDeep(playbook, diagnostics);
        }
    }

    /**
     * The shortest way from a call back to its own playbook, both ends included; null where there
     * is none, or where another playbook on the way, first by id, is the one to tell of it.
     */
    private @Nullable List<CallStep> wayBack(Playbook playbook, CallStep first) {
        String home = playbook.id().text();
        if (first.playbook().text().compareTo(home) < 0) {
            return null;
        }
        Map<String, List<CallStep>> ways = new HashMap<>();
        ArrayDeque<String> next = new ArrayDeque<>();
        ways.put(first.playbook().text(), List.of(first));
        next.add(first.playbook().text());
        while (!next.isEmpty()) {
            String id = next.remove();
            List<CallStep> way = ways.getOrDefault(id, List.of());
            if (id.equals(home)) {
                return way;
            }
            for (CallStep call : calls.getOrDefault(id, List.of())) {
                String to = call.playbook().text();
                if (to.compareTo(home) >= 0 && !ways.containsKey(to)) {
                    List<CallStep> longer = new ArrayList<>(way);
                    longer.add(call);
                    ways.put(to, longer);
                    next.add(to);
                }
            }
        }
        return null;
    }

    private void recursive(
            Playbook playbook, CallStep call, List<CallStep> cycle, Diagnostics diagnostics) {
        StringBuilder way = new StringBuilder(playbook.id().text());
        List<Note> notes = new ArrayList<>();
        Playbook from = playbook;
        for (CallStep each : cycle) {
            way.append(" -> ").append(each.playbook());
            if (from != playbook) {
                notes.add(
                        Note.fact(
                                "`"
                                        + from.id()
                                        + "` calls `"
                                        + each.playbook()
                                        + "` in "
                                        + from.source().name()
                                        + ", line "
                                        + from.source().lineAt(each.playbook().span().start())));
            }
            from = reached.getOrDefault(each.playbook().text(), playbook);
        }
        notes.addFirst(Note.fact("the way round is " + way));
        notes.add(Note.help("a run would never end; use `repeat` or `forEach` to do things again"));
        diagnostics.report(
                Code.RECURSIVE_CALL,
                playbook.source(),
                call.playbook().span(),
                "`" + playbook.id() + "` ends up calling itself",
                notes.toArray(Note[]::new));
    }

    /** Calls inside each other from a playbook on; what is recursive counts as 0. */
    private int depth(String id) {
        Integer known = depths.get(id);
        if (known != null) {
            return known;
        }
        depths.put(id, 0);
        int deepest = 0;
        for (CallStep call : calls.getOrDefault(id, List.of())) {
            if (reached.containsKey(call.playbook().text())) {
                deepest = Math.max(deepest, 1 + depth(call.playbook().text()));
            }
        }
        depths.put(id, deepest);
        return deepest;
    }

    private void tooDeep(Playbook playbook, Diagnostics diagnostics) {
        CallStep deepest = null;
        for (CallStep call : calls.getOrDefault(playbook.id().text(), List.of())) {
            boolean deeper =
                    deepest == null
                            || depth(call.playbook().text()) > depth(deepest.playbook().text());
            deepest = deeper ? call : deepest;
        }
        if (deepest != null) {
            diagnostics.report(
                    Code.CALLS_TOO_DEEP,
                    playbook.source(),
                    deepest.playbook().span(),
                    "calls are nested more than " + MOST_NESTED + " deep from here",
                    Note.help("let one playbook call several others in turn instead"));
        }
    }
}
