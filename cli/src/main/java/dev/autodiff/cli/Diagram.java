package dev.autodiff.cli;

import java.util.List;

/** What a picture of a graph shows; the edges into an operator stand in the order of its inputs. */
record Diagram(List<Vertex> vertices, List<Edge> edges) {
    /** What a vertex stands for, with its look in Graphviz. */
    enum Kind {
        PARAMETER(", shape=box"),
        CONSTANT(", shape=plaintext"),
        OPERATOR(""),
        RESULT(", shape=box, style=bold");

        private final String attributes;

        Kind(String attributes) {
            this.attributes = attributes;
        }
    }

    record Vertex(String label, Kind kind) {}

    /** From one vertex to another, by their numbers. */
    record Edge(int from, int to) {}

    /** For Graphviz; values flow from top to bottom. */
    String dot() {
        StringBuilder out = new StringBuilder("digraph {\n  ordering=in\n  node [shape=ellipse]\n");
        for (int i = 0; i < vertices.size(); i++) {
            Vertex vertex = vertices.get(i);
            out.append("  n")
                    .append(i)
                    .append(" [label=")
                    .append(quoted(vertex.label()))
                    .append(vertex.kind().attributes)
                    .append("]\n");
        }
        for (Edge edge : edges) {
            out.append("  n").append(edge.from()).append(" -> n").append(edge.to()).append('\n');
        }
        return out.append("}").toString();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
