package dev.manabi.review.catalog;

/** Somebody has come, gone away, come back or become senior: what could not be assigned perhaps can be now. */
public record PeopleChanged() {}
