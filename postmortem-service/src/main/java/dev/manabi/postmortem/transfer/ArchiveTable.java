package dev.manabi.postmortem.transfer;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the service keeps besides events and cannot make anew from them. */
enum ArchiveTable {
    POLICY("policy", "version"),
    TEMPLATE("template", "key, language, version"),
    CAUSE_CODE("cause_code", "kind, code"),
    INCIDENT_VIEW("incident_view", "id"),
    REVIEWER("reviewer", "postmortem_id, person"),
    TRACKER_ISSUE("tracker_issue", "action_item_id");

    private final String table;
    private final String order;

    ArchiveTable(String table, String order) {
        this.table = table;
        this.order = order;
    }

    String table() {
        return table;
    }

    String order() {
        return order;
    }

    /** Whether its rows belong to postmortems, and are only for those who may read these. */
    boolean isOfPostmortems() {
        return switch (this) {
            case POLICY, TEMPLATE, CAUSE_CODE, INCIDENT_VIEW -> false;
            case REVIEWER, TRACKER_ISSUE -> true;
        };
    }

    /** The columns that are written; the database makes the others. */
    String columns(Connection connection) throws SQLException {
        String sql = """
                select column_name from information_schema.columns
                 where table_schema = current_schema() and table_name = ? and is_generated = 'NEVER' and is_identity = 'NO'
                 order by column_name
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                List<String> columns = new ArrayList<>();
                while (rows.next()) {
                    columns.add(rows.getString(1));
                }
                return columns.stream().map(column -> '"' + column + '"').collect(Collectors.joining(", "));
            }
        }
    }
}
