package dev.manabi.notification.delivery.domain;

/** By which way something is told. */
public enum Channel {
    MAIL,
    CHAT,

    /** To a program, in the words of the event itself. */
    WEBHOOK
}
