package dev.manabi.postmortem.similar;

import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.manabi.postmortem.postmortem.PostmortemView;
import dev.manabi.postmortem.postmortem.domain.Section;
import dev.manabi.postmortem.postmortem.domain.Status;
import dev.manabi.postmortem.search.Piece;
import dev.manabi.postmortem.search.SearchIndex;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Postmortems of others, published by them, among which somebody has marked those that are about the same. */
@QuarkusTest
class SimilarClustersTest {

    private static final Path FOLDER = Path.of("../../shared/data/postmortems");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double REACHED = 0.65;

    private final Map<String, UUID> ids = new LinkedHashMap<>();

    @Inject
    SearchIndex index;

    @Inject
    EntityManager entities;

    @AfterEach
    void nothingIsLeft() {
        QuarkusTransaction.requiringNew().run(() -> {
            PostmortemView.delete("id in ?1", ids.values());
            entities.createNativeQuery(
                            "delete from search_text where postmortem_id not in (select id from postmortem_view)")
                    .executeUpdate();
        });
    }

    @Test
    void those_that_are_about_the_same_are_among_the_first_five() throws IOException {
        assumeTrue(Files.isDirectory(FOLDER), "SKIPPED: there are no published postmortems in " + FOLDER);
        for (String line : Files.readAllLines(FOLDER.resolve("postmortems.jsonl"))) {
            JsonNode row = JSON.readTree(line);
            ids.put(row.path("id").asText(), UUID.randomUUID());
            QuarkusTransaction.requiringNew().run(() -> keep(row));
        }
        double found = 0;
        int asked = 0;
        for (String line : Files.readAllLines(FOLDER.resolve("similar_clusters.jsonl"))) {
            JsonNode cluster = JSON.readTree(line);
            List<String> members = new ArrayList<>();
            cluster.path("postmortem_ids").forEach(id -> members.add(id.asText()));
            for (String member : members) {
                List<String> others = members.stream()
                        .filter(other -> !other.equals(member))
                        .map(other -> String.valueOf(ids.get(other)))
                        .toList();
                List<String> first = as("sam")
                        .queryParam("postmortemId", ids.get(member))
                        .queryParam("limit", 5)
                        .get("/api/v1/search/similar")
                        .jsonPath()
                        .getList("items.id");
                double recall = others.stream().filter(first::contains).count() / (double) others.size();
                System.out.printf(
                        Locale.ROOT,
                        "recall@5 %.2f  %s: %s%n",
                        recall,
                        cluster.path("cluster").asText(),
                        member);
                found += recall;
                asked++;
            }
        }
        System.out.printf(Locale.ROOT, "recall@5 over %d postmortems of %d: %.2f%n", asked, ids.size(), found / asked);
        assertThat(found / asked).isGreaterThanOrEqualTo(REACHED);
    }

    private void keep(JsonNode row) {
        PostmortemView postmortem = new PostmortemView();
        postmortem.id = ids.get(row.path("id").asText());
        postmortem.number = "PM-" + row.path("id").asText();
        postmortem.incidentId = UUID.randomUUID();
        postmortem.incidentNumber = "INC-0";
        postmortem.title = row.path("title").asText();
        postmortem.status = Status.PUBLISHED;
        postmortem.statusSince = Instant.EPOCH;
        postmortem.collaborators = List.of();
        postmortem.namedReaders = List.of();
        postmortem.readers = new String[0];
        postmortem.severity = "SEV2";
        postmortem.services = List.of();
        postmortem.language = row.path("lang").asText();
        postmortem.template = "default";
        postmortem.templateVersion = 1;
        postmortem.policyVersion = 1;
        postmortem.sections =
                List.of(new Section("text", "Text", true, row.path("text").asText()));
        postmortem.revision = 1;
        postmortem.contentHash = "";
        postmortem.draftedAt = Instant.EPOCH;
        postmortem.draftDueAt = Instant.EPOCH;
        postmortem.dueAt = Instant.EPOCH;
        postmortem.publishedAt = Instant.EPOCH;
        postmortem.causeCodes = new String[0];
        postmortem.dismissals = List.of();
        postmortem.minutes = List.of();
        postmortem.persist();
        index.keep(postmortem.id, postmortem.draftedAt, Piece.of(postmortem, List.of(), List.of()));
    }
}
