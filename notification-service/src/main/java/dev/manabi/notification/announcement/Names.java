package dev.manabi.notification.announcement;

/** How people are called. */
public interface Names {

    /** A person's name, or the id where the name is not known. */
    String name(String person);

    /** What a person is called in chat: the handle where there is one, else the name. */
    String chatName(String person);
}
