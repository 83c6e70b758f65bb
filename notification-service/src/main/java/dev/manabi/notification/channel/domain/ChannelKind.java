package dev.manabi.notification.channel.domain;

import dev.manabi.notification.delivery.domain.Channel;

/** What stands at the other end of a channel. */
public enum ChannelKind {
    /** A mail address behind which there are many readers. */
    MAIL_LIST(Channel.MAIL),

    /** An incoming webhook of Slack, or of what is compatible with it. */
    SLACK(Channel.CHAT),

    /** A webhook of Microsoft Teams Workflows. */
    TEAMS(Channel.CHAT),
    MATTERMOST(Channel.CHAT),
    GOOGLE_CHAT(Channel.CHAT),
    DISCORD(Channel.CHAT),

    /** A program: it gets events as they are, signed as Standard Webhooks says. */
    WEBHOOK(Channel.WEBHOOK);

    private final Channel way;

    ChannelKind(Channel way) {
        this.way = way;
    }

    public Channel way() {
        return way;
    }
}
