package dev.autodiff.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Random points of ranges. A parameter without a range gets the first usual one in which most points have a value. */
public final class Samples {
    /**
     * Around 1, where inverse functions of the circle live, where those of the hyperbola do, and both signs: the one in
     * which most points have a value is taken, the first of several.
     */
    private static final List<Box.Range> USUAL = List.of(
            new Box.Range(0.5, 2), new Box.Range(0.1, 0.9), new Box.Range(1.1, 3), new Box.Range(-2, 2));

    private static final int PROBES = 20;

    private final List<String> parameters;
    private final Map<String, Box.Range> given;
    private final long seed;
    private final Box box;
    private final Box.Range usual;

    /**
     * Chooses ranges.
     *
     * @param given the ranges of some parameters
     * @param isWhole whether a parameter takes whole numbers only
     * @param isDefined whether a point is inside of the domain
     */
    public Samples(List<String> parameters, Map<String, Box.Range> given, Predicate<String> isWhole,
            Predicate<double[]> isDefined, long seed) {
        this.parameters = List.copyOf(parameters);
        this.given = Map.copyOf(given);
        this.seed = seed;
        Box.Range best = USUAL.get(0);
        long most = -1;
        for (Box.Range range : USUAL) {
            long defined = box(range, isWhole).samples(PROBES, seed).stream().filter(isDefined).count();
            best = defined > most ? range : best;
            most = Math.max(most, defined);
        }
        this.usual = best;
        this.box = box(best, isWhole);
    }

    private Box box(Box.Range fallback, Predicate<String> isWhole) {
        return new Box(parameters.stream().map(name -> {
            Box.Range range = given.getOrDefault(name, fallback);
            return new Box.Range(range.low(), range.high(), isWhole.test(name));
        }).toList());
    }

    /** The same points for the same seed. */
    public List<double[]> points(int count) {
        return box.samples(count, seed);
    }

    /** The ranges, as {@code x=0.5:2.0 (by default)}. */
    @Override
    public String toString() {
        List<String> texts = new ArrayList<>();
        for (String name : parameters) {
            Box.Range range = given.getOrDefault(name, usual);
            texts.add(name + "=" + range.low() + ":" + range.high() + (given.containsKey(name) ? "" : " (by default)"));
        }
        return String.join(", ", texts);
    }
}
