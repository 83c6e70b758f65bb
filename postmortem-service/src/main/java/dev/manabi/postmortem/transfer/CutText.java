package dev.manabi.postmortem.transfer;

import dev.manabi.postmortem.template.domain.Template;
import dev.manabi.postmortem.template.domain.Template.TemplateSection;
import dev.manabi.postmortem.transfer.MarkdownText.Title;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A text cut into sections at its headings, and nothing of it lost: the opening and all parts, one after the other, are the
 * text again. A heading begins a section where it is of the highest rank, where it means a section of the template, and
 * where it ranks no lower than the one that began the present section.
 *
 * @param title of the whole, or null where the text has none
 * @param opening what comes before the first part
 */
record CutText(@Nullable String title, String opening, List<Part> parts) {

    /** What follows after that many stays in the last one. */
    private static final int MOST_PARTS = 200;

    private static final int LONGEST_KEY = 60;
    private static final String SUMMARY = "summary";
    private static final String TIMELINE = "timeline";
    private static final Map<String, String> INTRODUCTION = Map.of("ja", "はじめに");

    /**
     * @param heading as a person reads it; null for text before the first heading
     * @param ofTemplate whether the key is one of the template's
     * @param before the heading as it is written, and the empty lines after it
     * @param after empty lines
     */
    record Part(
            String key,
            String title,
            @Nullable String heading,
            boolean ofTemplate,
            String before,
            String text,
            String after) {}

    static CutText of(MarkdownText text, Template template) {
        return new Cutting(text, template).cut();
    }

    private record Cut(@Nullable String key, Title title) {}

    private static final class Cutting {
        private final String body;
        private final List<Title> titles;
        private final Template template;
        private final Map<String, TemplateSection> sections;
        private final Headings headings;
        private final Set<String> taken = new HashSet<>();

        Cutting(MarkdownText text, Template template) {
            this.body = text.body();
            this.titles = text.titles();
            this.template = template;
            this.sections =
                    template.sections().stream().collect(Collectors.toMap(TemplateSection::key, section -> section));
            this.headings = new Headings(template);
        }

        CutText cut() {
            Title title = titleOfTheWhole();
            int begin = title == null ? 0 : title.end();
            List<Cut> cuts = cuts(title == null ? titles : titles.subList(1, titles.size()));
            int first = cuts.isEmpty() ? body.length() : cuts.getFirst().title().start();
            List<Part> parts = new ArrayList<>();
            String opening = body.substring(0, first);
            if (!body.substring(begin, first).isBlank()) {
                opening = body.substring(0, begin);
                parts.add(untitled(body.substring(begin, first)));
            }
            for (int at = 0; at < cuts.size(); at++) {
                int end = at + 1 < cuts.size() ? cuts.get(at + 1).title().start() : body.length();
                parts.add(part(cuts.get(at), end));
            }
            return new CutText(title == null ? null : title.text(), opening, parts);
        }

        private @Nullable Title titleOfTheWhole() {
            if (titles.isEmpty()) {
                return null;
            }
            Title first = titles.getFirst();
            boolean stands = first.level() == 1
                    && !first.text().isBlank()
                    && body.substring(0, first.start()).isBlank()
                    && headings.keyOf(first.text()).isEmpty();
            return stands ? first : null;
        }

        private List<Cut> cuts(List<Title> candidates) {
            int highest = candidates.stream().mapToInt(Title::level).min().orElse(0);
            List<Cut> cuts = new ArrayList<>();
            for (Title candidate : candidates) {
                Optional<String> means = headings.keyOf(candidate.text()).filter(key -> !taken.contains(key));
                Cut present = cuts.isEmpty() ? null : cuts.getLast();
                boolean within =
                        present != null && candidate.level() > present.title().level();
                boolean inTimeline = within && present != null && TIMELINE.equals(present.key());
                boolean begins = candidate.level() == highest
                        || (means.isPresent() && !inTimeline)
                        || (present != null && !within);
                if (begins) {
                    means.ifPresent(taken::add);
                    cuts.add(new Cut(means.orElse(null), candidate));
                    if (cuts.size() == MOST_PARTS) {
                        return cuts;
                    }
                }
            }
            return cuts;
        }

        /** Text before the first heading sums up what follows, unless something else says that it does. */
        private Part untitled(String raw) {
            TemplateSection summary = sections.get(SUMMARY);
            if (summary != null && taken.add(SUMMARY)) {
                return part(SUMMARY, summary.title(), null, "", raw);
            }
            String title = INTRODUCTION.getOrDefault(template.language(), "Introduction");
            return part(newKey("introduction"), title, null, "", raw);
        }

        private Part part(Cut cut, int end) {
            Title title = cut.title();
            String key = cut.key() == null ? newKey(slug(title.text())) : cut.key();
            return part(
                    key,
                    title.text().isBlank() ? key : title.text(),
                    title.text(),
                    body.substring(title.start(), title.end()),
                    body.substring(title.end(), end));
        }

        private Part part(String key, String title, @Nullable String heading, String before, String raw) {
            int start = 0;
            int stop = raw.stripTrailing().length();
            if (stop > 0) {
                int letter = raw.length() - raw.stripLeading().length();
                start = raw.lastIndexOf('\n', letter) + 1;
                int lineEnd = raw.indexOf('\n', stop);
                stop = lineEnd < 0 ? raw.length() : lineEnd;
            }
            String blank = stop == 0 ? raw : raw.substring(0, start);
            return new Part(
                    key,
                    title,
                    heading,
                    sections.containsKey(key),
                    before + blank,
                    raw.substring(start, stop),
                    stop == 0 ? "" : raw.substring(stop));
        }

        private String newKey(String wanted) {
            String key = wanted.isEmpty() ? "section" : wanted;
            for (int nth = 2; sections.containsKey(key) || !taken.add(key); nth++) {
                key = (wanted.isEmpty() ? "section" : wanted) + "-" + nth;
            }
            return key;
        }

        private static String slug(String heading) {
            String slug = heading.toLowerCase(Locale.ROOT)
                    .replaceAll("[^a-z0-9]+", "-")
                    .replaceAll("^-|-$", "");
            return slug.length() <= LONGEST_KEY ? slug : slug.substring(0, LONGEST_KEY);
        }
    }
}
