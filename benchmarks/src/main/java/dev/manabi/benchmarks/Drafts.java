package dev.manabi.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.manabi.launcher.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Postmortems that anybody may write in, made quickly: texts that were written elsewhere. */
final class Drafts {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int AT_ONCE = 100;

    private Drafts() {}

    /**
     * @param text of the section that is written in
     * @return their ids
     */
    static List<String> imported(Ground ground, int count, String text) {
        Rest senior = ground.rest(Service.POSTMORTEM, "ken");
        List<String> ids = new ArrayList<>();
        while (ids.size() < count) {
            ObjectNode order =
                    JSON.createObjectNode().put("source", "benchmark").put("severity", "SEV3");
            ArrayNode documents = order.putArray("documents");
            for (int n = ids.size(); n < Math.min(count, ids.size() + AT_ONCE); n++) {
                documents.addObject().put("name", UUID.randomUUID() + ".md").put("text", """
                                # Checkout answers with errors

                                ## Summary

                                One in five checkouts failed with a time-out at the payment provider.

                                ## Lessons

                                %s
                                """.formatted(text));
            }
            JsonNode answer = senior.post("/api/v1/postmortem-imports", order.toString())
                    .expect(200)
                    .json();
            answer.path("documents")
                    .forEach(one -> ids.add(one.path("postmortemId").asText()));
        }
        return ids;
    }
}
