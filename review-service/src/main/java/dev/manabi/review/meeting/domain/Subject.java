package dev.manabi.review.meeting.domain;

import java.util.UUID;

/**
 * A postmortem that a meeting is about.
 *
 * @param title the number again, where it is confidential
 * @param confidential only those named may know of it
 */
public record Subject(UUID postmortemId, String number, String title, boolean confidential) {}
