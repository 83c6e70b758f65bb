package dev.manabi.postmortem.postmortem.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a postmortem says, and therefore what is reviewed: its title, sections, action items and classification.
 *
 * @param classification null until somebody has said it
 */
public record Content(
        String title,
        List<Section> sections,
        List<ActionItem> actionItems,
        @Nullable Classification classification) {

    public Content {
        sections = List.copyOf(sections);
        actionItems = List.copyOf(actionItems);
    }

    public Content(String title, List<Section> sections, List<ActionItem> actionItems) {
        this(title, sections, actionItems, null);
    }

    public Optional<Section> section(String key) {
        return sections.stream().filter(section -> section.key().equals(key)).findFirst();
    }

    public Optional<ActionItem> actionItem(UUID id) {
        return actionItems.stream().filter(item -> item.id().equals(id)).findFirst();
    }

    Content withTitle(String newTitle) {
        return new Content(newTitle, sections, actionItems, classification);
    }

    Content withSection(String key, String text) {
        return new Content(
                title,
                sections.stream()
                        .map(section -> section.key().equals(key) ? section.withText(text) : section)
                        .toList(),
                actionItems,
                classification);
    }

    Content plus(ActionItem item) {
        return new Content(
                title,
                sections,
                Stream.concat(actionItems.stream(), Stream.of(item)).toList(),
                classification);
    }

    Content without(UUID actionItemId) {
        return new Content(
                title,
                sections,
                actionItems.stream()
                        .filter(item -> !item.id().equals(actionItemId))
                        .toList(),
                classification);
    }

    Content withActionItem(UUID id, UnaryOperator<ActionItem> change) {
        return new Content(
                title,
                sections,
                actionItems.stream()
                        .map(item -> item.id().equals(id) ? change.apply(item) : item)
                        .toList(),
                classification);
    }

    Content withClassification(Classification newClassification) {
        return new Content(title, sections, actionItems, newClassification);
    }

    /**
     * Something in the content that can change while the rest stays.
     *
     * @param key of a section, or {@code TITLE}, {@code ACTION_ITEMS} or {@code CLASSIFICATION}
     * @param title of a section, else null
     * @param hash the same while it stays as it is
     */
    public record Part(String key, @Nullable String title, String hash) {}

    /** Everything that {@link #hash} covers, piece by piece: two contents differ in the parts whose hashes do. */
    public List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part("TITLE", null, new Digest().add(title).hex()));
        for (Section section : sections) {
            String hash = new Digest().add(section.title()).add(section.text()).hex();
            parts.add(new Part(section.key(), section.title(), hash));
        }
        Digest items = new Digest();
        add(actionItems, items);
        parts.add(new Part("ACTION_ITEMS", null, items.hex()));
        Digest classified = new Digest();
        add(classification, classified);
        parts.add(new Part("CLASSIFICATION", null, classified.hex()));
        return List.copyOf(parts);
    }

    /**
     * SHA-256 in hexadecimal over everything that a reader sees of the content. The progress of action items is left
     * out, so that they can be worked on while the postmortem is reviewed. Each value goes in with its length before it,
     * so that no two contents read the same. What nobody has classified reads as it did before there was a
     * classification.
     */
    public String hash() {
        Digest digest = new Digest();
        digest.add("content.v1").add(title).add(sections.size());
        for (Section section : sections) {
            digest.add(section.key()).add(section.title()).add(section.text());
        }
        add(actionItems, digest);
        add(classification, digest);
        return digest.hex();
    }

    private static void add(List<ActionItem> actionItems, Digest digest) {
        digest.add(actionItems.size());
        for (ActionItem item : actionItems) {
            ActionItem.Task task = item.task();
            ActionItem.Priority priority = task.priority();
            digest.add(item.id().toString())
                    .add(task.title())
                    .add(task.kind().name())
                    .add(priority == null ? null : priority.name())
                    .add(task.owner())
                    .add(task.dueAt().toString())
                    .add(task.endState())
                    .add(task.trackerUrl());
        }
    }

    private static void add(@Nullable Classification classification, Digest digest) {
        if (classification != null) {
            digest.add("classification").add(classification.trigger());
            digest.add(classification.causes().size());
            classification.causes().forEach(digest::add);
        }
    }

    private static final class Digest {
        private final MessageDigest sha256;

        Digest() {
            try {
                sha256 = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java platform has SHA-256", e);
            }
        }

        Digest add(int number) {
            return add(Integer.toString(number));
        }

        Digest add(@Nullable String value) {
            if (value == null) {
                sha256.update("-;".getBytes(StandardCharsets.UTF_8));
                return this;
            }
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            sha256.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            sha256.update(bytes);
            return this;
        }

        String hex() {
            return HexFormat.of().formatHex(sha256.digest());
        }
    }
}
