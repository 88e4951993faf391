package dev.autodiff.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.PreludeHeads;
import dev.autodiff.derivatives.Forward;
import dev.autodiff.derivatives.Reverse;
import dev.autodiff.graph.Differentiated;
import dev.autodiff.graph.Domain;
import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.runtime.Kernel;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operator and every function of numbers in the prelude: three evaluators, two modes, two orders, one truth. */
@Tag("oracle")
class OperatorTest {
    /** Functions have no declared domain: most live in the first box, all of them somewhere in the second. */
    private static final List<Domain> BOXES = List.of(new Domain("(0, 1)", 0.1, 0.9), new Domain("ℝ", -2.9, 2.9));

    /**
     * Differences of what the oracle computes by differences, or solves equations for, take minutes: of these the
     * second derivatives, which are rows or quotients of rows, are compared with {@code special.csv} and {@code
     * accuracy.txt}, and values at two points.
     */
    private static final Pattern COSTLY =
            Pattern.compile("(?i).*(beta|gamma)_density|beta(inc|cdf|inv|pdf).*|tcdf.*|gamma[pq]inv|ga(mc|mi).*|chi2.*"
                    + "|f[cp]df|binocdf|poisscdf|kve|.*zeta");

    /** Derivatives by shapes, of which further ones are refused. */
    private static final Pattern REFUSED = Pattern.compile("(?i)(betainc|tcdf)_by_.*");

    private static final boolean WITH_COSTLY = Boolean.getBoolean("costly");

    /** Without those of which the oracle takes a minute for the value. */
    static Stream<Subject> affordable() {
        return subjects().filter(subject -> WITH_COSTLY || !subject.name().matches("(?i).*zeta"));
    }

    static Stream<Subject> cheap() {
        return subjects()
                .filter(subject -> !REFUSED.matcher(subject.name()).matches())
                .filter(subject -> WITH_COSTLY || !COSTLY.matcher(subject.name()).matches());
    }

    static Stream<Subject> subjects() {
        Stream<Subject> rows = Arrays.stream(Pointwise.values()).map(Subject::of);
        Stream<Subject> functions = PreludeHeads.all()
                .map(head -> Subject.of(head.name(), "f(" + head.declared() + ") = " + head, BOXES));
        return Stream.concat(rows, functions);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void interpreterAndBytecodeAgreeBitForBit(Subject subject) {
        Differentiated function = subject.function();
        Kernel kernel = subject.kernel();
        for (double[] point : subject.points()) {
            List<Node> results = new ArrayList<>(function.gradient());
            results.add(function.formula().result());
            double[] expected = subject.interpret(results, point);
            double[] gradient = new double[function.gradient().size()];

            double value = kernel.gradient(point, gradient);

            assertThat(new double[] {value, kernel.value(point)})
                    .isEqualTo(new double[] {expected[gradient.length], expected[gradient.length]});
            assertThat(gradient).isEqualTo(Arrays.copyOf(expected, gradient.length));
        }
    }

    @ParameterizedTest
    @MethodSource("affordable")
    void valuesAndPartialsAgreeWithTheOracle(Subject subject) {
        Formula formula = subject.function().formula();
        int verified = 0;
        List<double[]> points = subject.points();
        int step = COSTLY.matcher(subject.name()).matches() && !WITH_COSTLY ? (points.size() + 1) / 2 : 1;
        for (int k = 0; k < points.size(); k += step) {
            double[] point = points.get(k);
            Oracle oracle = Subject.oracle(subject.written(), subject.written().result(), point);
            Optional<BigDecimal> value = oracle.value();
            if (value.isEmpty()) {
                continue;
            }
            verify(subject, formula.result(), point, value.get(), BigDecimal.ZERO);
            List<Node> variables = subject.variables(subject.written());
            for (int i = 0; i < variables.size(); i++) {
                Slope slope = oracle.slope(variables.get(i)).orElseThrow();
                assertThat(slope.kink()).isFalse();
                verify(subject, subject.function().gradient().get(i), point, slope.value(), slope.error());
            }
            verified++;
        }
        assertThat(verified).isPositive();
    }

    @ParameterizedTest
    @MethodSource("cheap")
    void secondDerivativesAgreeWithTheOracle(Subject subject) {
        Formula formula = subject.function().formula();
        List<Node> variables = subject.variables(formula);
        for (Node partial : subject.function().gradient()) {
            List<Node> second = Reverse.gradient(partial, variables, partial.constant(1));
            for (double[] point : subject.points()) {
                Oracle oracle = Subject.oracle(formula, partial, point);
                for (int i = 0; i < second.size() && oracle.value().isPresent(); i++) {
                    Slope slope = oracle.slope(variables.get(i)).orElseThrow();
                    verify(subject, second.get(i), point, slope.value(), slope.error());
                }
            }
        }
    }

    /** Rows of the table: a function of the prelude is made of them. All with {@code -Dcostly=true}. */
    static Stream<Subject> rows() {
        List<String> names = Arrays.stream(Pointwise.values()).map(Pointwise::name).toList();
        return cheap().filter(subject -> WITH_COSTLY || names.contains(subject.name()));
    }

    /** Forward over reverse, as Hessians are taken, and forward once more, unless a third derivative is refused. */
    @ParameterizedTest
    @MethodSource("rows")
    void forwardDerivativesOfSecondAndThirdOrderAgreeWithTheOracle(Subject subject) {
        Formula formula = subject.function().formula();
        List<Node> variables = subject.variables(formula);
        for (int i = 0; i < variables.size(); i++) {
            Node x = variables.get(i);
            Node next = variables.get((i + 1) % variables.size());
            Node first = subject.function().gradient().get(i);
            Node second = Forward.tangent(first, List.of(x), List.of(first.constant(1)));
            Optional<Node> third = thirdUnlessRefused(second, next);
            for (double[] point : subject.points().subList(0, 1)) {
                verifySlope(subject, second, point, first, x);
                third.ifPresent(node -> verifySlope(subject, node, point, second, next));
            }
        }
    }

    private static Optional<Node> thirdUnlessRefused(Node second, Node by) {
        try {
            return Optional.of(Forward.tangent(second, List.of(by), List.of(second.constant(1))));
        } catch (UnsupportedOperationException refused) {
            return Optional.empty();
        }
    }

    private static void verifySlope(Subject subject, Node derivative, double[] point, Node of, Node by) {
        Oracle oracle = Subject.oracle(subject.function().formula(), of, point);
        if (oracle.value().isPresent()) {
            Slope slope = oracle.slope(by).orElseThrow();
            verify(subject, derivative, point, slope.value(), slope.error());
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void forwardModeIsReverseModeAlongADirection(Subject subject) {
        Formula formula = subject.function().formula();
        List<Node> variables = subject.variables(formula);
        double[] direction = {0.75, -1.25, 0.5, 1.5};
        List<Node> directions = new ArrayList<>();
        for (int i = 0; i < variables.size(); i++) {
            directions.add(formula.graph().constant(direction[i]));
        }
        Node tangent = Forward.tangent(formula.result(), variables, directions);
        for (double[] point : subject.points()) {
            double[] gradient = subject.interpret(subject.function().gradient().isEmpty()
                    ? List.of(tangent) : subject.function().gradient(), point);
            double expected = 0;
            double scale = 0;
            for (int i = 0; i < variables.size(); i++) {
                expected += gradient[i] * direction[i];
                scale += Math.abs(gradient[i] * direction[i]);
            }
            double actual = subject.interpret(List.of(tangent), point)[0];
            if (Double.isFinite(scale)) {
                assertThat(actual).isEqualTo(expected, within(Judgement.FULL_PRECISION * scale));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Pointwise.class, mode = EnumSource.Mode.EXCLUDE,
            names = {"LT", "LE", "GT", "GE", "EQ", "NE", "AND", "OR", "NOT", "WHERE"})
    void nanInIsNanOut(Pointwise row) {
        Subject subject = Subject.of(row);
        // copysign takes nothing of b but its sign, which a NaN has too
        int arguments = row == Pointwise.COPYSIGN ? 1 : row.arity();
        for (int i = 0; i < arguments; i++) {
            double[] point = subject.points().get(0);
            point[i] = Double.NaN;
            assertThat(subject.kernel().value(point)).isNaN();
        }
    }

    /** Full precision, or 8 times what the last bits of arguments and intermediate values do. */
    private static void verify(
            Subject subject, Node node, double[] point, BigDecimal expected, BigDecimal uncertainty) {
        double actual = subject.interpret(List.of(node), point)[0];
        Judgement judgement = new Judgement(actual, expected, uncertainty);
        boolean fine = judgement.isFullPrecision()
                || judgement.isWithin(Subject.oracle(subject.function().formula(), node, point).noiseOfValue());
        assertThat(fine)
                .as("%s at %s: %s instead of %s", node, Arrays.toString(point), actual, expected.doubleValue())
                .isTrue();
    }
}
