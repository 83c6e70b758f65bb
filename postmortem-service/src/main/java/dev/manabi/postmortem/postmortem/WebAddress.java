package dev.manabi.postmortem.postmortem;

import dev.manabi.eventsourcing.DomainException.InvalidValue;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An address that somebody may follow. */
final class WebAddress {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    private WebAddress() {}

    /**
     * @return the address as it is
     * @throws InvalidValue where it is no address of the web
     */
    static @Nullable String checked(String field, @Nullable String address) {
        if (address == null || isOfTheWeb(address)) {
            return address;
        }
        throw new InvalidValue(field, field + " is an address of the web, with http or https.");
    }

    private static boolean isOfTheWeb(String address) {
        try {
            URI uri = new URI(address);
            return uri.getHost() != null && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
