package dev.autodiff.frontend.library;

import dev.autodiff.graph.Node;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.ShapeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sums of products as Einstein writes them: {@code ij,jk->ik}. A letter that stands twice in one operand is its
 * diagonal; letters that the result lacks are summed over, those of a single operand first. Without an arrow the result
 * has the letters that occur once, in alphabetical order.
 */
public final class Einsum {
    private final String text;
    private final List<String> letters;
    private final String result;
    private final List<Node> operands;

    private Einsum(String text, List<String> letters, String result, List<Node> operands) {
        this.text = text;
        this.letters = new ArrayList<>(letters);
        this.result = result;
        this.operands = new ArrayList<>(operands);
    }

    public static Node of(String text, List<Node> operands) {
        String plain = text.replace(" ", "");
        if (!plain.matches("[A-Za-z]*(,[A-Za-z]*)*(->[A-Za-z]*)?")) {
            throw new ShapeException("'einsum' does not understand \"" + text + "\"",
                    "letters for axes, ',' between operands, '->' before the result: \"ij,jk->ik\"");
        }
        String[] sides = plain.split("->", -1);
        List<String> letters = List.of(sides[0].split(",", -1));
        if (letters.size() != operands.size()) {
            throw new ShapeException(
                    "'einsum' has " + operands.size() + (operands.size() == 1 ? " operand" : " operands") + ", and \""
                            + text + "\" describes " + letters.size(),
                    "separate the operands by ','");
        }
        Einsum einsum = new Einsum(text, letters, sides.length > 1 ? sides[1] : once(sides[0]), operands);
        einsum.check();
        return einsum.value();
    }

    private static String once(String letters) {
        Map<Character, Integer> counts = new TreeMap<>();
        letters.chars().filter(Character::isLetter).forEach(letter -> counts.merge((char) letter, 1, Integer::sum));
        StringBuilder once = new StringBuilder();
        counts.forEach((letter, count) -> once.append(count == 1 ? letter.toString() : ""));
        return once.toString();
    }

    private void check() {
        Map<Character, Dimension> lengths = new HashMap<>();
        for (int i = 0; i < operands.size(); i++) {
            Node operand = operands.get(i);
            if (letters.get(i).length() != operand.shape().rank()) {
                throw new ShapeException(
                        "'einsum': \"" + letters.get(i) + "\" does not fit the shape " + operand.shape(),
                        "a letter for each axis");
            }
            for (int axis = 0; axis < operand.shape().rank(); axis++) {
                char letter = letters.get(i).charAt(axis);
                Dimension length = operand.shape().dimension(axis);
                Dimension known = lengths.putIfAbsent(letter, length);
                if (known != null && !known.equals(length)) {
                    throw new ShapeException(
                            "'einsum': " + letter + " is " + known + " and " + length + " in the shapes " + shapes(),
                            "one letter is one length");
                }
            }
        }
        for (int i = 0; i < result.length(); i++) {
            boolean isTwice = result.indexOf(result.charAt(i)) < i;
            if (isTwice || !lengths.containsKey(result.charAt(i))) {
                throw new ShapeException(
                        "'einsum': " + result.charAt(i)
                                + (isTwice
                                        ? " stands twice in the result"
                                        : " is in the result of \"" + text + "\" and in no operand"),
                        "");
            }
        }
    }

    private String shapes() {
        StringBuilder shapes = new StringBuilder();
        operands.forEach(operand -> shapes.append(shapes.length() == 0 ? "" : " and ").append(operand.shape()));
        return shapes.toString();
    }

    private Node value() {
        for (int i = 0; i < operands.size(); i++) {
            takeDiagonals(i);
        }
        while (operands.size() > 1) {
            contractFirst();
        }
        sumAlone(0, result);
        String last = letters.get(0);
        return TensorAlgebra.permute(operands.get(0), result.chars().mapToObj(last::indexOf).toList());
    }

    private void takeDiagonals(int i) {
        for (int axis = letters.get(i).length() - 1; axis > 0; axis--) {
            char letter = letters.get(i).charAt(axis);
            int first = letters.get(i).indexOf(letter);
            if (first < axis) {
                operands.set(i, Products.diagonal(operands.get(i), first, axis));
                String rest = new StringBuilder(letters.get(i)).deleteCharAt(axis).deleteCharAt(first).toString();
                letters.set(i, rest + letter);
                axis = letters.get(i).length();
            }
        }
    }

    /** Sums over the letters of one operand that nothing else has. */
    private void sumAlone(int i, String others) {
        List<Integer> axes = new ArrayList<>();
        StringBuilder rest = new StringBuilder();
        for (int axis = 0; axis < letters.get(i).length(); axis++) {
            if (others.indexOf(letters.get(i).charAt(axis)) < 0) {
                axes.add(axis);
            } else {
                rest.append(letters.get(i).charAt(axis));
            }
        }
        operands.set(i, TensorAlgebra.sum(operands.get(i), axes));
        letters.set(i, rest.toString());
    }

    /** Replaces the first two operands by the sum of their products over what nothing behind them needs. */
    private void contractFirst() {
        String later = result + String.join("", letters.subList(2, letters.size()));
        sumAlone(0, later + letters.get(1));
        sumAlone(1, later + letters.get(0));
        String both = letters.get(0) + letters.get(1);
        StringBuilder product = new StringBuilder();
        for (char letter : (result + both).toCharArray()) {
            if (both.indexOf(letter) >= 0
                    && later.indexOf(letter) >= 0
                    && product.indexOf(String.valueOf(letter)) < 0) {
                product.append(letter);
            }
        }
        Node contracted =
                Products.contract(letters.get(0), letters.get(1), product.toString(), operands.get(0), operands.get(1));
        operands.subList(0, 2).clear();
        letters.subList(0, 2).clear();
        operands.add(0, contracted);
        letters.add(0, product.toString());
    }
}
