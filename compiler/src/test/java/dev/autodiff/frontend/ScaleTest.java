package dev.autodiff.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.Autodiff;
import dev.autodiff.Options;
import dev.autodiff.frontend.syntax.Tokens;
import dev.autodiff.graph.Budget;
import dev.autodiff.graph.Formula;
import dev.autodiff.graph.LoopOp.Limits;
import dev.autodiff.source.CompileException;
import dev.autodiff.source.Diagnostics;
import dev.autodiff.source.Source;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Large programs take time in proportion to their length, and too large ones are refused in words. */
@Timeout(120)
@Tag("scale")
class ScaleTest {
    private static final int MANY = Integer.getInteger("many", 40_000);

    @Test
    void aSumOfManyTerms() {
        Formula formula = lower("z = " + joined(" + ", MANY, i -> "x*" + i));

        assertThat(formula.graph().size()).isGreaterThan(2 * MANY);
    }

    @Test
    void manyStatements() {
        assertThat(lower("y0 = x\n" + joined("\n", MANY, i -> "y" + (i + 1) + " = sin(y" + i + ")"))
                        .variables())
                .hasSize(MANY + 1);
    }

    @Test
    void manySigns() {
        assertThat(lower("z = " + "-".repeat(MANY + 1) + "x").result().op().symbol()).isEqualTo("neg");
    }

    @Test
    void manyNegations() {
        lower("z = 1 if " + "not ".repeat(MANY) + "x > 0 else 2");
    }

    @Test
    void manyConditionals() {
        lower("z = " + joined(" else ", MANY, i -> i + " if x > " + i) + " else 0");
    }

    @Test
    void manyPowers() {
        lower("z = " + joined("^", MANY, i -> "x"));
    }

    @Test
    void manyComparisons() {
        lower("z = " + joined(" < ", MANY, i -> "x" + i));
    }

    @Test
    void manyAlternatives() {
        lower("z = 1 if " + joined(" or ", MANY, i -> "x == " + i + " and y > " + i) + " else 2");
    }

    @Test
    void manyProductsWithMessagesBehindCharactersOutsideTheBasicPlane() {
        String text = "\uD835\uDEFC = x; z = " + joined("*", MANY, i -> "\uD835\uDEFC") + "\n"
                + joined("\n", 19, i -> "y" + i + " = lgo(x)");

        assertThatThrownBy(() -> lower(text))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("formula:20:7: unknown function 'lgo'");
    }

    @Test
    void aNameOfManyLetters() {
        assertThatThrownBy(() -> lower("z = " + "a".repeat(MANY) + "(x)")).isInstanceOf(CompileException.class);
    }

    @Test
    void manyWarningsAreBounded() {
        Diagnostics diagnostics = new Diagnostics(new Source("formula", joined("\n", MANY, i -> "y = x + " + i)));
        Frontend.lower(diagnostics, null, Set.of(), Map.of(), Limits.DEFAULT, Budget.ofHeap(), null);

        assertThat(diagnostics.warnings()).hasSize(20);
    }

    @Test
    void deeplyNestedParentheses() {
        lower("z = " + nested(5_000, "x"));
    }

    @Test
    void deeplyNestedCalls() {
        lower("z = " + "sin(".repeat(5_000) + "x" + ")".repeat(5_000));
    }

    @Test
    void deeplyNestedParenthesesInFunctionsCalledByFunctions() {
        lower("f(x) = " + nested(5_000, "sin(x)") + "\ng(x) = " + nested(5_000, "f(x)") + "\nz = "
                + nested(5_000, "g(x)"));
    }

    @Test
    void nestingBeyondTheLimitIsRefused() {
        assertThatThrownBy(() -> lower("z = " + nested(Tokens.MAX_NESTING + 1, "x")))
                .isInstanceOf(CompileException.class)
                .hasMessageStartingWith("error: formula:1:10005: brackets are nested more than 10000 deep");
    }

    @Test
    void nestingAtTheLimitIsNot() {
        lower("z = " + nested(Tokens.MAX_NESTING, "x"));
    }

    @Test
    void functionsThatCallThePreviousOneTwiceWithTheSameArgumentsAreLinear() {
        Formula formula = lower(
                "f0(x) = sin(x)\n" + joined("\n", 1_000, i -> "f" + (i + 1) + "(x) = f" + i + "(x) + f" + i + "(x)"));

        assertThat(formula.graph().size()).isLessThan(2_000);
    }

    @Test
    void functionsThatCallThePreviousOneTwiceWithOtherArgumentsAreRefused() {
        String text = "f0(x) = sin(x)\n"
                + joined("\n", 60, i -> "f" + (i + 1) + "(x) = f" + i + "(x + " + i + ") + f" + i + "(2*x)");

        assertThatThrownBy(() -> Autodiff.analyze(new Source("formula", text), Options.DEFAULT))
                .isInstanceOf(CompileException.class)
                .hasMessageMatching(
                        "error: formula: the program grows beyond \\d+ calls: does each function call the one before it several times\\?");
    }

    @Test
    void aLongChainOfFunctions() {
        lower("f0(x) = sin(x)\n" + joined("\n", 1_000, i -> "f" + (i + 1) + "(x) = cos(f" + i + "(x))"));
    }

    @Test
    void functionsNestedBeyondTheStackAreRefused() {
        String text = "f0(x) = sin(x)\n"
                + joined("\n", 2 * Lowering.MAX_ACTIVE, i -> "f" + (i + 1) + "(x) = cos(f" + i + "(x))");

        assertThatThrownBy(() -> lower(text))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("calls are nested more than");
    }

    private static Formula lower(String text) {
        return Frontend.lower(
                new Diagnostics(new Source("formula", text)),
                null,
                Set.of(),
                Map.of(),
                Limits.DEFAULT,
                Budget.ofHeap(),
                null);
    }

    private static String nested(int depth, String text) {
        return "(".repeat(depth) + text + ")".repeat(depth);
    }

    private static String joined(String separator, int count, IntFunction<String> piece) {
        return IntStream.range(0, count).mapToObj(piece).collect(Collectors.joining(separator));
    }
}
