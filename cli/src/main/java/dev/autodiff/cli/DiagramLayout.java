package dev.autodiff.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the boxes and lines of a diagram lie, in layers from top to bottom; the same diagram gives the same picture.
 * The method is that of Sugiyama, Tagawa and Toda, Methods for Visual Understanding of Hierarchical System Structures,
 * IEEE Transactions on Systems, Man, and Cybernetics 11 (1981): layers, then an order within them that has few
 * crossings, then places that make lines straight.
 */
final class DiagramLayout {
    private static final double MARGIN = 12;
    private static final double LAYER_GAP = 40;

    private final Diagram diagram;
    private final int[] layers;
    private final List<LayerSlot> boxes = new ArrayList<>();
    private final List<List<LayerSlot>> rows = new ArrayList<>();
    private final List<List<LayerSlot>> paths = new ArrayList<>();
    private final List<Double> ports = new ArrayList<>();
    private final double left;
    private final double right;

    /** Where each layer begins, and behind them where one more would. */
    private final double[] tops;

    DiagramLayout(Diagram diagram) {
        this.diagram = diagram;
        this.layers = layers();
        int count = Arrays.stream(layers).max().orElse(-1) + 1;
        tops = tops(count);
        for (int i = 0; i < count; i++) {
            rows.add(new ArrayList<>());
        }
        diagram.vertices().forEach(vertex -> boxes.add(addTo(layers[boxes.size()], vertex.width())));
        connect();
        new LayerOrder(rows).improve();
        new LayerPlaces(rows).straighten();
        left = rows.stream().mapToDouble(row -> row.get(0).left()).min().orElse(0);
        right = rows.stream().mapToDouble(row -> row.get(row.size() - 1).right()).max().orElse(0);
    }

    /**
     * The longest way from the top, along edges from the vertex that comes first: those that close a circle, as loops
     * have them, run upwards. What nothing leads to lies directly above what it leads to.
     */
    private int[] layers() {
        int[] layer = new int[diagram.vertices().size()];
        List<List<Integer>> below = new ArrayList<>();
        Arrays.stream(layer).forEach(each -> below.add(new ArrayList<>()));
        boolean[] isFirst = new boolean[layer.length];
        Arrays.fill(isFirst, true);
        for (Diagram.Edge edge : diagram.edges()) {
            below.get(Math.min(edge.from(), edge.to())).add(Math.max(edge.from(), edge.to()));
            isFirst[Math.max(edge.from(), edge.to())] &= edge.from() == edge.to();
        }
        for (int i = 0; i < layer.length; i++) {
            for (int next : below.get(i)) {
                layer[next] = next == i ? layer[i] : Math.max(layer[next], layer[i] + 1);
            }
        }
        for (int i = 0; i < layer.length; i++) {
            if (isFirst[i]) {
                layer[i] = below.get(i).stream().mapToInt(next -> layer[next] - 1).min().orElse(0);
            }
        }
        return layer;
    }

    /** A layer is as high as its highest box. */
    private double[] tops(int count) {
        double[] heights = new double[count];
        for (int i = 0; i < layers.length; i++) {
            heights[layers[i]] = Math.max(heights[layers[i]], diagram.vertices().get(i).height());
        }
        double[] tops = new double[count + 1];
        tops[0] = MARGIN;
        for (int i = 0; i < count; i++) {
            tops[i + 1] = tops[i] + heights[i] + LAYER_GAP;
        }
        return tops;
    }

    private LayerSlot addTo(int layer, double width) {
        LayerSlot slot = new LayerSlot(width, rows.get(layer).size());
        rows.get(layer).add(slot);
        return slot;
    }

    /** Lines begin below the middle of a box, and end above it at the places of its inputs, from left to right. */
    private void connect() {
        int[] inputs = new int[boxes.size()];
        diagram.edges().forEach(edge -> inputs[edge.to()]++);
        int[] seen = new int[boxes.size()];
        Map<List<Integer>, LayerSlot> passed = new HashMap<>();
        for (Diagram.Edge edge : diagram.edges()) {
            double share = ++seen[edge.to()] / (inputs[edge.to()] + 1.0) - 0.5;
            ports.add(share * boxes.get(edge.to()).width());
            paths.add(path(edge, passed));
        }
    }

    /** The slots that the edge passes, from its upper end; edges from one vertex share them. */
    private List<LayerSlot> path(Diagram.Edge edge, Map<List<Integer>, LayerSlot> passed) {
        boolean isUpward = edge.from() > edge.to();
        int upper = isUpward ? edge.to() : edge.from();
        int lower = isUpward ? edge.from() : edge.to();
        double port = isUpward ? 0 : ports.get(ports.size() - 1);
        List<LayerSlot> path = new ArrayList<>(List.of(boxes.get(upper)));
        for (int layer = layers[upper] + 1; layer <= layers[lower]; layer++) {
            int row = layer;
            boolean isEnd = layer == layers[lower];
            LayerSlot last = path.get(path.size() - 1);
            LayerSlot next = isEnd
                    ? boxes.get(lower)
                    : passed.computeIfAbsent(List.of(upper, layer), each -> addTo(row, 0));
            last.connect(next, isEnd ? port : 0);
            path.add(next);
        }
        return path;
    }

    double width() {
        return right - left + 2 * MARGIN;
    }

    double height() {
        return rows.isEmpty() ? 2 * MARGIN : tops[rows.size()] - LAYER_GAP + MARGIN;
    }

    /** The left upper corner and the size of a vertex's box. */
    record Place(double x, double y, double width, double height) {}

    Place place(int vertex) {
        LayerSlot box = boxes.get(vertex);
        return new Place(box.left() - left + MARGIN, top(vertex), box.width(), diagram.vertices().get(vertex).height());
    }

    /** In the middle of its layer. */
    private double top(int vertex) {
        int layer = layers[vertex];
        double height = tops[layer + 1] - LAYER_GAP - tops[layer];
        return tops[layer] + (height - diagram.vertices().get(vertex).height()) / 2;
    }

    record Corner(double x, double y) {}

    /** The lines of the edges, in their order. */
    List<List<Corner>> lines() {
        List<List<Corner>> lines = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            lines.add(line(i));
        }
        return lines;
    }

    /** Slanted between layers only: a low box has high neighbours. */
    private List<Corner> line(int number) {
        Diagram.Edge edge = diagram.edges().get(number);
        List<LayerSlot> path = paths.get(number);
        List<Corner> line = new ArrayList<>();
        int upper = Math.min(edge.from(), edge.to());
        int lower = Math.max(edge.from(), edge.to());
        double begin = top(upper) + diagram.vertices().get(upper).height();
        line.add(new Corner(x(path.get(0)), begin));
        for (int i = 1; i < path.size(); i++) {
            boolean isEnd = i == path.size() - 1;
            int layer = layers[upper] + i;
            double x = x(path.get(i)) + (isEnd && edge.from() < edge.to() ? ports.get(number) : 0);
            addNew(line, new Corner(line.get(line.size() - 1).x(), tops[layer] - LAYER_GAP));
            line.add(new Corner(x, tops[layer]));
            if (isEnd) {
                addNew(line, new Corner(x, top(lower)));
            }
        }
        if (edge.from() > edge.to()) {
            Collections.reverse(line);
        }
        return line;
    }

    private double x(LayerSlot slot) {
        return slot.middle() - left + MARGIN;
    }

    private static void addNew(List<Corner> line, Corner corner) {
        if (corner.y() > line.get(line.size() - 1).y()) {
            line.add(corner);
        }
    }
}
