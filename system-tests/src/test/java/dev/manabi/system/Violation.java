package dev.manabi.system;

/** Something that must never be, in one line. */
record Violation(Rule rule, String line) {

    enum Rule {
        /** Every acknowledged command has its event; sent any number of times, it was carried out once. */
        ACKNOWLEDGED_ONCE,
        /** Versions of a stream are 1..n; a key's records come in the order of versions. */
        ORDER,
        /** Topics hold what the stores would tell, nothing more and nothing less. */
        TOLD,
        /** Each consumer has acted upon each message once. */
        HEARD_ONCE,
        /** Read models are what the events make of them. */
        REBUILT,
        /** Each closing is decided upon once, and what is due is drafted once. */
        DECIDED_ONCE,
        /** Nothing is published without an accepted review of that content. */
        REVIEWED,
        /** Each announcement reaches each recipient once. */
        ANNOUNCED_ONCE
    }

    @Override
    public String toString() {
        return rule + ": " + line;
    }
}
