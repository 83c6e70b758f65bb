package dev.manabi.notification.outgoing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Ranges of addresses, as {@code 10.0.0.0/8} or {@code fd00::/8} write them. */
final class Networks {

    /** The one usual way: four numbers, none of which begins with a zero that might mean octal. */
    private static final Pattern DOTTED =
            Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\\.(?!$)|$)){4}");

    private final List<Range> ranges;

    private static final class Range {
        private final byte[] prefix;
        private final int bits;

        Range(byte[] prefix, int bits) {
            this.prefix = prefix;
            this.bits = bits;
        }

        boolean contains(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            int whole = bits / 8;
            int rest = bits % 8;
            return Arrays.equals(address, 0, whole, prefix, 0, whole)
                    && (rest == 0 || (address[whole] & 0xff) >> (8 - rest) == (prefix[whole] & 0xff) >> (8 - rest));
        }
    }

    private Networks(List<Range> ranges) {
        this.ranges = ranges;
    }

    /** @throws IllegalArgumentException where one of them is no range */
    static Networks of(List<String> cidrs) {
        return new Networks(cidrs.stream().map(Networks::range).toList());
    }

    static Networks of(String... cidrs) {
        return of(Stream.of(cidrs).toList());
    }

    boolean contains(byte[] address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    static boolean isDotted(String address) {
        return DOTTED.matcher(address).matches();
    }

    private static Range range(String cidr) {
        String[] parts = cidr.strip().split("/", -1);
        // Only what can be no name is looked up: a range must not depend on a name server. And to Java 10.1 is
        // 10.0.0.1.
        if (parts.length != 2
                || !(isDotted(parts[0]) || parts[0].matches("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*"))
                || !parts[1].matches("\\d{1,3}")) {
            throw new IllegalArgumentException(cidr + " is no range of addresses such as 10.0.0.0/8");
        }
        try {
            byte[] prefix = InetAddress.getByName(parts[0]).getAddress();
            int bits = Integer.parseInt(parts[1]);
            if (bits > prefix.length * 8) {
                throw new IllegalArgumentException(cidr + " has more bits than an address");
            }
            return new Range(prefix, bits);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(cidr + " is no range of addresses such as 10.0.0.0/8", e);
        }
    }
}
