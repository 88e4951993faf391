package dev.autodiff.frontend;

import dev.autodiff.frontend.Program.Function;
import dev.autodiff.frontend.values.Failure;
import dev.autodiff.frontend.values.Known;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.ShapeException;
import dev.autodiff.runtime.Type;
import dev.autodiff.source.Source;
import dev.autodiff.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Arguments of a function against the types that its parameters declare. */
final class CallTypes {
    private CallTypes() {}

    /**
     * The arguments as the declared types have them.
     *
     * @param places of the arguments, null for default values
     */
    static List<Node> fit(Function function, List<Node> arguments, List<Span> places, Span call, Lowering lowering) {
        if (!function.hasTypes()) {
            return arguments;
        }
        Map<String, Dimension> names = inferred(function, arguments, lowering);
        List<Node> fitting = new ArrayList<>(arguments);
        for (int i = 0; i < fitting.size(); i++) {
            if (function.typeOf(i) != null && !lowering.isStandIn(arguments.get(i))) {
                Span place = places.get(i) == null ? call : places.get(i);
                Type declared = DeclaredTypes.of(function.typeOf(i), lowering.diagnostics().source());
                fitting.set(i, fit(function.parameterNames().get(i), declared, arguments.get(i), names, place));
            }
        }
        return fitting;
    }

    /** What whole numbers that are arguments, and the shapes of all, tell of the names of lengths. */
    private static Map<String, Dimension> inferred(Function function, List<Node> arguments, Lowering lowering) {
        Source source = lowering.diagnostics().source();
        Map<String, Dimension> names = new LinkedHashMap<>();
        List<Type> declared = new ArrayList<>();
        List<Type> actual = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            declared.add(function.typeOf(i) == null ? null : DeclaredTypes.of(function.typeOf(i), source));
            actual.add(lowering.isStandIn(arguments.get(i)) ? null : arguments.get(i).type());
        }
        for (int i = 0; i < arguments.size(); i++) {
            String name = function.parameterNames().get(i);
            boolean isLength = Type.WHOLE.equals(declared.get(i))
                    && declared.stream()
                            .anyMatch(
                                    type -> type != null && type.shape().names().contains(name));
            Dimension length = isLength ? Known.dimensionOfParameters(arguments.get(i)) : null;
            if (length != null) {
                names.put(name, length);
            }
        }
        DeclaredTypes.infer(declared, actual, names);
        return names;
    }

    private static Node fit(String parameter, Type declared, Node argument, Map<String, Dimension> names, Span place) {
        try {
            DeclaredTypes.bind(parameter, declared, argument.type(), names);
        } catch (ShapeException e) {
            throw Failure.of(place, e);
        }
        DType dtype = declared.dtype();
        boolean isFreeNumber = argument.op() instanceof Leaf.Constant
                && (dtype.isReal() || dtype == DType.INT && Known.isWhole(argument));
        if (!isFreeNumber && DType.join(dtype, argument.type().dtype()) != dtype) {
            throw new Failure(
                    place,
                    "'" + parameter + "' is declared " + declared + ", and its argument is " + argument.type(),
                    dtype == DType.BOOL ? "compare it, with '!= 0' say" : "write " + dtype + "(…)");
        }
        return argument.type().dtype() == dtype ? argument : TensorAlgebra.as(argument, argument.type().with(dtype));
    }

    /** What the names of dimensions stand for in a call with these arguments, which fit. */
    static Map<String, Dimension> dimensions(Function function, List<Node> arguments, Lowering lowering) {
        Source source = lowering.diagnostics().source();
        Map<String, Dimension> names = inferred(function, arguments, lowering);
        for (int i = 0; i < arguments.size(); i++) {
            Type declared = function.typeOf(i) == null ? Type.NUMBER : DeclaredTypes.of(function.typeOf(i), source);
            if (!declared.isScalar() && lowering.isStandIn(arguments.get(i))) {
                declared.shape().names().forEach(name -> names.putIfAbsent(name, Dimension.named(name)));
            } else if (!declared.isScalar()) {
                DeclaredTypes.bind(function.parameterNames().get(i), declared, arguments.get(i).type(), names);
            }
        }
        return names;
    }
}
