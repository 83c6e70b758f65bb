package dev.manabi.notification.delivery.domain;

/**
 * Who is told. Addresses are looked up when something is sent: they change, and what is stored stays.
 *
 * @param name person id, or the name of a list or room
 */
public record Recipient(Kind kind, String name) {

    /** What the name is the name of. */
    public enum Kind {
        PERSON,
        MAIL_LIST,
        CHAT_ROOM,
        WEBHOOK
    }

    /** Everybody who wants to hear of publications, by one mail. */
    public static final Recipient AUDIENCE = new Recipient(Kind.MAIL_LIST, "audience");

    /** The room behind the chat webhook. */
    public static final Recipient ROOM = new Recipient(Kind.CHAT_ROOM, "chat");

    public static Recipient person(String id) {
        return new Recipient(Kind.PERSON, id);
    }
}
