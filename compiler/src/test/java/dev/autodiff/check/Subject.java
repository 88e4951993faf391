package dev.autodiff.check;

import dev.autodiff.Autodiff;
import dev.autodiff.DerivativeKind;
import dev.autodiff.FrozenInputs;
import dev.autodiff.Options;
import dev.autodiff.codegen.classfile.ClassSpec;
import dev.autodiff.codegen.HiddenClasses;
import dev.autodiff.derivatives.Reverse;
import dev.autodiff.graph.Differentiated;
import dev.autodiff.graph.Domain;
import dev.autodiff.graph.Entry;
import dev.autodiff.graph.EntryPoints;
import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Interpreter;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.runtime.Kernel;
import dev.autodiff.simplify.Simplifier;
import dev.autodiff.source.Source;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * One operator or function with its derivatives, ready to be evaluated in every way there is.
 *
 * @param hessian value, gradient and second derivatives as a user gets them; refused where one of them is
 */
record Subject(
        String name,
        Formula written,
        Differentiated function,
        Supplier<Entry> hessian,
        List<List<Domain>> domains) {
    private static final Options WITH_HESSIAN = Options.DEFAULT.withDerivatives(Set.of(DerivativeKind.HESSIAN));
    private static final int POINTS = Integer.getInteger("points", 3);

    /**
     * One row, not simplified before its differentiation, and after it only where operators exist for differentiation
     * alone.
     */
    static Subject of(Pointwise row) {
        Graph graph = new Graph();
        List<Formula.Parameter> parameters = new ArrayList<>();
        Node[] inputs = new Node[row.arity()];
        for (int i = 0; i < inputs.length; i++) {
            Node parameter = graph.parameter("x" + i);
            boolean truth = row.domains().get(i).text().contains("true");
            inputs[i] = truth ? graph.node(Pointwise.GT, parameter, graph.constant(0.5)) : parameter;
            parameters.add(new Formula.Parameter("x" + i, parameter, FrozenInputs.isFrozen(row, i)));
        }
        Node result = graph.node(row, inputs);
        Node number = result.type().isTruth()
                ? graph.node(Pointwise.WHERE, result, graph.constant(1), graph.constant(0))
                : result;
        Formula formula = new Formula(row.symbol(), parameters, Map.of(), number);
        List<Formula.Parameter> variables = parameters.stream().filter(parameter -> !parameter.frozen()).toList();
        List<Node> gradient = Reverse.gradient(
                number, variables.stream().map(Formula.Parameter::node).toList(), graph.constant(1));
        List<String> names = variables.stream().map(Formula.Parameter::name).toList();
        return new Subject(
                row.name(),
                formula,
                new Differentiated(formula, names, expanded(gradient), List.of()),
                () -> {
                    throw new UnsupportedOperationException(row.symbol());
                },
                List.of(row.domains()));
    }

    /** A program, compiled as for a user; it is sampled in each of the boxes. */
    static Subject of(String name, String program, List<Domain> boxes) {
        Source source = new Source(name, program);
        Differentiated function = Autodiff.analyze(source, Options.DEFAULT).function();
        int arity = function.formula().parameters().size();
        List<List<Domain>> domains = boxes.stream().map(box -> java.util.Collections.nCopies(arity, box)).toList();
        return new Subject(
                name,
                Autodiff.written(source, Options.DEFAULT),
                function,
                () -> Autodiff.analyze(source, WITH_HESSIAN).entries().get(DerivativeKind.HESSIAN),
                domains);
    }

    /** The same points in every run. */
    List<double[]> points() {
        SplittableRandom random = new SplittableRandom(name.hashCode());
        List<double[]> points = new ArrayList<>();
        for (List<Domain> box : domains) {
            for (int i = 0; i < POINTS; i++) {
                points.add(box.stream().mapToDouble(domain -> sample(domain, random)).toArray());
            }
        }
        return points;
    }

    private static double sample(Domain domain, SplittableRandom random) {
        double number = domain.low() + random.nextDouble() * (domain.high() - domain.low());
        return domain.text().startsWith("{0") ? Math.rint(number) : number;
    }

    Kernel kernel() {
        return HiddenClasses.define(EntryPoints.of(function), new ClassSpec(null, name, name, null, "test"))
                .kernel();
    }

    private static List<Node> expanded(List<Node> nodes) {
        return nodes.isEmpty()
                ? nodes
                : nodes.stream()
                        .map(new Simplifier(nodes.get(0).graph(), Simplifier.Level.EXACT, false).simplify(nodes))
                        .toList();
    }

    /** The values of nodes of the derivative's graph. */
    double[] interpret(List<Node> nodes, double[] point) {
        Map<Node, Double> arguments = new HashMap<>();
        for (int i = 0; i < point.length; i++) {
            arguments.put(function.formula().parameters().get(i).node(), point[i]);
        }
        return Interpreter.evaluate(expanded(nodes), arguments);
    }

    List<Node> variables(Formula formula) {
        return function.variables().stream().map(formula::differentiableBy).toList();
    }

    static Oracle oracle(Formula formula, Node result, double[] point) {
        Map<Node, BigDecimal> arguments = new HashMap<>();
        for (int i = 0; i < point.length; i++) {
            arguments.put(formula.parameters().get(i).node(), new BigDecimal(point[i]));
        }
        return new Oracle(result, arguments);
    }

    @Override
    public String toString() {
        return name;
    }
}
