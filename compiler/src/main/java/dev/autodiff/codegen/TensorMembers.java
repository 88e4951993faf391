package dev.autodiff.codegen;

import static dev.autodiff.kernel.Exprs.*;

import dev.autodiff.codegen.classfile.Constants;
import dev.autodiff.codegen.loops.ArrayRef;
import dev.autodiff.codegen.loops.PlanFrame;
import dev.autodiff.codegen.loops.PlanLayout.Argument;
import dev.autodiff.codegen.loops.PlanLayout;
import dev.autodiff.codegen.loops.PlanMethods;
import dev.autodiff.codegen.scalar.Elements;
import dev.autodiff.codegen.scalar.ScalarCode;
import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.Method;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.kernel.StaticField;
import dev.autodiff.kernel.Variable;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.Support;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.runtime.TensorKernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the class of a function of tensors holds beside the methods of its plans: the constant tensors of the program;
 * the function as an object, which checks shapes and calls the class, and methods on tensors that call this object; and
 * the methods of {@link TensorKernel}, which take all arrays in one.
 */
final class TensorMembers {
    /** Longer arrays of numbers are packed in strings: they would fill the method that initialises the class. */
    private static final int MAX_WRITTEN_NUMBERS = 20;

    /** So many numbers in all are written one by one. */
    private static final int MAX_WRITTEN_IN_ALL = 1000;

    private static final Kind FUNCTION = Kind.of(CompiledFunction.class);
    private static final Kind PULLBACK = Kind.of(CompiledFunction.Pullback.class);
    private static final Kind SIGNATURE = Kind.of(Signature.class);
    private static final Kind KERNEL = Kind.of(TensorKernel.class);
    private static final Kind TENSOR = Kind.of(Tensor.class);
    private static final Expr.Field COMPILED = new Expr.Field(TensorClass.COMPILED, FUNCTION);
    private static final MethodRef REQUIRE_INT =
            MethodRef.of(Support.class, "requireInt", Kind.INT, Kind.F64, Kind.STRING);

    private final TensorClass content;
    private final List<StaticField> constants = new ArrayList<>();
    private final List<Method> methods = new ArrayList<>();
    private final Map<Kind, Method> unpacking = new LinkedHashMap<>();
    private int written;

    private TensorMembers(TensorClass content) {
        this.content = content;
    }

    static TensorMembers of(TensorClass content) {
        TensorMembers members = new TensorMembers(content);
        content.constants().values().forEach(members::numbers);
        members.compiled();
        List<String> dimensions = content.signature().dimensions();
        content.sizes().forEach((name, sizes) -> members.methods.add(PlanMethods.largest(name, dimensions, sizes)));
        members.methodsOfTensors();
        content.bridges().forEach((name, plan) -> members.methods.add(kernel(name, content.layout(plan))));
        members.methods.addAll(members.unpacking.values());
        return members;
    }

    /** Static fields with their values. */
    List<StaticField> constants() {
        return constants;
    }

    List<Method> methods() {
        return methods;
    }

    private void numbers(Buffer buffer) {
        double[] numbers = buffer.constant();
        Kind kind = ArrayRef.of(buffer).kind();
        boolean isWritten = numbers.length <= MAX_WRITTEN_NUMBERS && written + numbers.length <= MAX_WRITTEN_IN_ALL;
        written += isWritten ? numbers.length : 0;
        constants.add(
                new StaticField(buffer.name(), false, isWritten ? written(kind, numbers) : packed(kind, numbers)));
    }

    private static Expr written(Kind kind, double[] numbers) {
        boolean isFloat = kind.element().equals(Kind.F32);
        return new Expr.ArrayOf(
                kind,
                Arrays.stream(numbers)
                        .mapToObj(number -> Elements.literal(isFloat, number))
                        .toList());
    }

    private Expr packed(Kind kind, double[] numbers) {
        List<Expr> texts = new ArrayList<>();
        for (int from = 0; from < numbers.length; from += Constants.ARRAY_LENGTH) {
            texts.add(string(Constants.packed(numbers, from, Math.min(Constants.ARRAY_LENGTH, numbers.length - from))));
        }
        MethodRef unpack = unpacking.computeIfAbsent(kind, TensorMembers::unpacking).reference();
        return call(unpack, integer(numbers.length), new Expr.ArrayOf(Kind.STRING.array(), texts));
    }

    private static Method unpacking(Kind kind) {
        Body body = new Body();
        Variable length = new Variable(Kind.INT, "length");
        Variable texts = new Variable(Kind.STRING.array(), "texts");
        Variable numbers = body.let("numbers", new Expr.NewArray(kind, length));
        MethodRef unpack = MethodRef.of(Support.class, "unpackTo", Kind.VOID, kind, Kind.INT, Kind.STRING);
        Expr each = integer(Constants.ARRAY_LENGTH);
        body.loop("i", integer(0), length(texts), i -> body.run(unpack, numbers, multiply(each, i), element(texts, i)));
        body.result(numbers);
        String name = kind.element().equals(Kind.F32) ? "unpackFloats" : "unpack";
        return new Method(
                name, false, List.of(length, texts), kind, body.statements(), "The numbers whose bits the texts hold.");
    }

    /** The function as an object; it tells its source, if that is short enough for a constant. */
    private void compiled() {
        Signature signature = content.signature();
        MethodRef parse = MethodRef.of(Signature.class, "parse", SIGNATURE, Kind.STRING, Kind.STRING);
        Expr source = new Expr.Field(content.texts().containsKey("SOURCE") ? "SOURCE" : "FUNCTION", Kind.STRING);
        Expr kernel = new Expr.Cast(KERNEL, call(MethodRef.constructor(content.className())));
        MethodRef of = MethodRef.of(CompiledFunction.class, "ofTensors", FUNCTION, SIGNATURE, Kind.STRING, KERNEL);
        Expr parsed = call(parse, string(signature.toString()), string(signature.variablesText()));
        constants.add(new StaticField(COMPILED.name(), false, call(of, parsed, source, kernel)));
    }

    /** Methods on tensors, of a function with one result; one with several is called as an object. */
    private void methodsOfTensors() {
        Body body = new Body();
        body.result(COMPILED);
        methods.add(new Method("function", true, List.of(), FUNCTION, body.statements(), "The function as an object."));
        if (content.signature().results().size() > 1) {
            return;
        }
        boolean hasParameters = !content.signature().parameters().isEmpty();
        if (hasParameters) {
            methodOfTensors("value", "value", TENSOR, false);
        }
        if (hasParameters && content.hasGradient()) {
            methodOfTensors("gradient", "valueAndGradient", PULLBACK, false);
        }
        if (content.bridges().containsKey("gradient")) {
            methodOfTensors("vjp", "pullback", PULLBACK, true);
        }
    }

    /** @param hasCotangent whether the last argument is the cotangent of the result, the first one of the object */
    private void methodOfTensors(String name, String asked, Kind result, boolean hasCotangent) {
        List<Variable> parameters = new ArrayList<>();
        content.signature().parameters().forEach(parameter -> parameters.add(new Variable(TENSOR, parameter.name())));
        List<Expr> arguments =
                new ArrayList<>(List.of(COMPILED, new Expr.ArrayOf(TENSOR.array(), List.copyOf(parameters))));
        List<Kind> kinds = new ArrayList<>(List.of(TENSOR.array()));
        if (hasCotangent) {
            parameters.add(new Variable(TENSOR, "cotangent"));
            arguments.add(1, parameters.get(parameters.size() - 1));
            kinds.add(0, TENSOR);
        }
        Body body = new Body();
        MethodRef ask = MethodRef.ofObject(CompiledFunction.class, asked, result, kinds.toArray(new Kind[0]));
        body.result(new Expr.Call(ask, arguments));
        methods.add(
                new Method(name, true, parameters, result, body.statements(), "For tensors of any shape that fits."));
    }

    /** The method of the kernel that runs a plan. */
    private static Method kernel(String name, PlanLayout layout) {
        Variable sizes = new Variable(Kind.INT.array(), "sizes");
        Variable arrays = new Variable(Kind.of(Object.class).array(), "arrays");
        List<Argument> parameters = layout.ownArguments();
        List<Expr> arguments = new ArrayList<>();
        for (Argument parameter : parameters) {
            // dimensions come first, and each has the index of its size
            arguments.add(
                    parameter.isDimension() ? element(sizes, arguments.size()) : argument(parameter, layout, arrays));
        }
        Expr.Call call =
                new Expr.Call(PlanFrame.reference(layout.name(), parameters, layout.result()), arguments);
        Body body = new Body();
        if (layout.returned() == null) {
            body.run(call);
        } else {
            body.store(array(layout.returned(), layout, arrays), integer(0), call);
        }
        return new Method(
                name, true, List.of(sizes, arrays), Kind.VOID, body.statements(), null, Method.Form.OF_OBJECT);
    }

    private static Expr argument(Argument parameter, PlanLayout layout, Expr arrays) {
        Expr array = array(parameter.buffer(), layout, arrays);
        if (!parameter.isNumber()) {
            return array;
        }
        Expr number = element(array, 0);
        if (parameter.kind().equals(Kind.INT)) {
            return call(REQUIRE_INT, number, string(parameter.name()));
        }
        return parameter.kind().equals(Kind.BOOLEAN) ? ScalarCode.asTruth(number) : number;
    }

    private static Expr array(Buffer buffer, PlanLayout layout, Expr arrays) {
        return cast(Kind.arrayOf(buffer.isFloat()), element(arrays, layout.order().indexOf(buffer)));
    }
}
