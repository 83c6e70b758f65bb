package dev.manabi.postmortem.postmortem;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An action item's issue in a tracker, as callers see it.
 *
 * @param name of the tracker, in the settings
 * @param key what the tracker calls it; null until it is made
 * @param state WAITING until it is made, then OPEN or CLOSED; NOT_PLANNED where it was closed there without being done,
 *     which somebody has to decide about here; FAILED where trying again would lead to the same
 * @param lastError why it waits or has failed
 */
@Schema(name = "TrackerIssue")
public record TrackerAnswer(
        String name,
        @Nullable String key,
        @Nullable String url,
        IssueState state,
        @Nullable String lastError) {

    /** How it stands. */
    @Schema(name = "TrackerIssueState")
    public enum IssueState {
        WAITING,
        OPEN,
        CLOSED,
        NOT_PLANNED,
        FAILED
    }

    static TrackerAnswer of(TrackerIssue issue) {
        return new TrackerAnswer(issue.tracker, issue.key, issue.url, state(issue), issue.lastError);
    }

    private static IssueState state(TrackerIssue issue) {
        if (issue.failed) {
            return IssueState.FAILED;
        }
        return switch (issue.seen) {
            case OPEN -> IssueState.OPEN;
            case DONE -> IssueState.CLOSED;
            case DROPPED -> issue.closed ? IssueState.CLOSED : IssueState.NOT_PLANNED;
            case null -> IssueState.WAITING;
        };
    }
}
