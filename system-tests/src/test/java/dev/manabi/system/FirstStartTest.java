package dev.manabi.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manabi.launcher.LocalPostgres;
import dev.manabi.launcher.Part;
import dev.manabi.launcher.Ports;
import dev.manabi.launcher.Service;
import dev.manabi.launcher.ServiceProcess;
import dev.manabi.launcher.SystemOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The very first start of a service, with an empty database and without Kafka, is cut off while it makes its tables. */
@ExtendWith(TestedSystem.Given.class)
class FirstStartTest {

    private static final Duration LIMIT = Duration.ofSeconds(120);

    @ParameterizedTest
    @EnumSource(Service.class)
    void a_service_killed_while_it_makes_its_tables_starts_the_next_time(
            Service service, TestedSystem system, @TempDir Path state) throws SQLException {
        LocalPostgres postgres = system.parts().postgres();
        String database = "first_" + service.id();
        postgres.createDatabase(database);
        ServiceProcess process = ServiceProcess.of(service, options(system, service, database, state));

        try {
            process.launch();
            await().atMost(LIMIT)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> tables(postgres, database) > 0);
            process.kill();
            int cutOff = tables(postgres, database);
            process.start();

            assertThat(tables(postgres, database)).isGreaterThanOrEqualTo(cutOff);
        } finally {
            process.kill();
        }
    }

    private static int tables(LocalPostgres postgres, String database) throws SQLException {
        String sql = "select count(*) from information_schema.tables where table_schema = 'public'";
        try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl(database), database, database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }

    private static SystemOptions options(TestedSystem system, Service service, String database, Path state) {
        SystemOptions given = system.parts().options();
        Map<Part, Integer> ports = new EnumMap<>(given.ports());
        ports.put(service.part(), Ports.free());
        Map<String, String> environment = new HashMap<>(given.serviceEnvironment());
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", system.parts().postgres().jdbcUrl(database));
        environment.put("QUARKUS_DATASOURCE_USERNAME", database);
        environment.put("QUARKUS_DATASOURCE_PASSWORD", database);
        // Nobody listens there: the system's own service keeps its partitions.
        environment.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + Ports.free());
        return new SystemOptions(given.project(), state, ports, given.publicUrl(), given.durable(), environment);
    }
}
