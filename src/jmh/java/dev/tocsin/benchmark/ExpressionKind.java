package dev.tocsin.benchmark;

/** The three kinds of expression that playbooks are made of, as each language writes them. */
public enum ExpressionKind {
    CONDITION(
            """
            ${event.severity in ["High", "Medium"]
              && event.evidence.exists(e, e.kind == "device" && e.risk > 90)}\
            """,
            """
            event.severity in ["High", "Medium"]
              && event.evidence.exists(e, e.kind == "device" && e.risk > 90)\
            """,
            """
            (.severity == "High" or .severity == "Medium")
              and any(.evidence[]; .kind == "device" and .risk > 90)\
            """,
            """
            severity in ["High", "Medium"]
              and $count(evidence[kind = "device" and risk > 90]) > 0\
            """),
    TEMPLATE(
            "Alert ${event.title} on ${event.device.name} (${event.severity}):"
                    + " ${size(event.evidence)} pieces",
            """
            "Alert " + event.title + " on " + event.device.name + " (" + event.severity + "): "
              + string(size(event.evidence)) + " pieces\"\
            """,
            """
            "Alert \\(.title) on \\(.device.name) (\\(.severity)): \\(.evidence | length) pieces\"\
            """,
            """
            "Alert " & title & " on " & device.name & " (" & severity & "): "
              & $count(evidence) & " pieces\"\
            """),
    FILTER_MAP(
            """
            ${event.evidence.filter(e, e.risk >= 50).map(e, {"name": e.name, "hash": e.sha256})}\
            """,
            """
            event.evidence.filter(e, e.risk >= 50).map(e, {"name": e.name, "hash": e.sha256})\
            """,
            """
            [.evidence[] | select(.risk >= 50) | {name: .name, hash: .sha256}]\
            """,
            """
            evidence[risk >= 50].{"name": name, "hash": sha256}\
            """);

    private final String template;
    private final String cel;
    private final String jq;
    private final String jsonata;

    ExpressionKind(String template, String cel, String jq, String jsonata) {
        this.template = template;
        this.cel = cel;
        this.jq = jq;
        this.jsonata = jsonata;
    }

    /** As a value in a playbook. */
    String template() {
        return template;
    }

    String cel() {
        return cel;
    }

    String jq() {
        return jq;
    }

    String jsonata() {
        return jsonata;
    }
}
