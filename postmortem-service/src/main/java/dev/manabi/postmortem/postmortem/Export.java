package dev.manabi.postmortem.postmortem;

import dev.manabi.postmortem.catalog.Catalog;
import dev.manabi.postmortem.postmortem.domain.ActionItem;
import dev.manabi.postmortem.postmortem.domain.ActionItem.Priority;
import dev.manabi.postmortem.postmortem.domain.Beginning;
import dev.manabi.postmortem.postmortem.domain.Minutes;
import dev.manabi.postmortem.postmortem.domain.Origin;
import dev.manabi.postmortem.postmortem.domain.Postmortem.Acceptance;
import dev.manabi.postmortem.postmortem.domain.Postmortem.Document;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.Layout;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.PostmortemDrafted;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.PostmortemImported;
import dev.manabi.postmortem.postmortem.domain.Section;
import dev.manabi.postmortem.rendering.HtmlPage;
import dev.manabi.postmortem.rendering.PdfPage;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A postmortem as one file that can be read anywhere. People appear by name, as far as the catalog knows it. */
@ApplicationScoped
public class Export {

    private final Catalog catalog;
    private final PostmortemCommands commands;
    private final Postmortems postmortems;

    Export(Catalog catalog, PostmortemCommands commands, Postmortems postmortems) {
        this.catalog = catalog;
        this.commands = commands;
        this.postmortems = postmortems;
    }

    /**
     * What a file is made from, as it stood at one moment.
     *
     * @param markdown all of it but for JSON, which is the answer
     */
    record Source(
            String number,
            long version,
            String title,
            String language,
            String markdown,
            @Nullable PostmortemAnswer answer) {}

    Source source(ExportFormat format, PostmortemView postmortem) {
        boolean isJson = format == ExportFormat.JSON;
        return new Source(
                postmortem.number,
                postmortem.version,
                postmortem.number + " " + postmortem.title,
                postmortem.language,
                isJson ? "" : markdown((Document) commands.load(postmortem.id).state()),
                isJson ? postmortems.answer(postmortem) : null);
    }

    Object file(ExportFormat format, Source source) {
        return switch (format) {
            case MARKDOWN -> source.markdown();
            case HTML -> page(source);
            case PDF -> PdfPage.of(page(source));
            case JSON -> Objects.requireNonNull(source.answer());
        };
    }

    private static String page(Source source) {
        return HtmlPage.of(source.title(), source.language(), source.markdown());
    }

    String markdown(Document document) {
        Words words = Words.in(document.drafted().language());
        Names names = new Names(catalog.namesOf(people(document)));
        List<String> parts = new ArrayList<>();
        switch (document.drafted()) {
            case PostmortemDrafted _ -> {
                parts.add(title(document));
                parts.add(facts(document, words, names));
                parts.addAll(sections(document.content().sections(), names));
            }
            case PostmortemImported original -> parts.addAll(imported(document, original, words, names));
        }
        parts.add("## " + words.the("export.action-items"));
        parts.add(actionItems(document.content().actionItems(), words, names));
        parts.add("## " + words.the("export.review"));
        parts.add(review(document, words, names));
        document.minutes().forEach(minutes -> parts.addAll(minutes(minutes, words, names)));
        return String.join("\n\n", parts) + "\n";
    }

    private static String title(Document document) {
        return "# " + document.drafted().number() + " "
                + Markdown.cell(document.content().title());
    }

    private static List<String> sections(List<Section> sections, Names names) {
        List<String> parts = new ArrayList<>();
        for (Section section : sections) {
            parts.add("## " + section.title());
            if (!section.text().isBlank()) {
                parts.add(names.in(section.text().strip()));
            }
        }
        return parts;
    }

    /**
     * What nobody has changed reads as it did where it came from, to the letter: its own title and headings, and the white
     * space around them. Sections that only the template has follow once somebody has written them.
     */
    private static List<String> imported(Document document, PostmortemImported original, Words words, Names names) {
        boolean hasItsTitle = !original.opening().isBlank()
                && original.title().equals(document.content().title());
        StringBuilder text = new StringBuilder(hasItsTitle ? original.opening() : "");
        Set<String> laidOut = new LinkedHashSet<>();
        for (Layout layout : original.layout()) {
            laidOut.add(layout.key());
            Section before = section(original.sections(), layout.key());
            Section now = section(document.content().sections(), layout.key());
            text.append(layout.before());
            if (now.text().equals(before.text())) {
                text.append(now.text()).append(layout.after());
            } else {
                text.append(rewritten(layout, names.in(now.text().strip())));
            }
        }
        List<String> parts = new ArrayList<>();
        if (!hasItsTitle) {
            parts.add(title(document));
        }
        parts.add(facts(document, words, names));
        parts.add(text.toString());
        parts.addAll(sections(
                document.content().sections().stream()
                        .filter(section -> !laidOut.contains(section.key()))
                        .filter(section -> !section.text().isBlank())
                        .toList(),
                names));
        return parts;
    }

    private static Section section(List<Section> sections, String key) {
        return sections.stream()
                .filter(section -> section.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    /** Text where there may have been none has to stand apart from the headings around it. */
    private static String rewritten(Layout layout, String text) {
        String begin = layout.before().isEmpty() || layout.before().endsWith("\n") ? "" : "\n\n";
        return begin + text + (layout.after().isEmpty() ? "\n\n" : layout.after());
    }

    private record Names(Map<String, String> byId) {
        String of(String person) {
            return Markdown.cell(byId.getOrDefault(person, person));
        }

        String in(String text) {
            return Markdown.withNames(text, byId);
        }

        List<String> of(List<String> people) {
            return people.stream().map(this::of).toList();
        }
    }

    private static Set<String> people(Document document) {
        Set<String> people = new LinkedHashSet<>(document.collaborators());
        if (document.owner() != null) {
            people.add(document.owner());
        }
        document.content().sections().forEach(section -> people.addAll(Markdown.mentions(section.text())));
        document.content().actionItems().forEach(item -> {
            if (item.task().owner() != null) {
                people.add(item.task().owner());
            }
        });
        document.minutes().forEach(minutes -> {
            people.addAll(minutes.present());
            people.add(minutes.recordedBy());
            people.addAll(Markdown.mentions(minutes.text()));
        });
        Acceptance acceptance = document.acceptance();
        if (acceptance != null) {
            people.addAll(acceptance.people());
        }
        return people;
    }

    private static String facts(Document document, Words words, Names names) {
        Beginning drafted = document.drafted();
        String owner = document.owner();
        List<List<String>> rows = new ArrayList<>();
        if (drafted.incidentNumber() != null) {
            rows.add(List.of(words.the("export.incident"), drafted.incidentNumber()));
        }
        if (drafted instanceof PostmortemImported imported) {
            rows.add(List.of(words.the("export.origin"), origin(imported.origin())));
        }
        rows.add(List.of(words.the("export.severity"), drafted.severity()));
        rows.add(List.of(
                words.the("export.status"),
                words.the("status." + document.status().name())));
        rows.add(List.of(words.the("owner"), owner == null ? words.the("nobody") : names.of(owner)));
        rows.add(List.of(words.the("export.collaborators"), words.list(names.of(document.collaborators()))));
        if (drafted.team() != null) {
            rows.add(List.of(words.the("export.team"), Markdown.cell(drafted.team())));
        }
        rows.add(List.of(words.the("export.services"), services(drafted.services(), words)));
        if (document.publishedAt() != null) {
            rows.add(List.of(words.the("export.published"), words.momentUtc(document.publishedAt())));
        } else if (drafted.dueAt() != null) {
            rows.add(List.of(words.the("export.due"), words.momentUtc(drafted.dueAt())));
        }
        rows.add(List.of(words.the("export.revision"), Integer.toString(document.revision())));
        rows.add(List.of(words.the("export.hash"), "`" + document.contentHash() + "`"));
        return Markdown.table(List.of(words.the("export.field"), drafted.number()), rows);
    }

    private static String origin(Origin origin) {
        String name = origin.source() + ": " + origin.name();
        return origin.url() == null ? Markdown.cell(name) : Markdown.link(name, origin.url());
    }

    private static String services(List<String> services, Words words) {
        return services.isEmpty() ? words.the("unknown") : Markdown.cell(words.list(services));
    }

    private static String actionItems(List<ActionItem> items, Words words, Names names) {
        if (items.isEmpty()) {
            return words.the("export.no-action-items");
        }
        List<String> head = List.of(
                words.the("export.action.title"),
                words.the("export.action.kind"),
                words.the("export.action.priority"),
                words.the("export.action.owner"),
                words.the("export.action.due"),
                words.the("export.action.status"),
                words.the("export.action.end-state"),
                words.the("export.action.tracker"));
        return Markdown.table(
                head, items.stream().map(item -> row(item, words, names)).toList());
    }

    private static List<String> row(ActionItem item, Words words, Names names) {
        ActionItem.Task task = item.task();
        Priority priority = task.priority();
        String owner = task.owner();
        String endState = task.endState();
        String tracker = task.trackerUrl();
        String reason = item.statusReason();
        return List.of(
                Markdown.cell(task.title()),
                task.kind().name(),
                priority == null ? "" : priority.name(),
                owner == null ? words.the("nobody") : names.of(owner),
                words.momentUtc(task.dueAt()),
                item.status().name() + (reason == null ? "" : ": " + Markdown.cell(reason)),
                endState == null ? "" : Markdown.cell(endState),
                tracker == null ? "" : Markdown.link(tracker, tracker));
    }

    private static List<String> minutes(Minutes minutes, Words words, Names names) {
        List<String> parts = new ArrayList<>();
        parts.add("## " + words.sentence("export.minutes", Map.of("at", words.momentUtc(minutes.heldAt()))));
        parts.add(words.sentence(
                "export.minutes.present",
                Map.of(
                        "people", words.list(names.of(minutes.present())),
                        "by", names.of(minutes.recordedBy()))));
        parts.add(names.in(minutes.text().strip()));
        if (!minutes.decisions().isEmpty()) {
            parts.add("### " + words.the("export.minutes.decisions"));
            parts.add(list(minutes.decisions(), names));
        }
        if (!minutes.settled().isEmpty()) {
            parts.add("### " + words.the("export.minutes.settled"));
            parts.add(list(
                    minutes.settled().stream()
                            .map(one ->
                                    words.the(one.resolved() ? "export.minutes.resolved" : "export.minutes.deferred")
                                            + ": " + one.text())
                            .toList(),
                    names));
        }
        return parts;
    }

    private static String list(List<String> lines, Names names) {
        return lines.stream().map(line -> "- " + names.in(Markdown.cell(line))).collect(Collectors.joining("\n"));
    }

    private static String review(Document document, Words words, Names names) {
        Acceptance acceptance = document.acceptance();
        if (acceptance == null) {
            return words.the("export.review.none");
        }
        return words.sentence(
                "export.review.accepted",
                Map.of(
                        "revision", Integer.toString(acceptance.revision()),
                        "people",
                                names.of(acceptance.people()).stream()
                                        .collect(Collectors.joining(words.the("list-separator"))),
                        "at", words.momentUtc(acceptance.acceptedAt()),
                        "hash", acceptance.contentHash(),
                        "review", acceptance.reviewId().toString()));
    }
}
