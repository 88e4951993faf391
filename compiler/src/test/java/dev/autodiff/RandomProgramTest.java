package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.Analysis;
import dev.autodiff.derivatives.Forward;
import dev.autodiff.derivatives.Reverse;
import dev.autodiff.frontend.Frontend;
import dev.autodiff.graph.Budget;
import dev.autodiff.graph.Entry;
import dev.autodiff.graph.Formula;
import dev.autodiff.graph.LoopOp.Limits;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Printer;
import dev.autodiff.simplify.Simplifier;
import dev.autodiff.source.Diagnostics;
import dev.autodiff.source.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Statements that hold for every program; {@code -Dprograms=20000} tries them on so many. */
class RandomProgramTest {
    private static final double[] SPECIAL = {
        0, -0.0, 1, -1, 0.5, 2, -3, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE,
        -Double.MIN_NORMAL, 1e-310, Double.MAX_VALUE, -1e300, 1e16, 1e-160, 0.1, 3.7
    };
    private static final int POINTS = 12;

    /** A bound on tangents and cotangents whose products and sums are within the range of doubles. */
    private static final double LARGEST = 1e290;

    /** The rounding of some thousand operations. */
    private static final double ROUNDING = 1e-12;

    @Provide
    Arbitrary<RandomProgram> programs() {
        return Arbitraries.fromGenerator(new ProgramGenerator());
    }

    @Property(seed = "1")
    void allEvaluatorsComputeTheSameBits(@ForAll("programs") RandomProgram program) {
        Analysis analysis = analyze(program.toString(), Level.STABLE);
        Evaluator interpreter = Evaluator.interpreter(analysis);
        Evaluator bytecode = Evaluator.classFile(analysis);
        Evaluator hidden = Evaluator.hiddenClass(analysis);
        for (double[] point : points(analysis.function().formula())) {
            double[] expected = interpreter.at(point);
            assertThat(bytecode.at(point)).as("bytecode").isEqualTo(expected);
            assertThat(hidden.at(point)).as("hidden class").isEqualTo(expected);
        }
    }

    @Property(seed = "6")
    void methodsForManyPointsComputeTheBitsOfOnePoint(@ForAll("programs") RandomProgram program) {
        Analysis analysis = analyze(program.toString(), Level.STABLE);
        assertSameAtManyPoints(
                MemoryClassLoader.load("Program", analysis.classFile("Program")), analysis, 0, 1, 7, 1000);
    }

    /** The method for many points gives the bits of the one for one point, for all entries, whatever their number. */
    private static void assertSameAtManyPoints(Class<?> type, Analysis analysis, int... lengths) {
        List<double[]> points = points(analysis.function().formula());
        for (Entry entry : analysis.entryPoints().entries()) {
            double[][] expected = points.stream()
                    .map(point -> EntryCalls.atPoint(type, entry, point))
                    .toArray(double[][]::new);
            for (int n : entry.inputs().isEmpty() ? new int[0] : lengths) {
                double[][] columns = new double[entry.inputs().size()][n];
                for (int i = 0; i < n; i++) {
                    for (int k = 0; k < columns.length; k++) {
                        columns[k][i] = points.get(i % POINTS)[k];
                    }
                }
                double[][] outputs = EntryCalls.atPoints(type, entry, columns, Set.of());
                for (int i = 0; i < n; i++) {
                    assertThat(outputs[i]).as("%s at point %s of %s", entry.name(), i, n).isEqualTo(expected[i % POINTS]);
                }
            }
        }
    }

    @Property(seed = "2", tries = 1)
    void javaComputesTheBitsOfTheBytecode(@ForAll @Size(100) List<@From("programs") RandomProgram> programs) {
        Map<String, Analysis> analyses = new LinkedHashMap<>();
        Map<String, String> sources = new LinkedHashMap<>();
        for (RandomProgram program : programs) {
            String name = "Program" + analyses.size();
            Analysis analysis = analyze(program.toString(), Level.STABLE);
            analyses.put(name, analysis);
            sources.put(name, analysis.javaSource(name));
        }
        MemoryClassLoader loader = MemoryClassLoader.compile(sources);
        analyses.forEach((name, analysis) -> {
            Evaluator bytecode = Evaluator.classFile(analysis);
            Evaluator java = Evaluator.ofClass(loader.type(name), analysis);
            for (double[] point : points(analysis.function().formula())) {
                assertThat(java.at(point)).as(() -> sources.get(name)).isEqualTo(bytecode.at(point));
            }
            assertSameAtManyPoints(loader.type(name), analysis, 7);
        });
    }

    @Property(seed = "3")
    void forwardAndReverseModeAgree(@ForAll("programs") RandomProgram program) {
        Formula formula = analyze(program.toString(), Level.STABLE).function().formula();
        List<Node> parameters = formula.parameters().stream().map(Formula.Parameter::node).toList();
        Node one = formula.graph().constant(1);
        List<Node> reverse = Reverse.gradient(formula.result(), parameters, one);
        for (int i = 0; i < parameters.size(); i++) {
            Node forward = Forward.tangent(formula.result(), List.of(parameters.get(i)), List.of(one));
            AbsoluteDerivative derivative = new AbsoluteDerivative(formula, parameters.get(i));
            Evaluator both = Evaluator.interpreter(formula.parameters(), List.of(reverse.get(i), forward));
            for (double[] point : points(formula, 0)) {
                double[] derivatives = both.at(point);
                AbsoluteDerivative.Bound bound = derivative.at(point);
                if (bound.largest() < LARGEST) {
                    assertThat(derivatives[0])
                            .as("by %s at %s", formula.parameters().get(i).name(), Arrays.toString(point))
                            .isCloseTo(derivatives[1], within(ROUNDING * bound.magnitude() + bound.underflow() + 1e-290));
                }
            }
        }
    }

    @Property(seed = "4")
    void printedProgramsReadBackAsTheSameBits(@ForAll("programs") RandomProgram program) {
        Analysis analysis = analyze(program.toString(), Level.STABLE);
        Formula formula = analysis.function().formula();
        Map<String, Node> results = new LinkedHashMap<>();
        for (int i = 0; i < analysis.function().gradient().size(); i++) {
            results.put("g" + i, analysis.function().gradient().get(i));
        }
        results.put("result", formula.result());
        StringBuilder text = new StringBuilder();
        formula.parameters().forEach(parameter -> text.append("input ").append(parameter.name()).append('\n'));
        Printer.lines(results).forEach(line -> text.append(line).append('\n'));
        Formula again = raw(text.toString());
        Evaluator first = Evaluator.interpreter(formula.parameters(), List.copyOf(results.values()));
        Evaluator second = Evaluator.interpreter(
                again.parameters(),
                results.keySet().stream().map(again::differentiableBy).toList());
        for (double[] point : points(formula)) {
            assertThat(second.at(point)).as(text.toString()).isEqualTo(first.at(point));
        }
    }

    @Property(seed = "5")
    void exactRewritesKeepEveryBit(@ForAll("programs") RandomProgram program) {
        Formula formula = raw(program.toString());
        List<Node> results = new ArrayList<>(Reverse.gradient(formula.result(),
                formula.parameters().stream().map(Formula.Parameter::node).toList(), formula.graph().constant(1)));
        results.addAll(formula.variables().values());
        UnaryOperator<Node> simplified =
                new Simplifier(formula.graph(), Simplifier.Level.EXACT, false).simplify(results);
        Evaluator before = Evaluator.interpreter(formula.parameters(), results);
        Evaluator after = Evaluator.interpreter(formula.parameters(), results.stream().map(simplified).toList());
        for (double[] point : points(formula)) {
            assertThat(after.at(point)).isEqualTo(before.at(point));
        }
    }

    private static Analysis analyze(String text, Level level) {
        return Autodiff.analyze(new Source("program.ad", text), Options.DEFAULT.withLevel(level));
    }

    /** The program as it is written, nothing simplified. */
    private static Formula raw(String text) {
        Diagnostics diagnostics = new Diagnostics(new Source("program.ad", text));
        Derivatives plain = new Derivatives(Options.DEFAULT, diagnostics) {
            @Override
            public Node derivative(Node z, Node x) {
                return Reverse.gradient(z, List.of(x), z.graph().constant(1)).get(0);
            }
        };
        return Frontend.lower(diagnostics, null, Set.of(), Map.of(), Limits.DEFAULT, Budget.ofHeap(), plain);
    }

    private static List<double[]> points(Formula formula) {
        return points(formula, POINTS / 2);
    }

    /** The first of them have special numbers for coordinates. */
    private static List<double[]> points(Formula formula, int specials) {
        Random random = new Random(7);
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < POINTS; i++) {
            boolean special = i < specials;
            points.add(random.doubles(formula.parameters().size(), -2, 3)
                    .map(x -> special ? SPECIAL[random.nextInt(SPECIAL.length)] : x).toArray());
        }
        return points;
    }
}
