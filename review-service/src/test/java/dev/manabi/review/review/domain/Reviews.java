package dev.manabi.review.review.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the tests of this package talk about. */
final class Reviews {

    static final UUID ID = UUID.fromString("019b2f00-0000-7000-8000-000000000001");
    static final UUID POSTMORTEM = UUID.fromString("019b2f00-0000-7000-8000-0000000000aa");
    static final Instant T0 = Instant.parse("2026-03-02T09:00:00Z");
    static final Instant T1 = T0.plus(Duration.ofHours(1));
    static final Instant DUE = T0.plus(Duration.ofDays(3));

    static final Criteria CRITERIA = new Criteria("founding-document", 1, List.of("no-blame", "impact", "cause"));

    static final Candidate KEN = new Candidate("ken", true, false, "storefront", 0);
    static final Candidate MEI = new Candidate("mei", false, false, "storefront", 0);
    static final Candidate ALEX = new Candidate("alex", false, false, "storefront", 0);
    static final Candidate SAM = new Candidate("sam", false, false, "storefront", 0);
    static final Candidate RIN = new Candidate("rin", true, false, "platform", 0);

    /** Mei owns it and has written it with Sam. */
    static final Submission FIRST = submission(1, "hash-1");

    static final Submission SECOND = submission(2, "hash-2");

    private Reviews() {}

    static Submission submission(int revision, String contentHash) {
        return new Submission(
                POSTMORTEM,
                "PM-7",
                "Checkout returns errors",
                "mei",
                List.of("mei", "sam"),
                "storefront",
                revision,
                contentHash,
                T0,
                DUE,
                false,
                Requirement.USUAL,
                null,
                List.of());
    }

    static Submission requiring(Requirement requirement) {
        return with(FIRST, requirement, null);
    }

    static Submission with(Submission s, Requirement requirement, @Nullable List<Part> parts) {
        return new Submission(
                s.postmortemId(),
                s.number(),
                s.title(),
                s.owner(),
                s.authors(),
                s.team(),
                s.revision(),
                s.contentHash(),
                s.submittedAt(),
                s.dueAt(),
                s.confidential(),
                requirement,
                parts,
                s.hints());
    }

    static Pool pool(Candidate... candidates) {
        return new Pool(List.of(candidates), 2, "lee", List.of("hana"));
    }
}
