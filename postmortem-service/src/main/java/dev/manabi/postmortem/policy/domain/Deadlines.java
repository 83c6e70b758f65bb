package dev.manabi.postmortem.policy.domain;

/**
 * By when things are due after an incident of one severity.
 *
 * @param draft from the closing of the incident until the postmortem is submitted for review
 * @param review from the submission until the verdict
 * @param publication from the closing of the incident until the postmortem is published
 * @param actionItem from the writing down of an action item until it is done, unless it says otherwise
 */
public record Deadlines(Span draft, Span review, Span publication, Span actionItem) {}
