package dev.autodiff.lowering;

import dev.autodiff.graph.Access;
import dev.autodiff.graph.Printer;
import dev.autodiff.lowering.Step.Row;
import dev.autodiff.runtime.Dimension;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Places in arrays as text: {@code x[5*i + j]}, with the letters of the loops from the outermost on; dimensions keep
 * theirs.
 */
final class Places {
    private static final List<String> LETTERS =
            List.of("i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "w");

    private final List<String> letters;

    /** @param arguments whose types name the dimensions */
    Places(Collection<Buffer> arguments) {
        Set<String> taken = new HashSet<>();
        arguments.forEach(argument -> taken.addAll(argument.type().shape().names()));
        this.letters = LETTERS.stream().filter(letter -> !taken.contains(letter)).toList();
    }

    /** The name of the index of a loop. */
    String index(int axis) {
        return axis < letters.size() ? letters.get(axis) : "i" + axis;
    }

    String text(Buffer buffer, Access access, Row row) {
        if (buffer.type().isScalar() && row == null) {
            return buffer.name();
        }
        String place = text(access);
        String rows = row == null ? "" : term("(" + Printer.infix(row.value()) + ")", row.stride());
        String all = rows.isEmpty() ? place : place.equals("0") ? rows : rows + " + " + place;
        return buffer.name() + "[" + all + "]";
    }

    /** {@code 5*i + j}. */
    String text(Access access) {
        StringBuilder text = new StringBuilder();
        for (int axis = 0; axis < access.strides().size(); axis++) {
            append(text, term(index(axis), access.strides().get(axis)));
        }
        if (!access.offset().is(0) || text.length() == 0) {
            append(text, access.offset().toString());
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String term) {
        if (!term.isEmpty()) {
            boolean negative = text.length() > 0 && term.startsWith("-");
            text.append(text.length() == 0 ? "" : negative ? " - " : " + ").append(negative ? term.substring(1) : term);
        }
    }

    private static String term(String index, Dimension stride) {
        if (stride.is(0)) {
            return "";
        }
        String text = stride.toString();
        return stride.is(1)
                ? index
                : stride.is(-1) ? "-" + index : (text.contains(" ") ? "(" + text + ")" : text) + "*" + index;
    }
}
