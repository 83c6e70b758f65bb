package dev.manabi.incident.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.manabi.kit.Storable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Entities as Backstage describes them in {@code catalog-info.yaml}: a component is a service, a group a team, a user a
 * person. A system is no service: it is made of components, often bears the name of one of them, and nothing alerts for
 * it.
 *
 * <p>A name in another namespace than {@code default} comes with it: {@code payments/ledger} is {@code payments.ledger}
 * here.
 */
final class Backstage {

    private static final Pattern VERSION = Pattern.compile("backstage\\.io/v1(alpha|beta)\\d{1,3}");
    private static final Pattern REFERENCE =
            Pattern.compile("(?:([A-Za-z]+):)?(?:([A-Za-z0-9-]+)/)?([A-Za-z0-9][A-Za-z0-9._@-]*)");
    private static final Pattern NOT_PRINTED = Pattern.compile("[\\s\\p{Cc}]+");
    private static final Set<String> NOT_HELD = Set.of("System", "API", "Resource", "Domain", "Template");
    private static final String DEFAULT = "default";
    private static final int LONGEST_ALIAS = 100;

    /** Annotations whose value is the name that another system, which alerts, has for the component. */
    private static final List<String> NAMED_ELSEWHERE =
            List.of("backstage.io/kubernetes-id", "pagerduty.com/service-id", "sentry.io/project-slug");

    private final JsonNode entity;

    private Backstage(JsonNode entity) {
        this.entity = entity;
    }

    /** Why an entity is rejected. */
    @SuppressWarnings("serial") // never serialised: it does not leave this class
    private static final class Wrong extends RuntimeException {
        Wrong(String reason) {
            super(reason);
        }
    }

    static Described read(JsonNode entity) {
        try {
            return new Backstage(entity).described();
        } catch (Wrong e) {
            return new Described.Rejected(Objects.requireNonNull(e.getMessage()));
        }
    }

    /** What the entity says of itself, for the answer; null where that is no short text. */
    static @Nullable String label(JsonNode text) {
        return text.isTextual() && text.textValue().length() <= 200 && Storable.is(text.textValue())
                ? text.textValue()
                : null;
    }

    private Described described() {
        if (!entity.isObject()) {
            throw new Wrong("The document is no map.");
        }
        String version = required("/apiVersion");
        String kind = required("/kind");
        return switch (kind) {
            case "Component", "Group", "User" -> {
                if (!VERSION.matcher(version).matches()) {
                    throw new Wrong("apiVersion is none of backstage.io/v1alpha1 and backstage.io/v1beta1.");
                }
                yield held(kind);
            }
            case "Location" -> new Described.Ignored("A location leads to other files, which are not fetched.");
            default ->
                new Described.Ignored(
                        NOT_HELD.contains(kind)
                                ? "The catalog holds services, teams and people; " + kind + " is none of them."
                                : "The kind is not known.");
        };
    }

    private Described held(String kind) {
        String name = required("/metadata/name");
        String id = id(namespace(), name);
        return switch (kind) {
            case "Component" -> component(id, name);
            case "Group" -> new Described.OfTeam(id, displayName(name), references("/spec/members", "user"));
            default ->
                new Described.OfPerson(
                        id, displayName(name), text("/spec/profile/email"), references("/spec/memberOf", "group"));
        };
    }

    private Described component(String id, String name) {
        if ("library".equals(text("/spec/type"))) {
            return new Described.Ignored("A library does not run: what fails is the service that uses it.");
        }
        String title = text("/metadata/title");
        String owner = text("/spec/owner");
        List<String> aliases = Stream.concat(
                        Stream.ofNullable(title),
                        NAMED_ELSEWHERE.stream()
                                .map(annotation -> text(entity.path("metadata")
                                        .path("annotations")
                                        .path(annotation)))
                                .filter(Objects::nonNull))
                .filter(alias -> !alias.equals(id) && alias.length() <= LONGEST_ALIAS)
                .distinct()
                .toList();
        return new Described.OfService(
                id,
                title == null ? name : title,
                owner == null ? null : reference(owner, "spec.owner", "group"),
                aliases);
    }

    private String displayName(String name) {
        String displayed = text("/spec/profile/displayName");
        String title = displayed == null ? text("/metadata/title") : displayed;
        return title == null ? name : title;
    }

    private String namespace() {
        String namespace = text("/metadata/namespace");
        return namespace == null ? DEFAULT : namespace;
    }

    private static String id(String namespace, String name) {
        return namespace.equalsIgnoreCase(DEFAULT) ? name : namespace.toLowerCase(Locale.ROOT) + "." + name;
    }

    private List<String> references(String pointer, String kind) {
        JsonNode list = entity.at(pointer);
        String field = field(pointer);
        if (list.isMissingNode() || list.isNull()) {
            return List.of();
        }
        if (!list.isArray()) {
            throw new Wrong(field + " is no list.");
        }
        List<String> ids = new ArrayList<>();
        for (JsonNode one : list) {
            String text = text(one);
            String id = text == null ? null : reference(text, field, kind);
            if (id != null) {
                ids.add(id);
            }
        }
        return ids;
    }

    /** {@code [kind:][namespace/]name}, the namespace being the entity's own; null where it is of another kind. */
    private @Nullable String reference(String text, String field, String kind) {
        Matcher reference = REFERENCE.matcher(text);
        if (!reference.matches()) {
            throw new Wrong(field + " holds no reference such as " + kind + ":default/name.");
        }
        if (reference.group(1) != null && !reference.group(1).equalsIgnoreCase(kind)) {
            return null;
        }
        return id(reference.group(2) == null ? namespace() : reference.group(2), reference.group(3));
    }

    private String required(String pointer) {
        String text = text(pointer);
        if (text == null) {
            throw new Wrong(field(pointer) + " is missing.");
        }
        return text;
    }

    private @Nullable String text(String pointer) {
        JsonNode node = entity.at(pointer);
        if (node.isContainerNode() || node.isNumber() || node.isBoolean()) {
            throw new Wrong(field(pointer) + " is no text.");
        }
        return text(node);
    }

    /** One line; null where there is none. */
    private static @Nullable String text(JsonNode node) {
        if (!node.isTextual()) {
            return null;
        }
        if (!Storable.is(node.textValue())) {
            throw new Wrong("It holds a character that no text has: NUL, or half of a surrogate pair.");
        }
        String line = NOT_PRINTED.matcher(node.textValue()).replaceAll(" ").strip();
        return line.isEmpty() ? null : line;
    }

    private static String field(String pointer) {
        return pointer.substring(1).replace('/', '.');
    }
}
