package dev.autodiff.cli;

import java.util.List;

/** What a picture of a graph shows; the edges into an operator stand in the order of its inputs. */
record Diagram(List<Vertex> vertices, List<Edge> edges) {
    /** What a vertex stands for, with its look in Graphviz and what a legend calls it. */
    enum Kind {
        PARAMETER(", shape=box", "parameter"),
        CONSTANT(", shape=plaintext", "constant"),
        OPERATOR("", "value"),
        DERIVATIVE(", color=crimson", "derivative"),
        LOOP(", shape=box, style=dashed", "loop"),
        RESULT(", shape=box, style=bold", "result"),
        PARTIAL(", shape=box, style=bold, color=crimson", "partial derivative");

        private final String attributes;
        private final String title;

        Kind(String attributes, String title) {
            this.attributes = attributes;
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /** @param lines of text */
    record Vertex(List<String> lines, Kind kind) {
        private static final double CHARACTER_WIDTH = 8.4;
        private static final double PADDING = 22;
        private static final double LINE_HEIGHT = 18;

        Vertex(String label, Kind kind) {
            this(List.of(label), kind);
        }

        double width() {
            int longest = lines.stream().mapToInt(line -> line.codePointCount(0, line.length())).max().orElse(0);
            return CHARACTER_WIDTH * longest + PADDING;
        }

        double height() {
            return lineHeight() * lines.size() + 12;
        }

        static double lineHeight() {
            return LINE_HEIGHT;
        }
    }

    /**
     * From one vertex to another, by their numbers.
     *
     * @param label what flows, or empty
     */
    record Edge(int from, int to, String label) {
        Edge(int from, int to) {
            this(from, to, "");
        }
    }

    /** For Graphviz; values flow from top to bottom. */
    String dot() {
        StringBuilder out = new StringBuilder("digraph {\n  ordering=in\n  node [shape=ellipse]\n");
        for (int i = 0; i < vertices.size(); i++) {
            Vertex vertex = vertices.get(i);
            String lineBreak = vertex.lines().size() > 1 ? "\\l" : "";
            out.append("  n").append(i).append(" [label=\"");
            vertex.lines().forEach(line -> out.append(escaped(line)).append(lineBreak));
            out.append('"').append(vertex.kind().attributes).append("]\n");
        }
        for (Edge edge : edges) {
            String label = edge.label().isEmpty() ? "" : " [label=\"" + escaped(edge.label()) + "\"]";
            out.append("  n").append(edge.from()).append(" -> n").append(edge.to()).append(label).append('\n');
        }
        return out.append("}").toString();
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
