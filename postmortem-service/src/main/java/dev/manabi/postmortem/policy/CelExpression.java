package dev.manabi.postmortem.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelErrorCode;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelAttribute;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelUnknownSet;
import dev.cel.runtime.Program;
import dev.manabi.postmortem.policy.domain.Expression;
import dev.manabi.postmortem.policy.domain.IncidentFacts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An expression in CEL, the Common Expression Language, over {@link IncidentFields}. What can be wrong with it is found
 * when it is read; what an incident can do to it ends in "unknown" with the reason, never in an exception.
 */
final class CelExpression implements Expression {

    static final int LONGEST = 1_000;

    /** All loops of one evaluation together: a list of everything times a list of everything ends here. */
    private static final int MOST_STEPS = 1_000;

    private static final int LONGEST_VALUE = 100;

    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(LONGEST)
            .comprehensionMaxIterations(MOST_STEPS)
            .enableHeterogeneousNumericComparisons(true)
            .build();
    private static final CelCompiler COMPILER = CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setTypeProvider(IncidentFields.TYPES)
            .addVar(IncidentFields.INCIDENT, IncidentFields.TYPE)
            .setResultType(SimpleType.BOOL)
            .build();
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.plannerRuntimeBuilder().setOptions(OPTIONS).build();

    private final String text;
    private final Program program;
    private final List<String> fields;

    private CelExpression(String text, Program program, List<String> fields) {
        this.text = text;
        this.program = program;
        this.fields = fields;
    }

    /**
     * What is wrong with an expression.
     *
     * @param line from 1, as the column
     */
    record Fault(int line, int column, String message) {

        private static Fault of(CelIssue issue) {
            return new Fault(
                    Math.max(1, issue.getSourceLocation().getLine()),
                    Math.max(0, issue.getSourceLocation().getColumn()) + 1,
                    issue.getMessage());
        }

        String text() {
            return "line %d, column %d: %s".formatted(line, column, message);
        }
    }

    /** Everything that is wrong with an expression is known before it is used. */
    @SuppressWarnings("serial") // never serialised: it lives for one request
    static final class Wrong extends Exception {
        private final List<Fault> faults;

        private Wrong(List<Fault> faults) {
            super(faults.stream().map(Fault::text).collect(Collectors.joining("; ")));
            this.faults = faults;
        }

        List<Fault> faults() {
            return faults;
        }
    }

    /** @throws Wrong where it is no expression over an incident, or none that is answered with yes or no */
    static CelExpression read(String text) throws Wrong {
        try {
            CelValidationResult result = COMPILER.compile(text);
            if (result.hasError()) {
                throw new Wrong(result.getErrors().stream().map(Fault::of).toList());
            }
            CelAbstractSyntaxTree tree = result.getAst();
            return new CelExpression(text, RUNTIME.createProgram(tree), fieldsOf(tree));
        } catch (CelValidationException e) {
            throw new Wrong(e.getErrors().stream().map(Fault::of).toList());
        } catch (CelEvaluationException | RuntimeException e) {
            throw new Wrong(List.of(new Fault(1, 1, "it cannot be evaluated: " + e.getMessage())));
        }
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public Finding on(IncidentFacts incident) {
        String saw = fields.stream()
                .map(field -> field + ": " + spelled(IncidentFields.valueOf(field, incident)))
                .collect(Collectors.joining("; "));
        try {
            return switch (program.eval(IncidentFields.of(incident))) {
                case Boolean met -> new Finding(met, saw);
                case CelUnknownSet unknown -> new Finding(null, also(saw, "unknown: " + names(unknown)));
                case Object other ->
                    new Finding(null, also(saw, "no answer: neither yes nor no but " + spelled(other)));
            };
        } catch (CelEvaluationException e) {
            return new Finding(null, also(saw, "no answer: " + reason(e)));
        } catch (RuntimeException e) { // nothing that is asked may ever stop a decision
            return new Finding(null, also(saw, "no answer: " + e.getMessage()));
        }
    }

    private static String also(String saw, String more) {
        return saw.isEmpty() ? more : saw + "; " + more;
    }

    private static String names(CelUnknownSet unknown) {
        return unknown.attributes().stream()
                .map(CelAttribute::toString)
                .map(name -> name.replaceFirst("^" + IncidentFields.INCIDENT + "\\.", ""))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String reason(CelEvaluationException failure) {
        CelErrorCode code = failure.getErrorCode();
        return switch (code) {
            case DIVIDE_BY_ZERO -> "a division by zero";
            case NUMERIC_OVERFLOW -> "a number beyond 64 bits";
            case INDEX_OUT_OF_BOUNDS -> "an index beyond the end of a list";
            case ITERATION_BUDGET_EXCEEDED -> "more than " + MOST_STEPS + " steps";
            default -> code + " " + spelled(withoutPlace(failure.getMessage()));
        };
    }

    /** The library begins with a place within the expression, counted otherwise than people count. */
    private static String withoutPlace(@Nullable String message) {
        return message == null ? "" : message.replaceFirst("^evaluation error at <input>:\\d+: ", "");
    }

    private static String spelled(@Nullable Object value) {
        return switch (value) {
            case null -> "unknown";
            case Boolean yes -> yes ? "yes" : "no";
            case Double number ->
                BigDecimal.valueOf(number)
                        .setScale(1, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString();
            case Collection<?> many ->
                many.isEmpty()
                        ? "none"
                        : cut(many.stream()
                                .limit(10)
                                .map(CelExpression::spelled)
                                .collect(Collectors.joining(", ", "", many.size() > 10 ? ", …" : "")));
            default -> cut(String.valueOf(value));
        };
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST_VALUE
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_VALUE)) + "…";
    }

    /** The fields that it names, each once. */
    private static List<String> fieldsOf(CelAbstractSyntaxTree tree) {
        return CelNavigableAst.fromAst(tree)
                .getRoot()
                .allNodes()
                .filter(node -> !isPartOfLonger(node))
                .map(node -> path(node.expr()))
                .flatMap(Optional::stream)
                .flatMap(path -> IncidentFields.at(path).stream())
                .distinct()
                .toList();
    }

    /** {@code incident.impact} within {@code incident.impact.dataLoss}. */
    private static boolean isPartOfLonger(CelNavigableExpr node) {
        return node.parent()
                .filter(parent -> parent.getKind() == CelExpr.ExprKind.Kind.SELECT)
                .isPresent();
    }

    /** What stands after {@code incident.}; empty where it is something else. */
    private static Optional<String> path(CelExpr expression) {
        return switch (expression.getKind()) {
            case IDENT ->
                expression.ident().name().equals(IncidentFields.INCIDENT) ? Optional.of("") : Optional.empty();
            case SELECT ->
                path(expression.select().operand())
                        .map(before -> before.isEmpty()
                                ? expression.select().field()
                                : before + "." + expression.select().field());
            default -> Optional.empty();
        };
    }
}
