package dev.manabi.postmortem.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.manabi.eventsourcing.DomainException.ConcurrentChange;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.eventsourcing.Ids;
import dev.manabi.postmortem.template.domain.Template;
import dev.manabi.postmortem.template.domain.Template.TemplateSection;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The templates. A change of the data that comes with the service becomes a new version when it starts, unless somebody
 * has saved one of their own: what people wrote is never replaced.
 */
@ApplicationScoped
public class Templates {

    /** The template of a draft that nobody asked for. */
    public static final String DEFAULT = "default";

    private static final Logger LOG = Logger.getLogger(Templates.class);
    private static final List<String> SHIPPED = Stream.of("default", "s15", "w10", "pagerduty")
            .flatMap(key -> Stream.of("en", "ja").map(language -> "/templates/" + key + "." + language + ".json"))
            .toList();
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    private final EntityManager entities;

    Templates(EntityManager entities) {
        this.entities = entities;
    }

    /** A template as it is stored: everything but the version. */
    record Document(String key, String language, String name, List<TemplateSection> sections) {}

    /** Before any message is consumed: the first one may already need a template. */
    void atStart(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        keepShipped();
    }

    void keepShipped() {
        for (String resource : SHIPPED) {
            String shipped = text(resource);
            QuarkusTransaction.requiringNew().run(() -> keep(shipped));
        }
    }

    /**
     * The newest version.
     *
     * @throws NotFound where there is none of that key in that language
     */
    public Template newest(String key, String language) {
        return newestStored(key, language)
                .map(Templates::template)
                .orElseThrow(() -> new NotFound("template", key + " in " + language));
    }

    /** @throws NotFound where there is no such version */
    public Template version(String key, String language, int version) {
        return TemplateVersion.<TemplateVersion>find(
                        "key = ?1 and language = ?2 and version = ?3", key, language, version)
                .firstResultOptional()
                .map(Templates::template)
                .orElseThrow(() -> new NotFound("template", key + " in " + language + ", version " + version));
    }

    public boolean speaks(String language) {
        return has(DEFAULT, language);
    }

    public boolean has(String key, String language) {
        return newestStored(key, language).isPresent();
    }

    /**
     * Keeps it as the next version of its key and language. Documents that have begun stay as they are.
     *
     * @throws ConcurrentChange where somebody saved another one at the same moment
     */
    Template save(Document document, String by, @Nullable String reason) {
        int version = newestStored(document.key(), document.language())
                        .map(one -> one.version)
                        .orElse(0)
                + 1;
        if (!insert(document, version, write(document), by, reason)) {
            throw new ConcurrentChange(Ids.named("template " + document.key() + " " + document.language()));
        }
        LOG.infof("Template %s (%s) has a version %d, saved by %s", document.key(), document.language(), version, by);
        return version(document.key(), document.language(), version);
    }

    /** Every version of a template in one language, the newest first. */
    List<TemplateVersion> versions(String key, String language) {
        return TemplateVersion.list("key = ?1 and language = ?2 order by version desc", key, language);
    }

    /** The newest version of each key and language. */
    List<Template> all() {
        List<TemplateVersion> newest = TemplateVersion.list("""
                from TemplateVersion one
                 where version = (select max(other.version) from TemplateVersion other
                                   where other.key = one.key and other.language = one.language)
                 order by key, language
                """);
        return newest.stream().map(Templates::template).toList();
    }

    private void keep(String shipped) {
        Document document = read(shipped);
        Optional<TemplateVersion> newest = newestStored(document.key(), document.language());
        boolean ours = newest.map(one -> one.savedBy == null).orElse(true);
        boolean same =
                newest.filter(one -> tree(one.document).equals(tree(shipped))).isPresent();
        if (!ours || same) {
            return;
        }
        int version = newest.map(one -> one.version + 1).orElse(1);
        if (insert(document, version, shipped, null, null)) {
            LOG.infof("Template %s (%s) has a version %d", document.key(), document.language(), version);
        }
    }

    private boolean insert(Document document, int version, String json, @Nullable String by, @Nullable String reason) {
        return entities.createNativeQuery("""
                        insert into template (id, key, language, version, document, saved_by, saved_at, reason)
                        values (:id, :key, :language, :version, cast(:document as jsonb), :by, now(), :reason)
                        on conflict do nothing
                        """)
                        .setParameter(
                                "id",
                                Ids.named("template " + document.key() + " " + document.language() + " " + version))
                        .setParameter("key", document.key())
                        .setParameter("language", document.language())
                        .setParameter("version", version)
                        .setParameter("document", json)
                        .setParameter("by", by)
                        .setParameter("reason", reason)
                        .executeUpdate()
                == 1;
    }

    private static Optional<TemplateVersion> newestStored(String key, String language) {
        return TemplateVersion.<TemplateVersion>find("key = ?1 and language = ?2 order by version desc", key, language)
                .firstResultOptional();
    }

    private static Template template(TemplateVersion stored) {
        Document document = read(stored.document);
        return new Template(document.key(), document.language(), stored.version, document.name(), document.sections());
    }

    private static Document read(String json) {
        try {
            return JSON.readValue(json, Document.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A template cannot be read: " + e.getMessage(), e);
        }
    }

    private static String write(Document document) {
        try {
            return JSON.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A template cannot be written", e);
        }
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A template is no JSON", e);
        }
    }

    private static String text(String resource) {
        try (InputStream stream = Templates.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("The service was built without " + resource);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
