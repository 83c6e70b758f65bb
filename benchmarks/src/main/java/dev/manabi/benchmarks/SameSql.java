package dev.manabi.benchmarks;

import dev.manabi.launcher.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one request asked PostgreSQL, read from the server's log, so that the very same can be asked without a service. */
record SameSql(List<String> statements) {

    private static final Pattern ENTRY =
            Pattern.compile("^\\d{4}-\\d\\d-\\d\\d \\S+ \\S+ \\[(\\d+)] (.*)", Pattern.DOTALL);
    private static final Pattern NEXT_ENTRY = Pattern.compile("\\n(?=\\d{4}-\\d\\d-\\d\\d \\S+ \\S+ \\[\\d+] )");
    private static final Pattern EXECUTED = Pattern.compile("LOG:  (?:execute [^:]+|statement): (.*)", Pattern.DOTALL);
    private static final Pattern PARAMETERS = Pattern.compile("DETAIL:  [Pp]arameters: (.*)", Pattern.DOTALL);
    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+) = (NULL|'(?:[^']|'')*')");
    private static final Pattern PLACE = Pattern.compile("\\$(\\d+)");

    /** Everything of the transaction in which the text occurs. */
    static SameSql of(Ground ground, String text, Runnable request) {
        Path log = ground.options().log(Part.POSTGRES);
        ground.logStatements(true);
        try {
            request.run(); // from now on its connection writes what it is asked
            long before = Files.size(log);
            request.run();
            // PostgreSQL writes its log when it comes to it.
            Waiting.until(() -> said(log, before).contains(text), Duration.ofSeconds(5), Duration.ofMillis(50));
            Waiting.of(Duration.ofMillis(300));
            return new SameSql(transaction(said(log, before), text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            ground.logStatements(false);
        }
    }

    private static String said(Path log, long from) {
        try {
            byte[] all = Files.readAllBytes(log);
            return new String(all, (int) from, all.length - (int) from, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> transaction(String log, String text) {
        String process = "";
        List<String[]> entries = new ArrayList<>();
        for (String entry : NEXT_ENTRY.split(log.strip())) {
            Matcher matcher = ENTRY.matcher(entry);
            if (matcher.matches()) {
                entries.add(new String[] {matcher.group(1), matcher.group(2)});
                process = process.isEmpty() && matcher.group(2).contains(text) ? matcher.group(1) : process;
            }
        }
        List<String> statements = new ArrayList<>();
        boolean found = false;
        for (String[] entry : entries) {
            if (!entry[0].equals(process)) {
                continue;
            }
            Matcher executed = EXECUTED.matcher(entry[1]);
            Matcher parameters = PARAMETERS.matcher(entry[1]);
            if (parameters.matches() && !statements.isEmpty()) {
                statements.add(with(parameters.group(1), statements.removeLast()));
            } else if (executed.matches()) {
                String sql = executed.group(1).strip();
                if (sql.equals("BEGIN") && !found) {
                    statements.clear();
                } else if (sql.equals("COMMIT") && found) {
                    break;
                } else {
                    statements.add(sql);
                    found |= sql.contains(text);
                }
            }
        }
        if (!found) {
            throw new Failed("The log of PostgreSQL does not show what was asked");
        }
        return statements;
    }

    private static String with(String parameters, String sql) {
        List<String> values = new ArrayList<>();
        Matcher parameter = PARAMETER.matcher(parameters);
        while (parameter.find()) {
            values.add(parameter.group(2));
        }
        return PLACE.matcher(sql)
                .replaceAll(place -> Matcher.quoteReplacement(values.get(Integer.parseInt(place.group(1)) - 1)));
    }

    /** Asks all of it in one transaction and reads every row; milliseconds. */
    double ask(Connection connection) throws SQLException {
        long begun = System.nanoTime();
        for (String sql : statements) {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                int columns = rows.getMetaData().getColumnCount();
                while (rows.next()) {
                    for (int column = 1; column <= columns; column++) {
                        rows.getString(column);
                    }
                }
            }
        }
        connection.commit();
        return (System.nanoTime() - begun) / 1e6;
    }
}
