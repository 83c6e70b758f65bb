package dev.manabi.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresTest {

    @TempDir
    Path folder;

    @Test
    void keeps_its_data_across_a_restart_and_a_crash() throws Exception {
        var options = LocalPostgres.Options.forTests()
                .withDataDirectory(folder.resolve("postgres"))
                .withDurable(true)
                .withLog(folder.resolve("postgres.log"));
        long killed;
        try (LocalPostgres postgres = LocalPostgres.start(options)) {
            assertThat(setting(postgres, "fsync")).isEqualTo("on");
            assertThat(setting(postgres, "synchronous_commit")).isEqualTo("on");
            assertThat(setting(postgres, "full_page_writes")).isEqualTo("on");
            assertThat(setting(postgres, "idle_in_transaction_session_timeout")).isEqualTo("1min");
            postgres.createDatabase("incident");
            postgres.createDatabase("incident");
            execute(postgres, "CREATE TABLE kept (id int)", "INSERT INTO kept VALUES (1)");

            killed = postgres.pid();
            postgres.kill();
            assertThat(ProcessHandle.of(killed)).isNotPresent();
            postgres.restart();

            assertThat(postgres.pid()).isNotEqualTo(killed);
            assertThat(count(postgres)).isEqualTo(1);
            execute(postgres, "INSERT INTO kept VALUES (2)");
        }
        try (LocalPostgres postgres = LocalPostgres.start(options)) {
            assertThat(count(postgres)).isEqualTo(2);
        }
    }

    @Test
    void starts_where_a_crash_left_a_process_id_that_now_belongs_to_somebody_else() throws Exception {
        Path data = folder.resolve("postgres");
        var options = LocalPostgres.Options.forTests().withDataDirectory(data);
        try (LocalPostgres postgres = LocalPostgres.start(options)) {
            postgres.createDatabase("incident");
        }
        Files.writeString(
                data.resolve("postmaster.pid"), ProcessHandle.current().pid() + "\n" + data + "\n");
        try (LocalPostgres postgres = LocalPostgres.start(options)) {
            assertThat(setting(postgres, "fsync")).isEqualTo("off");
        }
    }

    @Test
    void starts_again_when_the_machine_went_down_while_the_folder_was_initialised() throws Exception {
        Path data = Files.createDirectories(folder.resolve("postgres"));
        Files.writeString(data.resolve("postgresql.conf"), "");
        Files.writeString(folder.resolve("postgres.initialising"), "");
        try (LocalPostgres postgres =
                LocalPostgres.start(LocalPostgres.Options.forTests().withDataDirectory(data))) {
            assertThat(setting(postgres, "max_connections")).isEqualTo("200");
        }
    }

    private static Connection connect(LocalPostgres postgres) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl("incident"), "incident", "incident");
    }

    private static void execute(LocalPostgres postgres, String... statements) throws SQLException {
        try (var connection = connect(postgres);
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static int count(LocalPostgres postgres) throws SQLException {
        try (var connection = connect(postgres);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM kept")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static String setting(LocalPostgres postgres, String name) throws SQLException {
        try (var connection = postgres.superuser();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW " + name)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
