package dev.manabi.postmortem.transfer;

import dev.manabi.eventsourcing.Rule;

/** Why an archive, or a part of it, is not taken over. */
enum ArchiveRule implements Rule {
    /** An archive is taken over by a service in which nothing has happened yet. */
    SERVICE_NOT_EMPTY,
    /** A part came before the one that holds the header. */
    ARCHIVE_NOT_BEGUN,
    /** Something else stands where this should stand, or what it follows is missing. */
    ARCHIVE_CONFLICT,
    /** The end came before everything else. */
    ARCHIVE_INCOMPLETE
}
