package dev.autodiff.codegen.loops;

import static dev.autodiff.kernel.Exprs.element;

import dev.autodiff.codegen.loops.PlanLayout.Argument;
import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Integers;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.Method;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.kernel.SourceText;
import dev.autodiff.kernel.Variable;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.runtime.Dimension;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A static method in the making, which finds what it takes by the names of the plan. */
public final class PlanFrame {
    private final Body body = new Body();
    private final List<String> source;
    private final List<Variable> parameters = new ArrayList<>();
    private final Map<String, Variable> dimensions = new HashMap<>();
    private final Map<Buffer, Variable> numbers = new HashMap<>();
    private final Map<ArrayRef, Variable> arrays = new HashMap<>();
    private final Sizes sizes = new Sizes(dimensions);
    private int shownLine;

    /** @param source the lines of the program, for comments; none if there are to be no comments */
    public PlanFrame(List<Argument> arguments, List<String> source) {
        this.source = source;
        arguments.forEach(this::add);
    }

    private void add(Argument argument) {
        Variable parameter = parameter(argument.kind(), argument.name());
        if (argument.isDimension()) {
            dimensions.put(argument.name(), parameter);
        } else if (argument.isNumber()) {
            numbers.put(argument.buffer(), parameter);
        } else {
            arrays.put(argument.array(), parameter);
        }
    }

    /** One more parameter, behind the others. */
    public Variable parameter(Kind kind, String name) {
        parameters.add(new Variable(kind, name));
        return parameters.get(parameters.size() - 1);
    }

    public Body body() {
        return body;
    }

    /** A dimension as an int. */
    public Expr size(Dimension dimension) {
        return sizes.asInt(dimension);
    }

    /** The place that lies so many steps behind another one. */
    public Expr behind(Expr place, Dimension stride, Expr steps) {
        return stride.is(0) ? place : Integers.sum(place, Integers.product(size(stride), steps));
    }

    /** A dimension as a long. */
    Expr longSize(Dimension dimension) {
        return sizes.asLong(dimension);
    }

    /** The number that the caller has handed in. */
    Expr number(Buffer buffer) {
        return numbers.get(buffer);
    }

    /** An array: a variable, a field of the class if it is constant, or one of all tapes. */
    public Expr array(ArrayRef array) {
        Variable variable = arrays.get(array);
        if (variable != null) {
            return variable;
        }
        return array.isConstant()
                ? new Expr.Field(array.name(), array.kind())
                : element(arrays.get(ArrayRef.TAPES), array.tape().index());
    }

    /** The variable of an array, which is none of the class. */
    Variable variable(ArrayRef array) {
        return arrays.get(array);
    }

    /** Makes a variable for an array. */
    void define(ArrayRef array, Expr value) {
        arrays.put(array, body.let(array.name(), value));
    }

    /** Takes an array to a variable, unless it is in one. */
    void keep(ArrayRef array) {
        if (!isKept(array)) {
            define(array, array(array));
        }
    }

    /** Whether the array has a variable. */
    boolean isKept(ArrayRef array) {
        return arrays.containsKey(array);
    }

    /** What this method hands to another one. */
    public List<Expr> pass(List<Argument> arguments) {
        return arguments.stream().map(this::pass).toList();
    }

    private Expr pass(Argument argument) {
        if (argument.isDimension()) {
            return dimensions.get(argument.name());
        }
        return argument.isNumber() ? numbers.get(argument.buffer()) : array(argument.array());
    }

    /** Calls a method that takes these arguments and has no result. */
    void call(String method, List<Argument> arguments) {
        body.run(reference(method, arguments, Kind.VOID), pass(arguments));
    }

    public static MethodRef reference(String method, List<Argument> arguments, Kind result) {
        return new MethodRef(null, method, arguments.stream().map(Argument::kind).toList(), result);
    }

    /** What follows comes from this line of the source, unless it is 0. */
    void line(int number) {
        body.line(number);
        if (number > 0 && number <= source.size() && number != shownLine) {
            shownLine = number;
            body.comment("line " + number + ": " + SourceText.harmless(source.get(number - 1).strip()));
        }
    }

    /** The method, as far as it has been built. */
    public Method method(String name, Kind result) {
        return new Method(name, false, parameters, result, body.statements(), null);
    }

    /** @param documentation what the method does */
    Method entry(String name, Kind result, String documentation) {
        return new Method(name, true, parameters, result, body.statements(), documentation);
    }
}
