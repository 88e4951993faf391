package dev.autodiff.frontend.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.Analysis;
import dev.autodiff.Autodiff;
import dev.autodiff.Options;
import dev.autodiff.graph.Printer;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.CompileException;
import dev.autodiff.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * However a program is broken into lines, no part of it is lost: its value is that of one line, or there is a message.
 */
class LineBreakTest {
    private static final int PROGRAMS = 300;
    private static final int LAYOUTS = 6;
    private static final Map<String, Double> ARGUMENTS = Map.of("x", 1.75, "y", -0.625, "w", 3.5);
    private static final List<String> OPERATORS = List.of("+", "-", "*", "/", "^", "**");
    private static final List<String> COMPARISONS = List.of("<", "<=", ">", ">=", "==", "!=");
    private static final List<String> OPERANDS =
            List.of("x", "y", "w", "2", "0.5", "sin(x)", "(x - y)", "max(x, -w)", "-x", "+3", "[x, y][0]");
    private static final List<String> BREAKS =
            List.of("\n", " \n ", "  # a comment; + 3\n", "\n\n", "\r\n", "\n# between\n\t", ";", ";\n");

    private final Random random = new Random(1);

    @Test
    void everyLayoutOfAProgramHasItsValueOrAMessage() {
        for (int i = 0; i < PROGRAMS; i++) {
            List<String> words = program();
            double expected = valueOrNaN(String.join(" ", words), false);
            for (int k = 0; k < LAYOUTS; k++) {
                String text = layout(words);
                double value = valueOrNaN(text, true);
                assertThat(Double.isNaN(value) || value == expected)
                        .as("%s for %s:%n%s", value, expected, text)
                        .isTrue();
            }
        }
    }

    @Test
    void aLostOperatorIsNoticedAtALineBreak() {
        for (int i = 0; i < PROGRAMS; i++) {
            List<String> words = new ArrayList<>(List.of("z", "="));
            words.addAll(sum(2 + random.nextInt(4)));
            List<Integer> operators = new ArrayList<>();
            for (int k = 3; k < words.size(); k += 2) {
                operators.add(k);
            }
            words.set(operators.get(random.nextInt(operators.size())), any(BREAKS));
            String text = String.join(" ", words);

            assertThat(valueOrNaN(text, true)).as(text).isNaN();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"+", "-", "*", "/", "^", "**", "@", "<", "<=", ">", ">=", "==", "!=", "and", "or"})
    void anOperatorAtEitherSideOfALineBreakContinuesTheLine(String operator) {
        String inputs = operator.equals("@")
                ? "input x: f64[2]; input y: f64[2]; "
                : operator.matches("and|or") ? "input x: bool; input y: bool; " : "";
        String joined = formula(inputs + "z = x " + operator + " y");

        assertThat(formula(inputs + "z = x\n  " + operator + " y")).isEqualTo(joined);
        assertThat(formula(inputs + "z = x " + operator + "\n  y")).isEqualTo(joined);
        assertThat(formula(inputs + "z = x # one\n\n# two\n" + operator + "\ny"))
                .isEqualTo(joined)
                .contains("x")
                .contains("y");
    }

    @ParameterizedTest
    @CsvSource({"-3*x, - 3", "+x, + x", "-(x), - (", "--x, - -"})
    void aSignThatIsGluedToItsOperandBehindAnExpressionIsRefusedWithBothRemedies(String line, String continued) {
        for (String before : List.of("z = x^2\n", "f(x) {\n  return x^2\n", "f(x) = x\nz = f(x) # why\n\n")) {
            assertThatThrownBy(() -> Autodiff.compile(before + line + (before.contains("{") ? "\n}" : "")))
                    .isInstanceOf(CompileException.class)
                    .hasMessageContaining("'" + continued + "'")
                    .hasMessageContaining("';'");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-x", "- x", "+x", "+ x"})
    void aSignBeginsTheProgramOrWhatFollowsABlockOrADeclaration(String line) {
        double expected = line.startsWith("-") ? -2 : 2;
        for (String before : List.of("", "f(x) { return x }\n", "input x: f64\n", "y = x;\nif y > 0 { y = 1 }\n")) {
            assertThat(Autodiff.compile(before + line).value(Tensor.scalar(2)).item()).isEqualTo(expected);
        }
    }

    /** A sum, a choice, a function with its call, or several statements of which each uses those before; in words. */
    private List<String> program() {
        List<String> words = new ArrayList<>();
        switch (random.nextInt(4)) {
            case 0 -> words.addAll(List.of("z", "="));
            case 1 -> {
                words.addAll(List.of("z", "="));
                words.addAll(sum(2));
                words.add("if");
                words.addAll(sum(1));
                words.add(any(COMPARISONS));
                words.addAll(sum(1));
                words.addAll(List.of("and", "x", "<", "y", "else"));
            }
            case 2 -> {
                words.addAll(List.of("f(x, y)", "{", "u", "="));
                words.addAll(sum(3));
                words.addAll(List.of(
                        ";", "return", "u", any(OPERATORS), "x", "}", "\n", "z", "=", "f(x, y)", any(OPERATORS)));
            }
            default -> {
                words.addAll(List.of("u", "="));
                words.addAll(sum(3));
                words.addAll(List.of(";", "v", "=", "u", any(OPERATORS)));
                words.addAll(sum(1));
                words.addAll(List.of(";", "z", "=", "v", any(OPERATORS)));
            }
        }
        words.addAll(sum(3));
        return words;
    }

    private List<String> sum(int operands) {
        List<String> words = new ArrayList<>(List.of(any(OPERANDS)));
        for (int i = 1; i < operands; i++) {
            words.addAll(List.of(any(OPERATORS), any(OPERANDS)));
        }
        return words;
    }

    /** The words with other blanks, and with line breaks put in, or taken away. */
    private String layout(List<String> words) {
        StringBuilder text = new StringBuilder();
        for (String word : words) {
            boolean isBreak = word.equals(";") || word.equals("\n");
            boolean needsBlank = word.matches("\\w.*")
                    && !text.isEmpty()
                    && text.substring(text.length() - 1).matches("\\w");
            int choice = random.nextInt(12);
            text.append(choice < 2 ? any(BREAKS) : choice < 7 || needsBlank ? " " : "")
                    .append(isBreak && choice == 11 ? " " : word);
        }
        return text.toString();
    }

    private static String formula(String text) {
        return Printer.infix(Autodiff.written(new Source("f", text), Options.DEFAULT).result());
    }

    /** The value; NaN if the program is refused, or accepted with a warning. */
    private static double valueOrNaN(String text, boolean warningsCount) {
        try {
            Analysis analysis = Autodiff.analyze(new Source("layout", text), Options.DEFAULT);
            CompiledFunction function = analysis.load();
            Tensor[] arguments = function.signature().parameters().stream()
                    .map(parameter -> Tensor.scalar(ARGUMENTS.get(parameter.name())))
                    .toArray(Tensor[]::new);
            return warningsCount && !analysis.warnings().isEmpty() ? Double.NaN : function.value(arguments).item();
        } catch (CompileException e) {
            return Double.NaN;
        }
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
