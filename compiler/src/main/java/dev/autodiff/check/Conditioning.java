package dev.autodiff.check;

import dev.autodiff.graph.Node;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * How far the true answer moves if the arguments are off by a few units in the last place, which is what doubles stand
 * for. It is a property of the function, not of the way in which it is computed: a formula that loses digits on the way
 * has no excuse in it.
 */
final class Conditioning {
    /**
     * From the smallest move to the largest that is forgiven; a function that wiggles in between shows more of itself.
     */
    private static final int[] MOVED_UNITS = {-Judgement.FEW_UNITS, -1, 1, Judgement.FEW_UNITS};

    /**
     * An error this many times beyond what moves of all arguments together do is not explained by moves of each: their
     * effects would have to cancel to so small a part in every trial.
     */
    private static final BigDecimal FAR_BEYOND = BigDecimal.valueOf(1_000);

    private static final int TRIALS = 2;

    private final Oracle oracle;
    private final Map<Node, Double> arguments;

    /** @param arguments what the parameters are at the oracle's point */
    Conditioning(Oracle oracle, Map<Node, Double> arguments) {
        this.oracle = oracle;
        this.arguments = arguments;
    }

    /** A number, or everything between two of them, at a kink. */
    record Answer(BigDecimal low, BigDecimal high) {
        static Answer of(BigDecimal number) {
            return new Answer(number, number);
        }

        static Answer of(Sides sides) {
            return new Answer(sides.low(), sides.high());
        }

        boolean isOne() {
            return low.compareTo(high) == 0;
        }

        private BigDecimal distance(Answer other) {
            return low.subtract(other.low).abs().max(high.subtract(other.high).abs());
        }

        /** The nearest to a number. */
        BigDecimal nearest(double number) {
            return number == Double.POSITIVE_INFINITY
                    ? high
                    : number == Double.NEGATIVE_INFINITY || Double.isNaN(number)
                            ? low
                            : new BigDecimal(number).max(low).min(high);
        }
    }

    /**
     * Whether the error is no more than last bits of the arguments do to the true answer. Most errors are far beyond
     * that, which two trials show instead of dozens.
     */
    boolean explains(Judgement judgement, Answer centre, Function<Oracle, Optional<Answer>> question) {
        return !isFarBeyond(judgement, centre, question) && judgement.isOffBy(spread(centre, question));
    }

    private boolean isFarBeyond(Judgement judgement, Answer centre, Function<Oracle, Optional<Answer>> question) {
        SplittableRandom random = new SplittableRandom(arguments.size());
        BigDecimal factor = FAR_BEYOND.multiply(BigDecimal.valueOf(arguments.size()));
        for (int trial = 0; trial < TRIALS; trial++) {
            Optional<Answer> other = question.apply(oracle.moved(together(random)));
            boolean isFar = other.isPresent()
                    && other.get().isOne()
                    && !judgement.isOffBy(other.get().distance(centre).multiply(factor));
            if (!isFar) {
                return false;
            }
        }
        return true;
    }

    private Map<Node, BigDecimal> together(SplittableRandom random) {
        Map<Node, BigDecimal> distances = new HashMap<>();
        arguments.forEach((parameter, argument) -> {
            List<BigDecimal> moves = moves(argument);
            if (!moves.isEmpty()) {
                distances.put(parameter, random.nextBoolean() ? moves.get(0) : moves.get(moves.size() - 1));
            }
        });
        return distances;
    }

    /**
     * By how much the answers of neighbouring arguments differ, each parameter moved for itself, and all of that added
     * up. At a kink only those neighbours count that are at a kink as well: the others have one of its slopes.
     */
    private BigDecimal spread(Answer centre, Function<Oracle, Optional<Answer>> question) {
        BigDecimal spread = BigDecimal.ZERO;
        for (Map.Entry<Node, Double> argument : arguments.entrySet()) {
            BigDecimal worst = BigDecimal.ZERO;
            for (BigDecimal distance : moves(argument.getValue())) {
                Optional<Answer> other = question.apply(oracle.moved(Map.of(argument.getKey(), distance)))
                        .filter(answer -> centre.isOne() || !answer.isOne());
                worst = worst.max(other.map(answer -> answer.distance(centre)).orElse(BigDecimal.ZERO));
            }
            spread = spread.add(worst);
        }
        return spread;
    }

    /**
     * None for 0: its last place is a difference that no function shows, unless it has a kink there, which is seen at
     * 0.
     */
    private static List<BigDecimal> moves(double argument) {
        BigDecimal unit = new BigDecimal(Math.ulp(argument));
        return argument == 0
                ? List.of()
                : Arrays.stream(MOVED_UNITS)
                        .mapToObj(units -> unit.multiply(BigDecimal.valueOf(units)))
                        .toList();
    }
}
