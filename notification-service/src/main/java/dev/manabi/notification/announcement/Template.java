package dev.manabi.notification.announcement;

import io.quarkus.qute.Engine;
import io.quarkus.qute.Expression;
import io.quarkus.qute.IfSectionHelper;
import io.quarkus.qute.TemplateException;
import io.quarkus.qute.ValueResolvers;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * One part of a text, in Qute: {@code {word}} stands for a value, {@code {#if word}…{/if}} for what is said only where
 * there is one. Nothing else: whoever may write texts reaches no object, no configuration and no loop with them. A value
 * is never looked at again, so that braces in it are just braces.
 */
final class Template {

    /** Characters that a part may have. */
    static final int LONGEST = 16_000;

    private static final int LONGEST_RENDERED = 100_000;

    private static final Engine ENGINE = Engine.builder()
            .addSectionHelper(new IfSectionHelper.Factory())
            .addValueResolver(ValueResolvers.mapResolver())
            .strictRendering(true)
            .timeout(2_000)
            .build();

    private final String text;
    private final io.quarkus.qute.Template parsed;

    /** @throws Faulty where it is no such template */
    Template(String text) {
        this.text = text;
        this.parsed = parse(text);
    }

    /** A template that cannot be used, with the place of the fault. */
    @SuppressWarnings("serial") // never serialised
    static final class Faulty extends RuntimeException {
        private final int line;
        private final int column;

        Faulty(String message, int line, int column) {
            super(message);
            this.line = line;
            this.column = column;
        }

        int line() {
            return line;
        }

        int column() {
            return column;
        }
    }

    private static io.quarkus.qute.Template parse(String text) {
        try {
            io.quarkus.qute.Template parsed = ENGINE.parse(text);
            for (Expression expression : parsed.getExpressions()) {
                if (!expression.isLiteral()
                        && (expression.hasNamespace() || expression.getParts().size() != 1)) {
                    throw new Faulty(
                            "{" + expression.toOriginalString() + "} is more than a word",
                            expression.getOrigin().getLine(),
                            expression.getOrigin().getLineCharacterStart());
                }
            }
            return parsed;
        } catch (TemplateException e) {
            var origin = e.getOrigin();
            throw new Faulty(
                    String.valueOf(e.getMessage()).lines().findFirst().orElse("It cannot be read"),
                    origin == null ? 1 : origin.getLine(),
                    origin == null ? 1 : origin.getLineCharacterStart());
        }
    }

    String text() {
        return text;
    }

    /** Every word that it asks for. */
    Set<String> placeholders() {
        Set<String> words = new TreeSet<>();
        for (Expression expression : parsed.getExpressions()) {
            if (!expression.isLiteral()) {
                words.add(expression.getParts().getFirst().getName());
            }
        }
        return words;
    }

    String plain(UnaryOperator<String> values) {
        return render(parsed, values);
    }

    /** For a room. A link of ours is left as it is: it holds nothing that came from elsewhere. */
    String chat(Markup markup, UnaryOperator<String> values) {
        String own = markup.ownText(text);
        return render(
                own.equals(text) ? parsed : parse(own),
                word -> word.equals("link") ? values.apply(word) : markup.escaped(values.apply(word)));
    }

    private String render(io.quarkus.qute.Template template, UnaryOperator<String> values) {
        Map<String, String> words = new HashMap<>();
        placeholders().forEach(word -> words.put(word, values.apply(word)));
        String rendered = template.render(words);
        return rendered.length() <= LONGEST_RENDERED ? rendered : rendered.substring(0, LONGEST_RENDERED);
    }
}
