package dev.autodiff.codegen.loops;

import dev.autodiff.graph.Access;
import dev.autodiff.graph.Code;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.lowering.Step.Input;
import dev.autodiff.lowering.Step.Load;
import dev.autodiff.lowering.Step.Output;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.simd.Precision;
import java.math.BigInteger;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the body of a loop is made of. */
public final class LoopBody {
    private LoopBody() {}

    /**
     * That of all numbers of the loop; of the longer ones if they are mixed. Truths have none, whatever they are stored
     * in.
     */
    public static Precision precision(LoopLayout layout) {
        Set<DType> types = EnumSet.noneOf(DType.class);
        Graph.inOrder(layout.values()).stream()
                .filter(node -> !(node.op() instanceof Leaf.Constant))
                .forEach(node -> types.add(node.type().dtype()));
        layout.inputs().stream()
                .filter(input -> input instanceof Load)
                .forEach(input -> types.add(((Load) input).buffer().type().dtype()));
        layout.outputs().forEach(output -> types.add(output.buffer().type().dtype()));
        types.remove(DType.BOOL);
        return types.equals(EnumSet.of(DType.F32)) ? Precision.F32 : Precision.F64;
    }

    /** Where there are choices, what is not chosen may well have arguments that are not as expected. */
    public static boolean hasChoices(LoopLayout layout) {
        return Graph.inOrder(layout.values()).stream()
                .anyMatch(node -> node.op() instanceof ScalarOp op && op.code() instanceof Code.Select);
    }

    /** Whether no element that one step writes is read or written by another one, as far as the arrays tell. */
    public static boolean readsOnlyItsOwn(LoopLayout layout) {
        Map<Buffer, Set<Access>> written = new HashMap<>();
        for (Output output : layout.outputs()) {
            Access place = layout.place(output);
            Set<Access> others = written.computeIfAbsent(output.buffer(), unused -> new HashSet<>());
            boolean isAlone = others.isEmpty() || others.equals(Set.of(place));
            if (!isAlone && (output.index() != null || !areDisjoint(layout, place, others))) {
                return false;
            }
            others.add(place);
        }
        for (Input input : layout.inputs()) {
            if (input instanceof Load load
                    && written.containsKey(load.buffer())
                    && (load.index() != null || !written.get(load.buffer()).equals(Set.of(layout.place(load))))) {
                return false;
            }
        }
        return true;
    }

    /** Whether no element of one access is one of the others, in whatever steps. */
    public static boolean areDisjoint(LoopLayout layout, Access access, Collection<Access> others) {
        return others.stream().allMatch(other -> areInterleaved(layout, access, other)
                || isBehind(layout, access, other)
                || isBehind(layout, other, access));
    }

    /** Whether the elements lie between each other, as the columns of a matrix do. */
    private static boolean areInterleaved(LoopLayout layout, Access a, Access b) {
        Dimension distance = b.offset().minus(a.offset());
        List<Dimension> strides = layout.strides(a);
        if (!strides.equals(layout.strides(b))
                || !distance.isLiteral()
                || !strides.stream().allMatch(Dimension::isLiteral)) {
            return false;
        }
        long divisor = strides.stream()
                .map(stride -> BigInteger.valueOf(stride.literal()))
                .reduce(BigInteger.ZERO, BigInteger::gcd)
                .longValueExact();
        return divisor == 0 ? !distance.is(0) : distance.literal() % divisor != 0;
    }

    /** Whether the first element of b lies behind the last one of a. */
    private static boolean isBehind(LoopLayout layout, Access a, Access b) {
        Dimension last = a.offset();
        List<Dimension> strides = layout.strides(a);
        for (int level = 0; level < strides.size(); level++) {
            if (!strides.get(level).isNeverNegative()) {
                return false;
            }
            last = last.plus(strides.get(level).times(layout.length(level).plus(-1)));
        }
        return layout.strides(b).stream().allMatch(Dimension::isNeverNegative)
                && b.offset().minus(last).plus(-1).isNeverNegative();
    }
}
