package dev.autodiff.codegen.classfile;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The numbers of a class. Few of them stand in its constant pool; where there are too many for a pool of 65 535
 * entries, all of them stand in arrays, which are unpacked from strings when the class is initialised.
 */
public final class Constants {
    /** A double takes two entries of the pool; methods, names and fields need some too. */
    private static final int MAX_IN_POOL = 16_000;

    /** A string holds 65 535 bytes; four characters a number, of up to three bytes each. */
    public static final int ARRAY_LENGTH = 5_000;

    /** The constant pool's limit for one string. */
    private static final int MAX_STRING_BYTES = 65_535;

    private final List<Double> numbers = new ArrayList<>();
    private final Map<Double, Integer> indices = new HashMap<>();
    private final boolean inArrays;

    private Constants(boolean inArrays) {
        this.inArrays = inArrays;
    }

    public static Constants of(List<Node> results) {
        Graph graph = results.get(0).graph();
        boolean[] needed = graph.reachable(results);
        int count = 0;
        for (int id = 0; id < needed.length; id++) {
            count += needed[id] && graph.get(id).op() instanceof Leaf.Constant ? 1 : 0;
        }
        Constants constants = new Constants(count > MAX_IN_POOL);
        for (int id = 0; constants.inArrays && id < needed.length; id++) {
            if (needed[id] && graph.get(id).op() instanceof Leaf.Constant constant) {
                constants.indices.put(constant.value(), constants.numbers.size());
                constants.numbers.add(constant.value());
            }
        }
        return constants;
    }

    /**
     * Whether a text may stand in a class as one constant, in the pool's own encoding, which takes at most three bytes
     * for a character.
     */
    public static boolean fitsPool(String text) {
        return 3L * text.length() <= MAX_STRING_BYTES
                || text.chars().mapToLong(Constants::encodedLength).sum() <= MAX_STRING_BYTES;
    }

    private static long encodedLength(int character) {
        return character >= 1 && character <= 0x7F ? 1 : character <= 0x7FF ? 2 : 3;
    }

    public boolean areInArrays() {
        return inArrays;
    }

    public int arrays() {
        return (numbers.size() + ARRAY_LENGTH - 1) / ARRAY_LENGTH;
    }

    public List<String> arrayNames() {
        return IntStream.range(0, arrays()).mapToObj(Constants::arrayName).toList();
    }

    public static String arrayName(int array) {
        return "CONSTANTS" + array;
    }

    /** The place of a number among all; its array is the quotient by {@link #ARRAY_LENGTH}. */
    public int index(double number) {
        return indices.get(number);
    }

    /** The text that {@code Support.unpack} makes an array of. */
    public String packed(int array) {
        int from = array * ARRAY_LENGTH;
        double[] all = numbers.stream().mapToDouble(Double::doubleValue).toArray();
        return packed(all, from, Math.min(all.length, from + ARRAY_LENGTH) - from);
    }

    /** The text of some of the numbers, at most {@link #ARRAY_LENGTH}. */
    public static String packed(double[] numbers, int from, int length) {
        StringBuilder text = new StringBuilder(4 * length);
        for (int i = from; i < from + length; i++) {
            long bits = Double.doubleToRawLongBits(numbers[i]);
            for (int shift = 48; shift >= 0; shift -= 16) {
                text.append((char) (bits >>> shift));
            }
        }
        return text.toString();
    }
}
