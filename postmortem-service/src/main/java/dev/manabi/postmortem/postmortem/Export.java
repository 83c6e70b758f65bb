package dev.manabi.postmortem.postmortem;

import dev.manabi.postmortem.catalog.Catalog;
import dev.manabi.postmortem.postmortem.domain.ActionItem;
import dev.manabi.postmortem.postmortem.domain.ActionItem.Priority;
import dev.manabi.postmortem.postmortem.domain.Postmortem.Acceptance;
import dev.manabi.postmortem.postmortem.domain.Postmortem.Document;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.PostmortemDrafted;
import dev.manabi.postmortem.postmortem.domain.Section;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A postmortem as one Markdown file that can be read anywhere. People appear by name, as far as the catalog knows it. */
@ApplicationScoped
public class Export {

    private final Catalog catalog;

    Export(Catalog catalog) {
        this.catalog = catalog;
    }

    String markdown(Document document) {
        Words words = Words.in(document.drafted().language());
        Names names = new Names(catalog.namesOf(people(document)));
        List<String> parts = new ArrayList<>();
        parts.add("# " + document.drafted().number() + " "
                + Markdown.cell(document.content().title()));
        parts.add(facts(document, words, names));
        for (Section section : document.content().sections()) {
            parts.add("## " + section.title());
            if (!section.text().isBlank()) {
                parts.add(Markdown.withNames(section.text().strip(), names.byId()));
            }
        }
        parts.add("## " + words.the("export.action-items"));
        parts.add(actionItems(document.content().actionItems(), words, names));
        parts.add("## " + words.the("export.review"));
        parts.add(review(document, words, names));
        return String.join("\n\n", parts) + "\n";
    }

    private record Names(Map<String, String> byId) {
        String of(String person) {
            return Markdown.cell(byId.getOrDefault(person, person));
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
        Acceptance acceptance = document.acceptance();
        if (acceptance != null) {
            people.addAll(acceptance.people());
        }
        return people;
    }

    private static String facts(Document document, Words words, Names names) {
        PostmortemDrafted drafted = document.drafted();
        String owner = document.owner();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(words.the("export.incident"), drafted.incidentNumber()));
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
        rows.add(
                document.publishedAt() == null
                        ? List.of(words.the("export.due"), words.momentUtc(drafted.dueAt()))
                        : List.of(words.the("export.published"), words.momentUtc(document.publishedAt())));
        rows.add(List.of(words.the("export.revision"), Integer.toString(document.revision())));
        rows.add(List.of(words.the("export.hash"), "`" + document.contentHash() + "`"));
        return Markdown.table(List.of(words.the("export.field"), drafted.number()), rows);
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
