package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.cli.DiagramLayout.Corner;
import dev.autodiff.cli.DiagramLayout.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DiagramLayoutTest {
    /** Of coordinates that are sums of some hundred widths. */
    private static final double ROUNDING = 1e-9;

    private static Diagram.Vertex vertex(String label) {
        return new Diagram.Vertex(label, Diagram.Kind.OPERATOR);
    }

    /** Some have several lines. */
    private static Diagram.Vertex vertex(String line, Random random) {
        return new Diagram.Vertex(Collections.nCopies(1 + random.nextInt(3), line), Diagram.Kind.LOOP);
    }

    /** Some have parts that nothing connects, vertices twice in the same operator, or edges that run upwards. */
    private static Diagram random(int seed) {
        Random random = new Random(seed);
        int size = 1 + random.nextInt(40);
        List<Diagram.Edge> edges = new ArrayList<>();
        for (int to = 1; to < size; to++) {
            for (int input = random.nextInt(4); input > 0; input--) {
                int from = random.nextInt(to);
                edges.add(random.nextInt(20) == 0 ? new Diagram.Edge(to, from) : new Diagram.Edge(from, to));
            }
        }
        return new Diagram(
                IntStream.range(0, size).mapToObj(i -> vertex("x".repeat(1 + random.nextInt(12)), random)).toList(),
                edges);
    }

    private static IntStream seeds() {
        return IntStream.range(0, Integer.getInteger("diagrams", 50));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void boxesDoNotTouchAndAreInThePicture(int seed) {
        Diagram diagram = random(seed);
        DiagramLayout layout = new DiagramLayout(diagram);
        List<Place> places = IntStream.range(0, diagram.vertices().size()).mapToObj(layout::place).toList();

        for (Place place : places) {
            assertThat(place.x()).isGreaterThanOrEqualTo(0);
            assertThat(place.x() + place.width()).isLessThanOrEqualTo(layout.width());
            assertThat(place.y() + place.height()).isLessThanOrEqualTo(layout.height());
            assertThat(places).filteredOn(other -> other != place && other.y() < place.y() + place.height()
                            && place.y() < other.y() + other.height())
                    .allMatch(other -> other.x() + other.width() < place.x() || place.x() + place.width() < other.x());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void linesLeadFromBoxToBoxAndPassTheOthers(int seed) {
        Diagram diagram = random(seed);
        DiagramLayout layout = new DiagramLayout(diagram);
        List<Place> places = IntStream.range(0, diagram.vertices().size()).mapToObj(layout::place).toList();
        List<List<Corner>> lines = layout.lines();

        for (int i = 0; i < lines.size(); i++) {
            Diagram.Edge edge = diagram.edges().get(i);
            List<Corner> line = lines.get(i);
            assertTouches(places.get(edge.from()), line.get(0));
            assertTouches(places.get(edge.to()), line.get(line.size() - 1));
            for (int k = 1; k < line.size(); k++) {
                Corner from = line.get(k - 1);
                Corner to = line.get(k);
                assertThat(places).noneMatch(place -> passes(place, from, to));
            }
        }
    }

    private static void assertTouches(Place box, Corner end) {
        assertThat(end.x()).isBetween(box.x() - ROUNDING, box.x() + box.width() + ROUNDING);
        assertThat(end.y()).isIn(box.y(), box.y() + box.height());
    }

    /** Whether the rectangle around a stroke, in which its curve is, has a part of the box inside. */
    private static boolean passes(Place box, Corner from, Corner to) {
        return Math.max(from.x(), to.x()) > box.x() && Math.min(from.x(), to.x()) < box.x() + box.width()
                && Math.max(from.y(), to.y()) > box.y() && Math.min(from.y(), to.y()) < box.y() + box.height();
    }

    @Test
    void valuesFlowDownwards() {
        DiagramLayout layout = new DiagramLayout(new Diagram(
                List.of(vertex("a"), vertex("b"), vertex("c")),
                List.of(new Diagram.Edge(0, 1), new Diagram.Edge(0, 2), new Diagram.Edge(1, 2))));

        assertThat(layout.place(0).y()).isLessThan(layout.place(1).y());
        assertThat(layout.place(1).y()).isLessThan(layout.place(2).y());
    }

    /** Without a look at the order, the two lines cross. */
    @Test
    void linesThatNeedNotCrossDoNot() {
        DiagramLayout layout = new DiagramLayout(new Diagram(
                List.of(vertex("a"), vertex("b"), vertex("f(b)"), vertex("f(a)")),
                List.of(new Diagram.Edge(1, 2), new Diagram.Edge(0, 3))));

        assertThat(layout.place(0).x() < layout.place(1).x()).isEqualTo(layout.place(3).x() < layout.place(2).x());
    }

    @Test
    void aChainIsStraight() {
        DiagramLayout layout = new DiagramLayout(new Diagram(
                List.of(vertex("a"), vertex("longer"), vertex("b"), vertex("c")),
                List.of(new Diagram.Edge(0, 1), new Diagram.Edge(1, 2), new Diagram.Edge(2, 3))));

        assertThat(layout.lines()).allMatch(
                line -> Math.abs(line.get(0).x() - line.get(line.size() - 1).x()) < ROUNDING);
    }

    @Test
    void nothingIsAPictureOfNothing() {
        assertThat(new DiagramLayout(new Diagram(List.of(), List.of())).lines()).isEmpty();
    }
}
