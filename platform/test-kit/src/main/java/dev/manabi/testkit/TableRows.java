package dev.manabi.testkit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** The rows of tables as text, for comparing a rebuilt projection with the live one. */
public final class TableRows {

    private TableRows() {}

    public static Map<String, List<String>> of(DataSource database, List<String> tables) {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : tables) {
                List<String> found = new ArrayList<>();
                try (ResultSet row =
                        statement.executeQuery("select to_jsonb(t)::text from " + table + " t order by 1")) {
                    while (row.next()) {
                        found.add(row.getString(1));
                    }
                }
                rows.put(table, found);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return rows;
    }
}
