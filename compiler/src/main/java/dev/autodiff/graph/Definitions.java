package dev.autodiff.graph;

import dev.autodiff.graph.LoopOp.Loop;
import dev.autodiff.graph.Printer.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The lines that define some results: one for each value that is used several times, has a name, or is deep, and those
 * of loops. A loop's state are variables, which are set before it and at the end of each step; {@code v[step]} is what
 * {@code v} was in that step of the loop that records it.
 */
final class Definitions {
    private final Printer printer;
    private final Graph graph;
    private final Map<String, Node> results = new LinkedHashMap<>();
    private final Map<Node, String> resultNames = new HashMap<>();
    private final boolean[] needed;
    private final Regions regions;
    private final int[] uses;
    private final int[] asResult;
    private final int[] depth;
    private final Node[] around;
    private final Set<Node> ownLines = new HashSet<>();
    private final Set<Node> nextStates = new HashSet<>();
    private final Map<Node, List<Node>> finals = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final List<Line> lines = new ArrayList<>();
    private int temporaries;

    Definitions(Printer printer, Map<String, Node> wanted) {
        this.printer = printer;
        this.graph = wanted.values().iterator().next().graph();
        UnaryOperator<Node> settled = LoopNormalization.settle(graph, wanted.values(), true);
        wanted.forEach((name, node) -> results.put(name, settled.apply(node)));
        this.needed = graph.reachable(results.values());
        this.regions = new Regions(results.values());
        this.uses = new int[needed.length];
        this.asResult = new int[needed.length];
        this.depth = new int[needed.length];
        this.around = new Node[needed.length];
    }

    List<Line> lines() {
        results.forEach(this::countResult);
        for (int id = 0; id < needed.length; id++) {
            if (needed[id]) {
                count(graph.get(id));
            }
        }
        showWhatIsOutside();
        region(regions.outside(), 0);
        results.forEach((name, node) -> {
            if (!name.equals(resultNames.get(node))) {
                lines.add(new Line(name, printer.text(node), 0, node));
            }
        });
        return lines;
    }

    private void countResult(String name, Node node) {
        asResult[node.id()]++;
        taken.add(name);
        if (!(node.op() instanceof Leaf) && isName(name)) {
            resultNames.putIfAbsent(node, name);
        }
    }

    /** Whether the text can be referred to in an expression: {@code dz/dx} cannot. */
    private static boolean isName(String text) {
        return text.codePoints().allMatch(c -> Character.isLetterOrDigit(c) || c == '_');
    }

    private void count(Node node) {
        for (Node input : node.inputs()) {
            uses[input.id()]++;
        }
        if (node.op() instanceof Leaf.Parameter parameter) {
            taken.add(parameter.name());
        } else if (node.op() instanceof LoopOp.Final) {
            finals.computeIfAbsent(node.input(0), loop -> new ArrayList<>()).add(node);
        } else if (node.op() instanceof Loop loop) {
            ownLines.addAll(loop.recorded(node));
            IntStream.range(0, loop.carried()).forEach(i -> nextStates.add(loop.next(node, i)));
            Regions.Body body = regions.bodyOf(node);
            Stream.of(body.head(), body.tail())
                    .forEach(members -> members.forEach(member -> around[member.id()] = node));
        }
    }

    /** What a loop's body reads of what is outside has lines there. */
    private void showWhatIsOutside() {
        for (int id = 0; id < needed.length; id++) {
            Node node = needed[id] ? graph.get(id) : null;
            if (node != null && !(node.op() instanceof Loop)) {
                node.inputs().stream().filter(input -> around[input.id()] != around[node.id()]).forEach(ownLines::add);
            }
        }
    }

    private void region(List<Node> nodes, int level) {
        for (Node node : nodes) {
            if (node.op() instanceof Loop loop) {
                loop(node, loop, level);
            } else if (!(node.op() instanceof Leaf
                    || node.op() instanceof LoopOp.Final
                    || node.op() == LoopOp.History.HISTORY)) {
                value(node, level);
            }
        }
    }

    private void value(Node node, int level) {
        int id = node.id();
        depth[id] = 1 + node.inputs().stream().mapToInt(input -> depth[input.id()]).max().orElse(0);
        String name = resultNames.get(node);
        if (name == null && hasOwnLine(node)) {
            name = claim(node.name());
        }
        if (name != null) {
            lines.add(new Line(name, printer.text(node), level, node));
            printer.name(node, name);
            depth[id] = 0;
        }
    }

    private boolean hasOwnLine(Node node) {
        int id = node.id();
        boolean isNamed = node.name() != null && !nextStates.contains(node);
        return uses[id] + asResult[id] > 1
                || uses[id] == 1 && (isNamed || depth[id] >= Printer.MAX_DEPTH)
                || ownLines.contains(node);
    }

    /** The name, or any other one if that is taken. */
    private String claim(String wanted) {
        String name = wanted;
        while (name == null || !taken.add(name)) {
            name = "t" + ++temporaries;
        }
        return name;
    }

    private void loop(Node node, Loop loop, int level) {
        List<String> states = IntStream.range(0, loop.carried()).mapToObj(i -> stateName(node, loop, i)).toList();
        IntStream.range(0, loop.carried())
                .forEach(i -> lines.add(new Line(
                        states.get(i), printer.text(loop.initial(node, i)), level, loop.initial(node, i))));
        IntStream.range(0, loop.carried()).forEach(i -> printer.name(loop.state(node, i), states.get(i)));
        finals.getOrDefault(node, List.of())
                .forEach(end -> printer.name(end, states.get(((LoopOp.Final) end.op()).index())));
        Node step = graph.stepNumber(loop.number());
        printer.name(step, claimNumbered("step"));
        String count = printer.bound(loop.count(node));
        Regions.Body body = regions.bodyOf(node);
        int first = lines.size();
        region(body.head(), level + 1);
        lines.add(first, new Line("", header(node, loop, count, lines.size() > first), level));
        if (lines.size() > first + 1) {
            lines.add(new Line("", "break unless " + printer.text(loop.condition(node)), level + 1));
        }
        region(body.tail(), level + 1);
        if (!loop.recorded(node).isEmpty()) {
            lines.add(new Line(
                    "",
                    "record "
                            + loop.recorded(node).stream().map(printer::nameOf).collect(Collectors.joining(", ")),
                    level + 1));
        }
        nextState(node, loop, states, level + 1);
        lines.add(new Line("", "}", level));
        printer.name(node, claimNumbered("steps"));
    }

    private String stateName(Node node, Loop loop, int index) {
        String name = loop.next(node, index).name();
        for (Node end : finals.getOrDefault(node, List.of())) {
            if (((LoopOp.Final) end.op()).index() == index) {
                if (resultNames.containsKey(end)) {
                    return resultNames.get(end);
                }
                name = name == null ? end.name() : name;
            }
        }
        return claim(name);
    }

    private String claimNumbered(String word) {
        String name = word;
        for (int i = 2; !taken.add(name); i++) {
            name = word + i;
        }
        return name;
    }

    private String header(Node node, Loop loop, String count, boolean hasHead) {
        Node step = graph.stepNumber(loop.number());
        boolean isCounted = !loop.isOpen(node) || step.id() < needed.length && needed[step.id()];
        String steps = isCounted || hasHead ? "for " + printer.nameOf(step) + " in 0:" + count + " " : "";
        boolean isTested = !hasHead && (!loop.condition(node).isTruth(true) || steps.isEmpty());
        return steps + (isTested ? "while " + printer.text(loop.condition(node)) + " " : "") + "{";
    }

    /** All at once. */
    private void nextState(Node node, Loop loop, List<String> states, int level) {
        int[] changing = IntStream.range(0, loop.carried())
                .filter(i -> loop.next(node, i) != loop.state(node, i))
                .toArray();
        if (changing.length > 0) {
            String names = IntStream.of(changing).mapToObj(states::get).collect(Collectors.joining(", "));
            String values = IntStream.of(changing)
                    .mapToObj(i -> printer.text(loop.next(node, i)))
                    .collect(Collectors.joining(", "));
            lines.add(new Line(names, values, level));
        }
    }
}
