package dev.manabi.review.meeting;

import dev.manabi.contracts.PostmortemMessage.CommentAdded;
import dev.manabi.contracts.PostmortemMessage.CommentReopened;
import dev.manabi.contracts.PostmortemMessage.CommentResolved;
import dev.manabi.contracts.PostmortemMessage.PostmortemSubmitted;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;

/** Keeps what meetings have to know of postmortems: which incident and services they are about, and what is said of them. */
@ApplicationScoped
public class Material {

    /** What was told later stays. */
    public void keep(PostmortemSubmitted submitted) {
        MaterialView known = MaterialView.findById(submitted.postmortemId());
        if (known != null && known.submittedAt.isAfter(submitted.submittedAt())) {
            return;
        }
        MaterialView material = known == null ? new MaterialView() : known;
        material.postmortemId = submitted.postmortemId();
        material.incidentId = submitted.incidentId();
        material.services = submitted.services();
        material.submittedAt = submitted.submittedAt();
        material.persist();
    }

    /** A reply belongs to the thread that is talked about. */
    public void keep(CommentAdded added) {
        if (added.inReplyTo() != null || CommentView.findById(added.commentId()) != null) {
            return;
        }
        CommentView comment = new CommentView();
        comment.id = added.commentId();
        comment.postmortemId = added.postmortemId();
        comment.section = added.section();
        comment.text = added.text();
        comment.author = added.author();
        comment.addedAt = added.addedAt();
        comment.resolved = false;
        comment.changedAt = added.addedAt();
        comment.persist();
    }

    public void keep(CommentResolved resolved) {
        mark(resolved.commentId(), true, resolved.resolvedAt());
    }

    public void keep(CommentReopened reopened) {
        mark(reopened.commentId(), false, reopened.reopenedAt());
    }

    /** Of a comment that was said before anybody listened nothing is known, and nothing is kept. */
    private static void mark(UUID id, boolean resolved, Instant at) {
        CommentView comment = CommentView.findById(id);
        if (comment != null && !comment.changedAt.isAfter(at)) {
            comment.resolved = resolved;
            comment.changedAt = at;
        }
    }
}
