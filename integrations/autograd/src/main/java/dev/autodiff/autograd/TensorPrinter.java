package dev.autodiff.autograd;

import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Tensor;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Tensors as PyTorch prints them ({@code torch/_tensor_str.py}): four digits behind the point, the power of ten beside
 * them where magnitudes differ by more than 1000, whole numbers with a bare point, and of long tensors the ends.
 */
final class TensorPrinter {
    private static final int PRECISION = 4;
    private static final int LINE = 80;
    private static final int THRESHOLD = 1000;
    private static final int EDGE = 3;
    private static final double WIDE = 1000;
    private static final double LARGE = 1e8;
    private static final double SMALL = 1e-4;
    private static final String PREFIX = "tensor(";

    private final Tensor tensor;
    private final boolean isSummary;
    private final boolean isReal;
    private boolean isWhole = true;
    private boolean isScientific;
    private int width = 1;

    private TensorPrinter(Tensor tensor) {
        this.tensor = tensor;
        this.isSummary = tensor.size() > THRESHOLD;
        this.isReal = tensor.dtype().isReal();
        measure(isSummary ? shown(0, 0) : IntStream.range(0, tensor.size()).boxed().toList());
    }

    /** The tensor with what is said about it. */
    static String text(Tensor tensor, List<String> suffixes) {
        String elements = new TensorPrinter(tensor).part(0, 0, PREFIX.length());
        StringBuilder out = new StringBuilder(PREFIX).append(elements);
        int line = out.length() - out.lastIndexOf("\n") + 1;
        for (String suffix : suffixes) {
            if (line + suffix.length() + 2 > LINE) {
                out.append(",\n").append(" ".repeat(PREFIX.length())).append(suffix);
                line = PREFIX.length() + suffix.length();
            } else {
                out.append(", ").append(suffix);
                line += suffix.length() + 2;
            }
        }
        return out.append(')').toString();
    }

    /** The places of the elements that are printed, from one on and along an axis and those behind it. */
    private List<Integer> shown(int place, int axis) {
        if (axis == tensor.rank()) {
            return List.of(place);
        }
        List<Integer> all = new ArrayList<>();
        indices(axis).forEach(index -> all.addAll(shown(place + index * tensor.stride(axis), axis + 1)));
        return all;
    }

    private List<Integer> indices(int axis) {
        int length = tensor.length(axis);
        return IntStream.range(0, length)
                .filter(index -> !isCut(axis) || index < EDGE || index >= length - EDGE)
                .boxed()
                .toList();
    }

    private boolean isCut(int axis) {
        return isSummary && tensor.length(axis) > 2 * EDGE;
    }

    /** Chooses one notation for all elements, and their width. */
    private void measure(List<Integer> places) {
        double[] values = places.stream()
                .mapToDouble(tensor::at)
                .filter(value -> !isReal || value != 0 && Double.isFinite(value))
                .toArray();
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (double value : values) {
            least = Math.min(least, Math.abs(value));
            most = Math.max(most, Math.abs(value));
            isWhole &= value == Math.rint(value);
        }
        isScientific = isReal && (most / least > WIDE || most > LARGE || !isWhole && least < SMALL);
        for (double value : values) {
            width = Math.max(width, number(value).length());
        }
    }

    private String number(double value) {
        if (tensor.dtype() == DType.BOOL) {
            return value == 0 ? "False" : "True";
        }
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }
        if (!isReal) {
            return String.valueOf((long) value);
        }
        String sign = value < 0 || 1 / value < 0 ? "-" : "";
        BigDecimal exact = new BigDecimal(Math.abs(value));
        return sign + (isScientific
                ? scientific(exact)
                : isWhole ? exact.toBigInteger() + "." : exact.setScale(PRECISION, RoundingMode.HALF_EVEN).toString());
    }

    private static String scientific(BigDecimal value) {
        BigDecimal rounded = value.round(new MathContext(PRECISION + 1, RoundingMode.HALF_EVEN));
        int exponent = value.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
        String digits = rounded.movePointLeft(exponent).setScale(PRECISION, RoundingMode.HALF_EVEN).toString();
        String magnitude = (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
        return digits + "e" + (exponent < 0 ? "-" : "+") + magnitude;
    }

    /** What lies behind a place along an axis and those that follow, in brackets. */
    private String part(int place, int axis, int indent) {
        if (tensor.size() == 0) {
            return "[]";
        }
        if (axis == tensor.rank()) {
            return padded(number(tensor.at(place)));
        }
        List<String> parts = new ArrayList<>();
        indices(axis).forEach(index -> parts.add(part(place + index * tensor.stride(axis), axis + 1, indent + 1)));
        if (isCut(axis)) {
            parts.add(EDGE, axis == tensor.rank() - 1 ? " ..." : "...");
        }
        int breaks = tensor.rank() - axis - 1;
        return "[" + (breaks == 0 ? lines(parts, indent) : String.join(
                "," + "\n".repeat(breaks) + " ".repeat(indent + 1), parts)) + "]";
    }

    private String lines(List<String> elements, int indent) {
        int each = Math.max(1, (LINE - indent) / (width + 2));
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < elements.size(); i += each) {
            lines.add(String.join(", ", elements.subList(i, Math.min(elements.size(), i + each))));
        }
        return String.join(",\n" + " ".repeat(indent + 1), lines);
    }

    private String padded(String number) {
        return " ".repeat(Math.max(0, width - number.length())) + number;
    }
}
