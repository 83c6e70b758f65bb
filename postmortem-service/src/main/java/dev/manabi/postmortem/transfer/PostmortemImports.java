package dev.manabi.postmortem.transfer;

import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.eventsourcing.Ids;
import dev.manabi.kit.TransactionSql;
import dev.manabi.postmortem.catalog.Catalog;
import dev.manabi.postmortem.incident.IncidentView;
import dev.manabi.postmortem.incident.Incidents;
import dev.manabi.postmortem.policy.Policies;
import dev.manabi.postmortem.postmortem.PostmortemCommands;
import dev.manabi.postmortem.postmortem.PostmortemView;
import dev.manabi.postmortem.postmortem.Visibility;
import dev.manabi.postmortem.postmortem.domain.Content;
import dev.manabi.postmortem.postmortem.domain.Origin;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ImportPostmortem;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.Layout;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.PostmortemImported;
import dev.manabi.postmortem.postmortem.domain.Section;
import dev.manabi.postmortem.template.Templates;
import dev.manabi.postmortem.template.domain.Template;
import dev.manabi.postmortem.transfer.CutText.Part;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes drafts of texts that were written elsewhere. A text of one name is taken over from one archive once. */
@ApplicationScoped
class PostmortemImports {

    private static final int LONGEST_TITLE = 300;
    private static final int LONGEST_NAME = 100;
    private static final Pattern KANA = Pattern.compile("[\\p{IsHiragana}\\p{IsKatakana}]");

    private final PostmortemCommands postmortems;
    private final Templates templates;
    private final Policies policies;
    private final Incidents incidents;
    private final Catalog catalog;
    private final Visibility visibility;
    private final TransactionSql sql;

    PostmortemImports(
            PostmortemCommands postmortems,
            Templates templates,
            Policies policies,
            Incidents incidents,
            Catalog catalog,
            Visibility visibility,
            TransactionSql sql) {
        this.postmortems = postmortems;
        this.templates = templates;
        this.policies = policies;
        this.incidents = incidents;
        this.catalog = catalog;
        this.visibility = visibility;
        this.sql = sql;
    }

    /**
     * What all texts of one import have in common.
     *
     * @param severity of those that do not say their own
     * @param team of those that do not say their own, or null
     * @param language null to tell by the text
     */
    record Terms(
            String source,
            String template,
            String severity,
            @Nullable String team,
            @Nullable String language) {}

    record Text(
            String name, @Nullable String title, @Nullable String url, String markdown) {}

    /**
     * A text as it will be taken over.
     *
     * @param known whether it was taken over before
     * @param readable the postmortem that it was made into then, if the caller may read it, or null
     * @param remarks what could not be taken at its word
     */
    record Plan(
            UUID id,
            Text text,
            boolean known,
            @Nullable PostmortemView readable,
            CutText cut,
            Template template,
            String title,
            String severity,
            @Nullable String team,
            List<String> services,
            @Nullable String owner,
            List<String> authors,
            @Nullable IncidentView incident,
            Origin origin,
            List<String> remarks) {

        /** Sections of the template that need text and have none. */
        List<String> missing() {
            return template.sections().stream()
                    .filter(section -> section.required())
                    .filter(section -> cut.parts().stream()
                            .noneMatch(part -> part.key().equals(section.key())
                                    && !part.text().isBlank()))
                    .map(section -> section.key())
                    .toList();
        }
    }

    /** Writes nothing. */
    Plan plan(Text text, Terms terms) {
        MarkdownText markdown = MarkdownText.of(text.markdown());
        FrontMatter said = FrontMatter.of(markdown.frontMatter());
        List<String> remarks = new ArrayList<>();
        Template template = template(terms, said, markdown.body());
        CutText cut = CutText.of(markdown, template);
        String severity = said.severity();
        if (severity == null && said.first("severity") != null) {
            remarks.add("The severity \"" + said.first("severity") + "\" is none of SEV1 to SEV5.");
        }
        List<String> authors = said.list("authors", "author", "著者", "作成者");
        String owner = person(said.first("owner", "オーナー", "担当者"), remarks);
        String team = said.first("team", "チーム");
        UUID id = Ids.named("postmortem import " + terms.source() + " " + text.name());
        PostmortemView known =
                PostmortemView.<PostmortemView>findByIdOptional(id).orElse(null);
        return new Plan(
                id,
                text,
                known != null,
                known != null && visibility.mayRead(known) ? known : null,
                cut,
                template,
                title(text, said, cut),
                severity == null ? terms.severity() : severity,
                team == null ? terms.team() : shortened(team, LONGEST_NAME),
                said.list("services", "service", "サービス"),
                owner,
                authors.stream()
                        .map(PostmortemImports::id)
                        .filter(catalog::knowsPerson)
                        .distinct()
                        .toList(),
                incident(said.first("incident", "incident_id", "インシデント"), remarks),
                new Origin(
                        terms.source(),
                        text.name(),
                        text.url(),
                        markdown.frontMatter(),
                        said.date(),
                        authors,
                        said.list("tags", "keywords", "categories", "タグ")),
                remarks);
    }

    /** @return the number of the draft */
    String carryOut(Plan plan, Cause cause) {
        List<Section> sections = sections(plan);
        String owner = plan.owner();
        Set<String> writers = new LinkedHashSet<>(plan.authors());
        if (owner != null) {
            writers.add(owner);
        }
        List<String> collaborators =
                writers.stream().filter(person -> !person.equals(owner)).toList();
        writers.add(cause.actor());
        String number = "PM-" + sql.next("postmortem_number");
        IncidentView incident = plan.incident();
        PostmortemImported imported = new PostmortemImported(
                plan.id(),
                number,
                incident == null ? null : incident.id,
                incident == null ? null : incident.number,
                plan.title(),
                plan.severity(),
                plan.team(),
                plan.services(),
                owner,
                collaborators,
                plan.template().language(),
                plan.template().key(),
                plan.template().version(),
                policies.inForceAt(cause.at()).version(),
                sections,
                1,
                new Content(plan.title(), sections, List.of()).hash(),
                plan.origin(),
                List.copyOf(writers),
                plan.cut().opening(),
                plan.cut().parts().stream()
                        .map(part -> new Layout(part.key(), part.before(), part.after()))
                        .toList(),
                cause.actor(),
                cause.at());
        postmortems.handle(new ImportPostmortem(imported), Expected.newStream(), cause);
        return number;
    }

    /** Those of the text in its order, then what else the template has. */
    private static List<Section> sections(Plan plan) {
        List<Part> parts = plan.cut().parts();
        Stream<Section> written = parts.stream()
                .map(part -> new Section(
                        part.key(), shortened(part.title(), LONGEST_TITLE), required(plan, part.key()), part.text()));
        Stream<Section> empty = plan.template().sections().stream()
                .filter(section -> parts.stream().noneMatch(part -> part.key().equals(section.key())))
                .map(section -> new Section(section.key(), section.title(), section.required(), ""));
        return Stream.concat(written, empty).toList();
    }

    private static boolean required(Plan plan, String key) {
        return plan.template().sections().stream()
                .anyMatch(section -> section.key().equals(key) && section.required());
    }

    private Template template(Terms terms, FrontMatter said, String body) {
        String language = terms.language() == null ? said.first("language", "lang") : terms.language();
        String wanted = language == null || !templates.speaks(language) ? languageOf(body) : language;
        try {
            return templates.newest(terms.template(), wanted);
        } catch (NotFound e) {
            throw new InvalidValue("template", "There is no template " + terms.template() + " in " + wanted + ".");
        }
    }

    private static String languageOf(String body) {
        return KANA.matcher(body).results().count() * 50 > body.length() ? "ja" : "en";
    }

    private static String title(Text text, FrontMatter said, CutText cut) {
        String title = Stream.of(text.title(), said.first("title", "タイトル", "件名"), cut.title())
                .filter(Objects::nonNull)
                .filter(one -> !one.isBlank())
                .findFirst()
                .orElse(text.name());
        return shortened(title.strip(), LONGEST_TITLE);
    }

    private @Nullable String person(@Nullable String name, List<String> remarks) {
        if (name == null) {
            return null;
        }
        if (!catalog.knowsPerson(id(name))) {
            remarks.add("The owner \"" + name + "\" is no person's id here; it has no owner until somebody is named.");
            return null;
        }
        return id(name);
    }

    private static String id(String name) {
        return name.startsWith("@") ? name.substring(1) : name;
    }

    private @Nullable IncidentView incident(@Nullable String idOrNumber, List<String> remarks) {
        if (idOrNumber == null) {
            return null;
        }
        try {
            return incidents.get(idOrNumber);
        } catch (NotFound e) {
            remarks.add("There is no incident \"" + idOrNumber + "\" here.");
            return null;
        }
    }

    private static String shortened(String text, int longest) {
        return text.length() <= longest
                ? text
                : text.substring(0, Character.isHighSurrogate(text.charAt(longest - 2)) ? longest - 2 : longest - 1)
                        + "…";
    }
}
