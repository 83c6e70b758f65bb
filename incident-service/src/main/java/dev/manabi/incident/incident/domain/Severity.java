package dev.manabi.incident.incident.domain;

/** How bad it is; SEV1 is the worst. */
public enum Severity {
    SEV1,
    SEV2,
    SEV3,
    SEV4,
    SEV5;

    /** The worse of the two. */
    public Severity peak(Severity other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
