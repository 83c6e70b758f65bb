package dev.manabi.review.meeting;

import dev.manabi.review.meeting.domain.Agenda;
import dev.manabi.review.meeting.domain.Agenda.FailedCriterion;
import dev.manabi.review.meeting.domain.Agenda.OpenComment;
import dev.manabi.review.meeting.domain.AgendaPart;
import dev.manabi.review.meeting.domain.Subject;
import dev.manabi.review.review.ReviewView;
import dev.manabi.review.review.domain.GivenVerdict;
import dev.manabi.review.review.domain.Verdict;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is open on the postmortems of a meeting at this moment. */
final class Agendas {

    private Agendas() {}

    /** As it was pinned when the meeting began; as it would be, before that. */
    static List<AgendaPart> of(MeetingView meeting) {
        return meeting.agenda == null ? present(meeting) : meeting.agenda;
    }

    private static List<AgendaPart> present(MeetingView meeting) {
        Set<UUID> hidden = meeting.subjects.stream()
                .filter(Subject::confidential)
                .map(Subject::postmortemId)
                .collect(Collectors.toSet());
        List<OpenComment> comments = CommentView.openOn(meeting.postmortems).stream()
                .map(one -> new OpenComment(
                        one.id,
                        one.postmortemId,
                        one.section,
                        hidden.contains(one.postmortemId) ? null : one.text,
                        one.author))
                .toList();
        List<ReviewView> reviews = ReviewView.list("postmortemId in ?1 order by id", meeting.postmortems);
        List<FailedCriterion> criteria = reviews.stream()
                .flatMap(review -> failed(review, hidden.contains(review.postmortemId)))
                .toList();
        return Agenda.of(meeting.subjects, comments, criteria, meeting.durationMinutes);
    }

    /** A criterion that several reviewers found not met is one point. */
    private static Stream<FailedCriterion> failed(ReviewView review, boolean hidden) {
        return review.criteria.stream()
                .flatMap(key -> review.verdicts.stream()
                        .filter(verdict -> verdict.criterion().equals(key) && verdict.verdict() == Verdict.FAIL)
                        .limit(1)
                        .map((GivenVerdict verdict) -> new FailedCriterion(
                                review.postmortemId, key, hidden ? null : verdict.remark(), verdict.by())));
    }
}
