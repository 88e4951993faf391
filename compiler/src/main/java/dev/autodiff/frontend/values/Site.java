package dev.autodiff.frontend.values;

import java.util.List;

/**
 * Where the indices stand that a message at run time may be about.
 *
 * @param text what the user wrote, {@code x[i, j]} or {@code take(x, i)}, in one short line
 * @param axes the axes of the user's tensor by those of the tensor that is indexed, if they differ
 */
public record Site(String text, List<Integer> axes) {
    private static final int MAX_LENGTH = 40;

    public static Site of(String source) {
        String line = source.replaceAll("\\s+", " ");
        boolean isShort = line.codePointCount(0, line.length()) <= MAX_LENGTH;
        return new Site(
                isShort ? line : line.substring(0, line.offsetByCodePoints(0, MAX_LENGTH - 1)) + "…", List.of());
    }

    public Site with(List<Integer> indexed) {
        return new Site(text, indexed);
    }

    public String axis(int axis) {
        return "axis " + (axes.isEmpty() ? axis : axes.get(axis)) + " of " + text;
    }
}
