package dev.manabi.notification.outgoing;

import java.net.URI;

/**
 * Where something is sent.
 *
 * @param trusted the operator has named it in the configuration: it may be within our own network
 */
public record Target(URI address, boolean trusted) {

    /** The path of a webhook is a secret. */
    @Override
    public String toString() {
        return "Target[" + address.getScheme() + "://" + address.getHost() + "/…]";
    }
}
