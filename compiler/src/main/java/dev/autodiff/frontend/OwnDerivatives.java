package dev.autodiff.frontend;

import dev.autodiff.frontend.Program.Function;
import dev.autodiff.frontend.library.Arguments;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.OwnDerivative;
import dev.autodiff.runtime.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The functions of a program with derivatives of their own, and their calls. */
final class OwnDerivatives {
    private record Checked(Function function, List<Type> types) {}

    private final Lowering lowering;
    private final Map<Function, FunctionRule> rules = new HashMap<>();
    private final Set<Checked> checked = new HashSet<>();

    OwnDerivatives(Lowering lowering) {
        this.lowering = lowering;
    }

    /** The function's rule, or null if it has none. */
    private FunctionRule rule(Function function) {
        Map<Integer, RuleText> texts = lowering.isOwn(function)
                ? lowering.program().rules().get(function.name().getText())
                : null;
        return texts == null ? null : rules.computeIfAbsent(function, f -> new FunctionRule(lowering, f, texts));
    }

    /** What the body of a function sees of the arguments: of one with a rule variables of their own. */
    List<Node> variables(Function function, List<Node> arguments) {
        return rule(function) == null ? arguments : arguments.stream().map(this::variable).toList();
    }

    private Node variable(Node argument) {
        boolean canChange = argument.type().isReal() && !(argument.op() instanceof Leaf.Constant);
        return canChange && !lowering.isStandIn(argument) ? lowering.graph().variable("", argument) : argument;
    }

    /**
     * What a call returns.
     *
     * @param variables what the body has seen of the arguments
     */
    Results results(Function function, Results results, List<Node> variables) {
        FunctionRule rule = rule(function);
        if (rule == null || lowering.hasStandIn(results.values()) || lowering.hasStandIn(variables)) {
            return results;
        }
        if (!results.isOne()) {
            rule.refuseSeveral(results.count());
            return results;
        }
        List<Node> inputs = new ArrayList<>(List.of(Arguments.numeric(results.value())));
        inputs.addAll(variables);
        Node condition = lowering.guards().condition(variables);
        if (condition != null) {
            inputs.add(condition);
        }
        Node y = lowering.graph().node(new OwnDerivative(rule), inputs.toArray(new Node[0]));
        // once for arguments of the same types: a rule may call functions whose rules need this one
        if (checked.add(new Checked(function, variables.stream().map(Node::type).toList()))) {
            rule.check(y);
        }
        return new Results(results.given(), List.of(y));
    }
}
