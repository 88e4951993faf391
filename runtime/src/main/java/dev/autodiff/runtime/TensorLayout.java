package dev.autodiff.runtime;

import java.util.ArrayList;
import java.util.List;

/** Lays the elements of a tensor out in lines: columns under each other, and the middle of large axes left out. */
final class TensorLayout {
    /** NumPy's limits: a larger tensor shows this many elements at both ends of each axis. */
    private static final int MAX_ELEMENTS = 1000;
    private static final int EDGE = 3;

    private static final int MAX_WIDTH = 100;
    private static final int GAP = -1;

    private final Tensor tensor;
    private final int indent;
    private final List<int[]> shown = new ArrayList<>();

    /** Of the cells of a row, where each line of it begins anew. */
    private int cellsPerLine;
    private int[] widths;

    private final StringBuilder out = new StringBuilder();

    TensorLayout(Tensor tensor, int indent) {
        this.tensor = tensor;
        this.indent = indent;
        for (int axis = 0; axis < tensor.rank(); axis++) {
            shown.add(shown(tensor.length(axis)));
        }
    }

    /** The indices of an axis that are shown, with a gap where the others are left out. */
    private int[] shown(int length) {
        boolean isSmall = tensor.size() > 0 && tensor.size() <= MAX_ELEMENTS;
        boolean isWhole = isSmall || length <= 2 * EDGE;
        int[] indices = new int[isWhole ? length : 2 * EDGE + 1];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = isWhole || i < EDGE ? i : i == EDGE ? GAP : length - indices.length + i;
        }
        return indices;
    }

    String print() {
        if (tensor.rank() == 0) {
            return TensorText.element(tensor, 0);
        }
        measure();
        print(0, 0);
        return out.toString();
    }

    /** A row of wide cells is broken into lines; each place in a line has a width of its own. */
    private void measure() {
        int cells = shown.get(tensor.rank() - 1).length;
        int[] widest = new int[cells];
        measure(0, 0, widest);
        int width = 1;
        for (int each : widest) {
            width = Math.max(width, each);
        }
        int available = MAX_WIDTH - indent - tensor.rank();
        int total = 0;
        for (int each : widest) {
            total += each + 2;
        }
        cellsPerLine = total <= available ? Math.max(1, cells) : Math.max(1, available / (width + 2));
        widths = new int[cellsPerLine];
        for (int i = 0; i < cells; i++) {
            widths[i % cellsPerLine] = Math.max(widths[i % cellsPerLine], widest[i]);
        }
    }

    private void measure(int axis, int start, int[] widest) {
        int[] indices = shown.get(axis);
        for (int i = 0; i < indices.length; i++) {
            if (axis == tensor.rank() - 1) {
                widest[i] = Math.max(widest[i], cell(start, indices[i]).length());
            } else if (indices[i] != GAP) {
                measure(axis + 1, start + indices[i] * tensor.stride(axis), widest);
            }
        }
    }

    private String cell(int start, int index) {
        return index == GAP ? "..." : TensorText.element(tensor, start + index);
    }

    private void print(int axis, int start) {
        out.append('[');
        if (axis == tensor.rank() - 1) {
            printRow(start);
        } else {
            printRows(axis, start);
        }
        out.append(']');
    }

    private void printRows(int axis, int start) {
        int[] indices = shown.get(axis);
        for (int i = 0; i < indices.length; i++) {
            if (i > 0) {
                out.append(',');
                // blocks of several rows stand apart
                newLine(axis + 1, axis < tensor.rank() - 2 ? 2 : 1);
            }
            if (indices[i] == GAP) {
                out.append("...");
            } else {
                print(axis + 1, start + indices[i] * tensor.stride(axis));
            }
        }
    }

    private void printRow(int start) {
        int[] indices = shown.get(tensor.rank() - 1);
        for (int i = 0; i < indices.length; i++) {
            int column = i % cellsPerLine;
            if (i > 0 && column == 0) {
                out.append(',');
                newLine(tensor.rank(), 1);
            } else if (i > 0) {
                out.append(", ");
            }
            String cell = cell(start, indices[i]);
            out.append(" ".repeat(widths[column] - cell.length())).append(cell);
        }
    }

    private void newLine(int open, int lines) {
        out.append("\n".repeat(lines)).append(" ".repeat(indent + open));
    }
}
