package dev.manabi.review.checklist;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Every checklist there is, in every version that a review may have begun with. */
@ApplicationScoped
public class Checklists {

    /** Files in the folder {@code checklists}; a version is added, never changed or taken away. */
    private static final List<String> FILES = List.of("founding-document.v1.json", "pagerduty.v1.json");

    private final List<Checklist> all;

    public Checklists() {
        ObjectMapper mapper = JsonMapper.builder().build();
        all = FILES.stream().map(file -> read(mapper, file)).toList();
    }

    /** Each checklist in its newest version. */
    public List<Checklist> newest() {
        return all.stream()
                .map(Checklist::key)
                .distinct()
                .flatMap(key -> newest(key).stream())
                .toList();
    }

    public Optional<Checklist> newest(String key) {
        return all.stream()
                .filter(checklist -> checklist.key().equals(key))
                .max(Comparator.comparingInt(Checklist::version));
    }

    public Optional<Checklist> find(String key, int version) {
        return all.stream()
                .filter(checklist -> checklist.key().equals(key) && checklist.version() == version)
                .findFirst();
    }

    private static Checklist read(ObjectMapper mapper, String file) {
        try (InputStream json = Checklists.class.getResourceAsStream("/checklists/" + file)) {
            if (json == null) {
                throw new IllegalStateException("There is no checklist " + file);
            }
            return mapper.readValue(json, Checklist.class);
        } catch (IOException e) {
            throw new UncheckedIOException("Checklist " + file + " cannot be read", e);
        }
    }
}
