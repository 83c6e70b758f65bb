package dev.manabi.notification.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manabi.notification.Settings;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetGuardTest {

    private final TargetGuard guard = new TargetGuard(Networks.of(), TargetGuardTest::found);

    /** Names that a test needs; addresses are read as Java reads them. */
    private static InetAddress[] found(String host) throws UnknownHostException {
        return switch (host) {
            case "hooks.example" -> new InetAddress[] {InetAddress.getByName("93.184.215.14")};
            case "both.example" ->
                new InetAddress[] {InetAddress.getByName("93.184.215.14"), InetAddress.getByName("10.0.0.7")};
            case "inside.example" -> new InetAddress[] {InetAddress.getByName("192.168.1.1")};
            case "nowhere.example" -> throw new UnknownHostException(host);
            default -> InetAddress.getAllByName(host);
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.1",
                "127.0.1",
                "2130706433",
                "0x7f000001",
                "0x7f.1",
                "0177.0.0.1",
                "0",
                "0.0.0.0",
                "localhost",
                "localhost.",
                "[::1]",
                "[::]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[0:0:0:0:0:0:0:1]",
                "[::127.0.0.1]",
                "[64:ff9b::7f00:1]",
                "[64:ff9b::10.0.0.1]",
                "[2002:7f00:1::]",
                "[2001:0:7f00:1::1]",
                "169.254.169.254",
                "[fe80::1]",
                "[fc00::1]",
                "[fd12:3456::1]",
                "[fec0::1]",
                "[ff02::1]",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.0.1",
                "100.64.0.1",
                "198.18.0.1",
                "192.0.0.170",
                "192.0.2.1",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "[2001:db8::1]",
                "[2001:2::1]",
                "[2001:10::1]",
                "[2001:1ff::1]",
                "168.63.129.16",
                "①②⑦.0.0.1",
                "127。0。0。1",
                "inside.example",
                "both.example",
                "127.0.0.1.",
                "%31%32%37.0.0.1",
                "nowhere.example"
            })
    void nothing_within_is_reached_however_it_is_written(String host) {
        for (String scheme : new String[] {"https", "http"}) {
            URI address;
            try {
                address = URI.create(scheme + "://" + host + "/hook");
            } catch (IllegalArgumentException e) {
                continue; // no address at all
            }
            assertThat(guard.whyNot(address)).as("%s", address).isPresent();
        }
        String bare = host.replaceAll("[\\[\\]]", "");
        assertThatThrownBy(() -> guard.resolve(bare)).isInstanceOf(UnknownHostException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://hooks.example/x",
                "file:///etc/passwd",
                "http://hooks.example/x",
                "https://user:secret@hooks.example/x",
                "https://hooks.example/x#fragment",
                "https:///x",
                "https:hooks.example",
                "/x",
                "https://hooks.example:0/x",
                "https://hooks.example:70000/x",
                "https://hooks.example:25/x",
                "https://hooks.example:1023/x",
                "gopher://hooks.example",
                "javascript:alert(1)"
            })
    void only_plain_https_addresses_are_taken(String address) {
        assertThat(guard.whyNot(URI.create(address))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hooks.example/services/T0/B0/x",
                "https://hooks.example:8443/x?key=1",
                "https://hooks.example:443/x",
                "https://hooks.example:80/x",
                "https://hooks.example:1024/x",
                "https://[2001:200::1]/x",
                "https://93.184.215.14/x",
                "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/x"
            })
    void what_is_on_the_internet_is_reached(String address) {
        assertThat(guard.whyNot(URI.create(address))).isEmpty();
    }

    @Test
    void exceptions_are_reached_also_without_tls() {
        TargetGuard open = new TargetGuard(Networks.of("10.0.0.0/8", "fd00::/8"), TargetGuardTest::found);
        assertThat(open.whyNot(URI.create("http://10.1.2.3:8065/hooks/x"))).isEmpty();
        assertThat(open.whyNot(URI.create("http://[fd12::1]/hooks/x"))).isEmpty();
        assertThat(open.whyNot(URI.create("http://10.1.2.3:81/hooks/x"))).isEmpty();
        assertThat(open.whyNot(URI.create("http://11.1.2.3/x"))).hasValue("address must begin with https.");
        assertThat(open.whyNot(URI.create("http://192.168.1.1/x"))).isPresent();
        assertThat(open.whyNot(URI.create("https://both.example/x"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0",
                "10.0.0.0/33",
                "10.1/16",
                "10/8",
                "010.0.0.0/8",
                "10.0.0.256/8",
                "localhost/8",
                "10.0.0/x",
                "::1/129",
                "::ffff:10.0.0.0/104",
                "/8",
                ""
            })
    void what_is_no_range_is_said(String cidr) {
        assertThatThrownBy(() -> Networks.of(cidr)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_is_no_range_stops_the_start_and_the_setting_is_named() {
        assertThatThrownBy(() -> new TargetGuard(Settings.of("allowed-networks", "10.0.0.0/8,10.1/16")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("manabi.notification.allowed-networks")
                .hasMessageContaining("10.1/16");
        TargetGuard open = new TargetGuard(Settings.of("allowed-networks", "127.0.0.0/8,fd00::/8"));
        assertThat(open.whyNot(URI.create("http://127.0.0.1:8086/hooks/x"))).isEmpty();
    }

    @Test
    void of_a_name_with_many_addresses_all_are_checked_and_few_are_tried() throws UnknownHostException {
        InetAddress[] many = new InetAddress[1_000];
        for (int i = 0; i < many.length; i++) {
            many[i] = InetAddress.getByAddress(new byte[] {93, (byte) 184, (byte) (i >> 8), (byte) i});
        }
        TargetGuard crowded = new TargetGuard(Networks.of(), _ -> many.clone());
        assertThat(crowded.resolve("crowd.example")).containsExactly(many[0], many[1], many[2], many[3]);
        many[999] = InetAddress.getByName("10.0.0.1");
        assertThatThrownBy(() -> crowded.resolve("crowd.example")).isInstanceOf(TargetGuard.Forbidden.class);
    }
}
