package dev.autodiff.cli;

import dev.autodiff.cli.Diagram.Kind;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.Printer;
import dev.autodiff.graph.View;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The diagram of some results: a box for each operator if they are few, and for each statement if they are many or in
 * loops, whose bodies are boxes of several lines.
 */
final class Picture {
    /** Of more operators nobody sees the formula. */
    private static final int MOST_OPERATORS = 30;

    /** Longer statements are broken at a blank. */
    private static final int LINE_LENGTH = 44;

    private static final Pattern INFIX = Pattern.compile("[-+*/^@]");
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{Nd}_]*(?!\\s*\\()");

    private final Map<String, Node> results;
    private final Set<String> values;
    private final Graph graph;
    private final boolean[] needed;
    private final boolean[] ofValues;
    private final List<Diagram.Vertex> vertices = new ArrayList<>();
    private final List<Diagram.Edge> edges = new ArrayList<>();

    /** @param values the names among the results that the others are derivatives of */
    Picture(Map<String, Node> results, Collection<String> values) {
        this.results = results;
        this.values = Set.copyOf(values);
        this.graph = results.values().iterator().next().graph();
        this.needed = graph.reachable(results.values());
        this.ofValues = graph.reachable(results.entrySet().stream()
                .filter(each -> values.contains(each.getKey()))
                .map(Map.Entry::getValue)
                .toList());
    }

    /** How many boxes a picture of all operators has. */
    int size() {
        int size = results.size();
        for (int id = 0; id < needed.length; id++) {
            size += needed[id] && !isHidden(graph.get(id)) ? 1 : 0;
        }
        return size;
    }

    /** Whether boxes are statements. */
    boolean isGrouped() {
        return size() > MOST_OPERATORS + results.size() || !graph.loops(results.values()).isEmpty();
    }

    Diagram diagram() {
        if (isGrouped()) {
            statements();
        } else {
            operators();
        }
        return new Diagram(vertices, edges);
    }

    /** Constants stand within the operators that take them, and stretching is no operation to a reader. */
    private boolean isHidden(Node node) {
        return node.op() instanceof Leaf.Constant && !results.containsValue(node)
                || node.op() instanceof View.Broadcast;
    }

    private static Node source(Node node) {
        Node source = node;
        while (source.op() instanceof View.Broadcast) {
            source = source.input(0);
        }
        return source;
    }

    private void operators() {
        Map<Node, Integer> places = new HashMap<>();
        for (int id = 0; id < needed.length; id++) {
            Node node = graph.get(id);
            if (needed[id] && !isHidden(node)) {
                connect(node.inputs(), places);
                places.put(node, vertices.size());
                vertices.add(new Diagram.Vertex(label(node), kind(node)));
            }
        }
        results.forEach((name, node) -> {
            connect(List.of(node), places);
            vertices.add(new Diagram.Vertex(name, values.contains(name) ? Kind.RESULT : Kind.PARTIAL));
        });
    }

    private void connect(List<Node> inputs, Map<Node, Integer> places) {
        for (Node input : inputs) {
            Integer place = places.get(source(input));
            if (place != null) {
                edges.add(new Diagram.Edge(place, vertices.size(), shape(source(input))));
            }
        }
    }

    /** Empty for a number. */
    private static String shape(Node node) {
        return node == null || node.type().isScalar() ? "" : node.shape().toString();
    }

    private String label(Node node) {
        if (node.op() instanceof Leaf) {
            return node.op().symbol();
        }
        String operator = Printer.operator(node);
        if (node.op() == Pointwise.NEG) {
            operator = "-·";
        }
        if (node.name() == null || results.containsValue(node)) {
            return operator;
        }
        boolean isInfix = node.inputs().size() == 2 && INFIX.matcher(operator).matches();
        return node.name() + " = " + (isInfix ? "· " + operator + " ·" : operator);
    }

    private Kind kind(Node node) {
        return node.op() instanceof Leaf.Parameter ? Kind.PARAMETER
                : node.op() instanceof Leaf ? Kind.CONSTANT
                : ofValues[node.id()] ? Kind.OPERATOR : Kind.DERIVATIVE;
    }

    /** A box of the picture of statements. */
    private record Box(List<String> names, List<String> text, Node node, boolean isLoop) {}

    /** Parameters have no boxes: statements name them. */
    private void statements() {
        List<Box> boxes = boxes();
        Map<String, Integer> places = new LinkedHashMap<>();
        Map<String, String> shapes = new HashMap<>();
        for (Box box : boxes) {
            Set<Integer> seen = new HashSet<>();
            for (String name : namesIn(box.text())) {
                Integer place = places.get(name);
                if (place != null && seen.add(place)) {
                    edges.add(new Diagram.Edge(place, vertices.size(), shapes.getOrDefault(name, "")));
                }
            }
            for (String name : box.names()) {
                places.put(name, vertices.size());
                shapes.merge(name, shape(box.node()), (before, now) -> now.isEmpty() ? before : now);
            }
            vertices.add(new Diagram.Vertex(box.text(), Kind.OPERATOR));
        }
        colour(boxes, places);
    }

    /** In the order of their first appearance. */
    private static Set<String> namesIn(List<String> text) {
        Set<String> found = new LinkedHashSet<>();
        Matcher names = NAME.matcher(String.join("\n", text));
        while (names.find()) {
            found.add(names.group());
        }
        return found;
    }

    /** What the values need is told from what only derivatives need. */
    private void colour(List<Box> boxes, Map<String, Integer> places) {
        boolean[] isOfValue = new boolean[vertices.size()];
        for (int i = boxes.size() - 1; i >= 0; i--) {
            int place = i;
            isOfValue[place] |= boxes.get(i).names().stream().anyMatch(values::contains);
            if (isOfValue[place]) {
                edges.stream().filter(edge -> edge.to() == place).forEach(edge -> isOfValue[edge.from()] = true);
            }
        }
        for (int i = 0; i < boxes.size(); i++) {
            Box box = boxes.get(i);
            int place = i;
            boolean isResult =
                    box.names().stream().anyMatch(name -> results.containsKey(name) && places.get(name) == place);
            Kind kind = isOfValue[i]
                    ? box.isLoop() ? Kind.LOOP : isResult ? Kind.RESULT : Kind.OPERATOR
                    : isResult && !box.isLoop() ? Kind.PARTIAL : Kind.DERIVATIVE;
            vertices.set(i, new Diagram.Vertex(box.text(), kind));
        }
    }

    private List<Box> boxes() {
        List<Box> boxes = new ArrayList<>();
        Map<String, String> starts = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        List<String> loop = new ArrayList<>();
        for (Printer.Line line : Printer.readableLines(results)) {
            boolean begins = line.depth() == 0 && line.name().isEmpty() && line.text().endsWith("{");
            if (!loop.isEmpty() || begins) {
                loop.addAll(lines(line));
                names.addAll(line.name().isEmpty() ? List.of() : List.of(line.name().split(", ")));
                if (line.depth() == 0 && line.text().equals("}")) {
                    Set<String> said = namesIn(loop);
                    loop.addAll(0, starts.keySet().stream().filter(said::contains).map(starts::get).toList());
                    starts.keySet().removeAll(said);
                    boxes.add(new Box(List.copyOf(names), broken(loop), null, true));
                    names.clear();
                    loop.clear();
                }
            } else if (isStart(line)) {
                starts.put(line.name(), line.toString());
            } else {
                boxes.add(new Box(List.of(line.name()), broken(List.of(line.toString())), line.node(), false));
            }
        }
        starts.forEach((name, text) -> boxes.add(new Box(List.of(name), List.of(text), null, false)));
        return boxes;
    }

    /** A state that begins as a number stands within its loop's box, and so does any that only a loop names. */
    private boolean isStart(Printer.Line line) {
        boolean isNumber = line.node() != null
                && (line.node().op() instanceof Leaf.Constant || line.node().op() instanceof Leaf.Truth);
        return isNumber && line.depth() == 0;
    }

    /** The next values of a loop's state stand below each other if they are long. */
    private static List<String> lines(Printer.Line line) {
        if (line.toString().length() <= LINE_LENGTH || !line.name().contains(", ")) {
            return List.of(line.toString());
        }
        String indent = "  ".repeat(line.depth());
        List<String> lines = new ArrayList<>(List.of(indent + line.name() + " ="));
        int depth = 0;
        int begin = 0;
        for (int i = 0; i < line.text().length(); i++) {
            char c = line.text().charAt(i);
            depth += "([".indexOf(c) >= 0 ? 1 : ")]".indexOf(c) >= 0 ? -1 : 0;
            if (c == ',' && depth == 0) {
                lines.add(indent + "    " + line.text().substring(begin, i + 1));
                begin = i + 2;
            }
        }
        lines.add(indent + "    " + line.text().substring(begin));
        return lines;
    }

    private static List<String> broken(List<String> lines) {
        List<String> broken = new ArrayList<>();
        for (String line : lines) {
            String indent = " ".repeat(line.length() - line.stripLeading().length() + 4);
            String rest = line;
            while (rest.length() > LINE_LENGTH && rest.lastIndexOf(' ', LINE_LENGTH) > indent.length()) {
                int blank = rest.lastIndexOf(' ', LINE_LENGTH);
                broken.add(rest.substring(0, blank));
                rest = indent + rest.substring(blank + 1);
            }
            broken.add(rest);
        }
        return broken;
    }

    /** Whether there is something to tell apart. */
    boolean hasLegend() {
        return isGrouped() || results.size() > values.size();
    }
}
