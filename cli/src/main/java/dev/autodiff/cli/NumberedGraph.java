package dev.autodiff.cli;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The nodes that some results need, numbered from 0 in their order: as text and for programs. */
final class NumberedGraph {
    private final Map<String, Node> results;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<Node, Integer> numbers = new IdentityHashMap<>();

    NumberedGraph(Map<String, Node> results) {
        this.results = results;
        Graph graph = results.values().iterator().next().graph();
        boolean[] needed = graph.reachable(results.values());
        for (int id = 0; id < needed.length; id++) {
            if (needed[id]) {
                numbers.put(graph.get(id), nodes.size());
                nodes.add(graph.get(id));
            }
        }
    }

    /** {@code %2 = log %0}, and at the end {@code z = %5}. */
    String text() {
        StringBuilder out = new StringBuilder();
        for (Node node : nodes) {
            out.append(reference(node)).append(" = ").append(node.op().symbol());
            node.inputs().forEach(input -> out.append(' ').append(reference(input)));
            node.op().attributes(node).forEach(attribute -> out.append(' ').append(attribute));
            out.append(node.name() == null ? "" : "    # " + node.name()).append('\n');
        }
        return out
                + results.entrySet().stream()
                        .map(e -> e.getKey() + " = " + reference(e.getValue()))
                        .collect(Collectors.joining("\n"));
    }

    private String reference(Node node) {
        return "%" + numbers.get(node);
    }

    Map<String, Object> asMap() {
        Map<String, Object> graph = new LinkedHashMap<>();
        graph.put("nodes", nodes.stream().map(this::entry).toList());
        Map<String, Object> places = new LinkedHashMap<>();
        results.forEach((name, node) -> places.put(name, numbers.get(node)));
        graph.put("results", places);
        return graph;
    }

    private Map<String, Object> entry(Node node) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("id", numbers.get(node));
        if (node.op() instanceof Leaf.Constant constant) {
            entry.put("constant", Json.number(constant.value()));
        } else {
            entry.put(node.op() instanceof Leaf.Parameter ? "parameter" : "op", node.op().symbol());
            entry.put("inputs", node.inputs().stream().map(numbers::get).toList());
        }
        if (node.op() instanceof Leaf.Parameter) {
            entry.remove("inputs");
        }
        if (node.name() != null) {
            entry.put("name", node.name());
        }
        return entry;
    }
}
