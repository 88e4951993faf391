package dev.autodiff.lowering;

import dev.autodiff.graph.Access;
import dev.autodiff.graph.Printer;
import dev.autodiff.lowering.Step.Row;
import dev.autodiff.runtime.Dimension;

/** Places in arrays as text: {@code x[5*i + j]}, with the letters of the loops from the outermost on. */
final class Places {
    private static final String LETTERS = "ijklmnopqrstuvw";

    private Places() {}

    /** The name of the index of a loop. */
    static String index(int axis) {
        return axis < LETTERS.length() ? LETTERS.substring(axis, axis + 1) : "i" + axis;
    }

    static String text(Buffer buffer, Access access, Row row) {
        if (buffer.type().isScalar()) {
            return buffer.name();
        }
        String place = text(access);
        String rows = row == null ? "" : term("(" + Printer.infix(row.value()) + ")", row.stride());
        String all = rows.isEmpty() ? place : place.equals("0") ? rows : rows + " + " + place;
        return buffer.name() + "[" + all + "]";
    }

    /** {@code 5*i + j}. */
    static String text(Access access) {
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
        return stride.is(1) ? index : stride.is(-1) ? "-" + index : (text.contains(" ") ? "(" + text + ")" : text) + "*" + index;
    }
}
