package dev.autodiff.cli;

import dev.autodiff.Analysis;
import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.NonFinite;
import dev.autodiff.graph.Printer;
import dev.autodiff.runtime.Numbers;
import dev.autodiff.runtime.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells where a NaN or an infinity in an answer comes from: line, sub-expression, and the values of its operands. */
final class Origin {
    private final Analysis analysis;
    private final List<Node> results;

    /** @param results what the answer consists of, nodes of the function's graph */
    private Origin(Analysis analysis, List<Node> results) {
        this.analysis = analysis;
        this.results = results;
    }

    static Origin ofValues(Analysis analysis) {
        return new Origin(analysis, List.copyOf(analysis.function().formula().results().values()));
    }

    /** Of values and gradient. */
    static Origin ofGradient(Analysis analysis) {
        List<Node> results = new ArrayList<>(analysis.function().formula().results().values());
        results.addAll(analysis.function().gradient());
        return new Origin(analysis, results);
    }

    /** A line for standard error, or null if all of the answer is finite. */
    String note(List<Tensor> answer, Arguments arguments) {
        boolean isFinite = answer.stream().allMatch(
                tensor -> Arrays.stream(tensor.toArray()).allMatch(Double::isFinite));
        return isFinite ? null : NonFinite.in(results, values(arguments), arguments.sizes())
                .map(this::text)
                .orElse(null);
    }

    /** The values of the parameters, and 1 for cotangents. */
    private Map<Node, double[]> values(Arguments arguments) {
        Map<Node, double[]> values = new HashMap<>();
        Tensor[] tensors = arguments.tensors();
        List<Formula.Parameter> parameters = analysis.function().formula().parameters();
        for (int i = 0; i < tensors.length; i++) {
            values.put(parameters.get(i).node(), tensors[i].toArray());
        }
        for (Node cotangent : analysis.function().cotangents()) {
            double[] ones = new double[Tensor.size(cotangent.shape().lengths(arguments.sizes()))];
            Arrays.fill(ones, 1);
            values.put(cotangent, ones);
        }
        return values;
    }

    private String text(NonFinite origin) {
        Node node = origin.node();
        String place = node.line() > 0 ? analysis.source().fileName() + ":" + node.line() + ": " : "";
        String element = node.type().isScalar() ? "" : " in element " + origin.element();
        Set<String> operands = new LinkedHashSet<>();
        for (int i = 0; i < origin.operands().size(); i++) {
            Node input = node.input(i);
            if (!(input.op() instanceof Leaf.Constant)) {
                String name = input.name() != null ? input.name() : Printer.brief(input);
                operands.add(name + " = " + Numbers.print(origin.operands().get(i)));
            }
        }
        return "note: " + place + Printer.brief(node) + " is " + Numbers.print(origin.value()) + element
                + (operands.isEmpty() ? "" : " where " + String.join(", ", operands));
    }
}
