package dev.manabi.notification.delivery.domain;

/** By which way something is told. */
public enum Channel {
    MAIL,
    CHAT
}
