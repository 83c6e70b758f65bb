package dev.manabi.notification.outgoing;

import dev.manabi.notification.NotificationConfig;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Keeps what people set up from reaching into our own network. It is the very look-up that connections are made with:
 * what is checked is what is connected to, whatever a name server says the next moment.
 */
@Startup
@ApplicationScoped
public class TargetGuard implements DnsResolver {

    private static final int LONGEST = 2_000;

    /** Whoever gives a name a thousand dead addresses shall not have them tried one after the other. */
    private static final int MOST_ADDRESSES = 4;

    /** Below it ports belong to services that have nothing to do with HTTP, such as mail. */
    private static final int FIRST_FREE_PORT = 1_024;

    /** What no one on the internet has, or what leads back to us. */
    private static final Networks CLOSED_V4 = Networks.of(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "168.63.129.16/32", // what runs a machine in Azure listens there, for that machine alone
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");

    private static final Networks OPEN_V6 = Networks.of("2000::/3");

    /** Tunnels (Teredo and 6to4 among them), measurements, examples. */
    private static final Networks CLOSED_V6 = Networks.of("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    /** The last four bytes of these are an address of the old kind. */
    private static final Networks TRANSLATED = Networks.of("64:ff9b::/96");

    private static final Pattern NUMBER = Pattern.compile("(\\d+|0[xX][0-9a-fA-F]*)", Pattern.UNICODE_CHARACTER_CLASS);

    private final Networks allowed;
    private final Lookup lookup;

    /** How names become addresses. */
    @FunctionalInterface
    interface Lookup {
        InetAddress[] all(String host) throws UnknownHostException;
    }

    /** The address is known, and nothing is sent there. */
    @SuppressWarnings("serial") // never serialised
    static final class Forbidden extends UnknownHostException {
        Forbidden() {
            super("The address is not allowed");
        }
    }

    @Inject
    TargetGuard(NotificationConfig config) {
        this(networks(config.allowedNetworks().orElse(List.of())), InetAddress::getAllByName);
    }

    TargetGuard(Networks allowed, Lookup lookup) {
        this.allowed = allowed;
        this.lookup = lookup;
    }

    private static Networks networks(List<String> cidrs) {
        try {
            return Networks.of(cidrs);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("manabi.notification.allowed-networks: " + e.getMessage() + ".", e);
        }
    }

    /** Why nothing may be sent there, in words for whoever sets it up; empty where it may. */
    public Optional<String> whyNot(URI address) {
        String host = address.getHost();
        if (address.toString().length() > LONGEST) {
            return Optional.of("address is longer than " + LONGEST + " characters.");
        }
        boolean https = "https".equalsIgnoreCase(address.getScheme());
        if (!https && !"http".equalsIgnoreCase(address.getScheme())) {
            return Optional.of("address must be the https URL of a webhook.");
        }
        if (host == null || host.isBlank() || address.getUserInfo() != null || address.getFragment() != null) {
            return Optional.of("address must be a URL with a host and without user or fragment.");
        }
        int port = address.getPort();
        if (port == 0 || port > 65_535) {
            return Optional.of("address must have a port between 1 and 65535.");
        }
        InetAddress[] found;
        try {
            found = checked(host);
        } catch (Forbidden e) {
            return Optional.of("address leads into a network that nothing is sent to"
                    + " (manabi.notification.allowed-networks names exceptions).");
        } catch (UnknownHostException e) {
            return Optional.of("address names a host that cannot be found.");
        }
        boolean ours = Arrays.stream(found).allMatch(one -> allowed.contains(one.getAddress()));
        if (!https && !ours) {
            return Optional.of("address must begin with https.");
        }
        return port < 0 || port == 80 || port == 443 || port >= FIRST_FREE_PORT || ours
                ? Optional.empty()
                : Optional.of("address must have the port 80, 443, or one from " + FIRST_FREE_PORT + " on.");
    }

    /**
     * @return some of its addresses, each of which is allowed
     * @throws Forbidden where only one of all is not: the next time that one may come first
     */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] all = checked(host);
        return all.length > MOST_ADDRESSES ? Arrays.copyOf(all, MOST_ADDRESSES) : all;
    }

    private InetAddress[] checked(String host) throws UnknownHostException {
        if (isOddNumber(host)) {
            throw new Forbidden();
        }
        InetAddress[] found = lookup.all(unbracketed(host));
        for (InetAddress one : found) {
            if (!isOpen(one.getAddress())) {
                throw new Forbidden();
            }
        }
        return found;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return resolve(host)[0].getCanonicalHostName();
    }

    private boolean isOpen(byte[] address) {
        if (allowed.contains(address)) {
            return true;
        }
        if (address.length == 4) {
            return !CLOSED_V4.contains(address);
        }
        if (TRANSLATED.contains(address)) {
            return isOpen(Arrays.copyOfRange(address, 12, 16));
        }
        return OPEN_V6.contains(address) && !CLOSED_V6.contains(address);
    }

    /** What ends in a number is an address, and there is one way to write it: others are read differently elsewhere. */
    private static boolean isOddNumber(String host) {
        String last = host.replaceFirst("\\.+$", "").replaceFirst("^.*\\.", "");
        return NUMBER.matcher(last).matches() && !Networks.isDotted(host);
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
