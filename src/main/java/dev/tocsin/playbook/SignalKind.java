package dev.tocsin.playbook;

/** What sources raise, and playbooks answer. */
public enum SignalKind {
    ALERT("alert"),
    INCIDENT("incident");

    private final String word;

    SignalKind(String word) {
        this.word = word;
    }

    /** As files and expressions call it. */
    public String word() {
        return word;
    }
}
