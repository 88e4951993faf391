package dev.autodiff.check;

import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Interpreter;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.OwnDerivative;
import dev.autodiff.graph.Template;
import dev.autodiff.runtime.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A derivative that a program gives a function of its own, against differences of the values of that function: at the
 * arguments of one call, which is one of numbers and outside of loops.
 */
final class RuleCheck implements DifferentiableFunction {
    private final String name;
    private final Node argument;
    private final Node moved;
    private final Node value;
    private final Node slope;
    private Map<Node, Double> arguments = Map.of();

    private RuleCheck(String name, Node call, int index) {
        this.name = name;
        this.argument = OwnDerivative.arguments(call).get(index);
        this.moved = call.graph().parameter("argument", argument.type());
        this.value = of(OwnDerivative.value(call));
        this.slope = of(((OwnDerivative) call.op()).rule().partial(index, call));
    }

    /** A node as a function of the argument. */
    private Node of(Node node) {
        Template template = new Template(node, argument);
        return template.apply(moved, template.captured());
    }

    /** All that can be checked in a formula. */
    static List<RuleCheck> of(Formula formula) {
        boolean[] needed = formula.graph().reachable(List.of(formula.result()));
        List<RuleCheck> checks = new ArrayList<>();
        for (int id = 0; id < needed.length; id++) {
            Node node = formula.graph().get(id);
            if (needed[id]
                    && node.op() instanceof OwnDerivative own
                    && node.type().equals(Type.NUMBER)
                    && node.loops().isEmpty()) {
                add(own.rule(), node, checks);
            }
        }
        return checks;
    }

    private static void add(OwnDerivative.Rule rule, Node call, List<RuleCheck> checks) {
        List<Node> arguments = OwnDerivative.arguments(call);
        for (int i = 0; i < arguments.size(); i++) {
            if (rule.given(i) != null && arguments.get(i).type().equals(Type.NUMBER)) {
                checks.add(new RuleCheck(rule.given(i), call, i));
            }
        }
    }

    /**
     * What the rule says where the program has these arguments.
     *
     * @param point the arguments, as a report has them
     */
    Finding finding(Map<Node, Double> arguments, List<Double> point) {
        this.arguments = arguments;
        double[] at = Interpreter.evaluate(List.of(argument), arguments);
        double[] gradient = gradient(at);
        DifferenceCheck check = new DifferenceCheck(this, at, value(at), gradient);
        Differences.Estimate difference = check.estimate(variables().get(0));
        Optional<Outcome> outcome = check.partial(0, difference);
        return Finding.of(name, point, gradient[0], difference.value(), outcome);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> parameters() {
        return List.of("argument");
    }

    @Override
    public List<String> variables() {
        return parameters();
    }

    @Override
    public double value(double[] point) {
        return evaluate(value, point);
    }

    @Override
    public double[] gradient(double[] point) {
        return new double[] {evaluate(slope, point)};
    }

    private double evaluate(Node node, double[] point) {
        Map<Node, Double> all = new HashMap<>(arguments);
        all.put(moved, point[0]);
        return Interpreter.evaluate(List.of(node), all)[0];
    }
}
