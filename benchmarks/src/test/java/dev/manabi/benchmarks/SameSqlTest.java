package dev.manabi.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SameSqlTest {

    private static final String LOG = """
            2026-11-23 05:42:37.001 UTC [7] LOG:  execute <unnamed>: BEGIN
            2026-11-23 05:42:37.001 UTC [7] LOG:  execute S_3: select id from outbox
            2026-11-23 05:42:37.002 UTC [7] LOG:  execute S_4: COMMIT
            2026-11-23 05:42:37.003 UTC [9] LOG:  execute S_1: BEGIN
            2026-11-23 05:42:37.003 UTC [9] LOG:  execute S_7/C_8: select words
            \tfrom search_text where words @@ cast($1 as tsquery) and a = $2 and b = $10
            2026-11-23 05:42:37.003 UTC [9] DETAIL:  Parameters: $1 = '(''it''''s'':*)', $2 = NULL, $3 = '', $4 = '', \
            $5 = '', $6 = '', $7 = '', $8 = '', $9 = '', $10 = '決済 $1'
            2026-11-23 05:42:37.004 UTC [7] LOG:  statement: select 1
            2026-11-23 05:42:37.005 UTC [9] LOG:  execute <unnamed>: select * from postmortem_view where id in ($1)
            2026-11-23 05:42:37.005 UTC [9] DETAIL:  Parameters: $1 = '019cd23a'
            2026-11-23 05:42:37.006 UTC [9] LOG:  execute S_2: COMMIT
            2026-11-23 05:42:37.007 UTC [9] LOG:  execute S_9: select later
            """;

    @Test
    void what_one_transaction_asked_is_read_with_its_values() {
        assertThat(SameSql.transaction(LOG, "search_text"))
                .containsExactly(
                        "select words\n\tfrom search_text where words @@ cast('(''it''''s'':*)' as tsquery) and a = NULL"
                                + " and b = '決済 $1'",
                        "select * from postmortem_view where id in ('019cd23a')");
    }

    @Test
    void what_was_not_asked_is_missed() {
        assertThatThrownBy(() -> SameSql.transaction(LOG, "incident_view")).isInstanceOf(Failed.class);
    }
}
