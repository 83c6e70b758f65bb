package dev.manabi.postmortem.search;

import dev.manabi.eventsourcing.StoreFailure;
import dev.manabi.kit.TextRuns;
import dev.manabi.kit.TextRuns.Run;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Keeps {@code search_text}: the words of every postmortem as they now stand, written with the event that changed them, or soon after. */
@ApplicationScoped
public class SearchIndex {

    public static final String TABLE = "search_text";

    /** PostgreSQL keeps a megabyte of words; what a longer text says beyond them is not found. */
    private static final int MOST_BYTES = 1_000_000;

    /** Saying a word more often than this adds nothing. */
    private static final int MOST_COUNTED = 5;

    private static final int BYTES_OF_A_POSITION = 2;

    private final AgroalDataSource dataSource;

    SearchIndex(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Writes nothing where the words are the same as before. */
    public void keep(UUID postmortemId, Instant draftedAt, List<Piece> pieces) {
        String sql = """
                insert into search_text (postmortem_id, drafted_at, words) values (?, ?, cast(? as tsvector))
                on conflict (postmortem_id) do update set words = excluded.words
                 where search_text.words <> excluded.words
                """;
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, postmortemId);
            statement.setObject(2, draftedAt.atOffset(ZoneOffset.UTC));
            statement.setString(3, vector(pieces));
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailure(e);
        }
    }

    /** In PostgreSQL's notation: {@code 'word':1A,2B,3B}. A place says where, not at what distance. */
    static String vector(List<Piece> pieces) {
        SortedMap<String, Map<Piece.Kind, Integer>> words = new TreeMap<>();
        int bytes = 0;
        for (Piece piece : pieces) {
            for (Run run : TextRuns.of(PlainText.of(piece.text()).text())) {
                for (String word : run.words()) {
                    int size = size(word);
                    if (bytes + size > MOST_BYTES) {
                        return written(words);
                    }
                    Map<Piece.Kind, Integer> places = words.get(word);
                    if (places == null) {
                        places = new EnumMap<>(Piece.Kind.class);
                        words.put(word, places);
                        bytes += size;
                    }
                    places.merge(piece.kind(), 1, Integer::sum);
                }
            }
        }
        return written(words);
    }

    /** At most, with every place that it can have. */
    private static int size(String word) {
        return word.getBytes(StandardCharsets.UTF_8).length
                + BYTES_OF_A_POSITION * (2 + MOST_COUNTED * Piece.Kind.values().length);
    }

    private static String written(SortedMap<String, Map<Piece.Kind, Integer>> words) {
        StringBuilder vector = new StringBuilder();
        words.forEach((word, places) -> {
            // Letters, digits and marks: none of them could end the quotes.
            vector.append('\'').append(word).append("':");
            int place = 1;
            for (Map.Entry<Piece.Kind, Integer> one : places.entrySet()) {
                for (int count = Math.min(one.getValue(), MOST_COUNTED); count > 0; count--) {
                    vector.append(place++).append(one.getKey().label()).append(',');
                }
            }
            vector.setCharAt(vector.length() - 1, ' ');
        });
        return vector.toString();
    }
}
