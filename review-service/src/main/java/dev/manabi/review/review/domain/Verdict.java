package dev.manabi.review.review.domain;

/** What a reviewer says about one criterion of the checklist. */
public enum Verdict {
    PASS,
    FAIL,
    NOT_APPLICABLE
}
