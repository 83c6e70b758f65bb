package dev.manabi.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manabi.eventsourcing.DomainException.InvalidValue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {

    private static final List<Integer> ROWS = IntStream.range(0, 25).boxed().toList();

    @Test
    void a_list_is_read_page_by_page_without_gap_or_repetition() {
        List<Integer> seen = new ArrayList<>();
        String cursor = null;
        int pages = 0;
        do {
            Page<Integer> page = read(10, cursor);
            seen.addAll(page.items());
            cursor = page.next();
            pages++;
        } while (cursor != null);
        assertThat(seen).isEqualTo(ROWS);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void a_last_page_that_is_full_has_no_next() {
        assertThat(read(25, null).next()).isNull();
        assertThat(read(24, null).next()).isNotNull();
    }

    @Test
    void an_empty_list_is_an_empty_page() {
        Page<Integer> page = Page.of(PageRequest.of(null, null), List.<Integer>of(), row -> "", row -> row);
        assertThat(page.items()).isEmpty();
        assertThat(page.next()).isNull();
    }

    @Test
    void fifty_are_shown_where_nobody_says_how_many() {
        assertThat(PageRequest.of(null, null)).isEqualTo(new PageRequest(50, null));
        assertThat(PageRequest.of(null, "")).isEqualTo(new PageRequest(50, null));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 201, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void no_page_is_empty_or_endless(int limit) {
        assertThatThrownBy(() -> PageRequest.of(limit, null))
                .isInstanceOfSatisfying(
                        InvalidValue.class, e -> assertThat(e.field()).isEqualTo("limit"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 200})
    void the_limits_themselves_are_allowed(int limit) {
        assertThat(PageRequest.of(limit, null).limit()).isEqualTo(limit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"!!", "a b", "ä", "=", "AAAA=A"})
    void a_cursor_that_we_did_not_give_is_refused(String cursor) {
        assertThatThrownBy(() -> PageRequest.of(10, cursor))
                .isInstanceOfSatisfying(
                        InvalidValue.class, e -> assertThat(e.field()).isEqualTo("cursor"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"service:checkout", "決済/支払い", "2026-03-01T10:02:00Z/10001", "a?b&c=d+e"})
    void a_cursor_carries_any_key_through_an_address(String key) {
        String cursor = PageRequest.cursor(key);
        assertThat(cursor).matches("[A-Za-z0-9_-]+");
        assertThat(PageRequest.of(10, cursor).after()).isEqualTo(key);
    }

    private static Page<Integer> read(int limit, String cursor) {
        PageRequest request = PageRequest.of(limit, cursor);
        int from = request.after() == null ? 0 : Integer.parseInt(request.after()) + 1;
        List<Integer> rows = ROWS.subList(from, Math.min(ROWS.size(), from + request.rowsToRead()));
        return Page.of(request, rows, String::valueOf, row -> row);
    }
}
