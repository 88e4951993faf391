package dev.autodiff.codegen;

import static dev.autodiff.kernel.Exprs.*;

import dev.autodiff.codegen.classfile.SpecialCalls;
import dev.autodiff.codegen.scalar.ScalarCode;
import dev.autodiff.codegen.scalar.ScalarTapes;
import dev.autodiff.emit.CodeSize;
import dev.autodiff.graph.Entry;
import dev.autodiff.graph.Node;
import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.Method;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.kernel.Outlining;
import dev.autodiff.kernel.Variable;
import dev.autodiff.runtime.Support;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The methods of a function of scalars that compute at one point: straight-line code in one method, or in
 * parts that it runs one after the other.
 */
final class ScalarFunctions {
    private static final Kind NUMBERS = Kind.F64.array();
    static final MethodRef REQUIRE_WHOLE =
            MethodRef.of(Support.class, "requireWhole", Kind.VOID, Kind.STRING, Kind.F64);
    private static final MethodRef REQUIRE_ALL =
            MethodRef.of(Support.class, "requireAll", Kind.VOID, Kind.STRING, Kind.INT, Kind.INT);
    private static final MethodRef REQUIRE_SPACE =
            MethodRef.of(Support.class, "requireSpace", Kind.VOID, Kind.STRING, Kind.INT, Kind.INT);

    /** A call of one more method takes as many bytes as one check. */
    private static final int MAX_CHECKS = 2;

    private final ScalarClass content;
    private final SpecialCalls calls;
    private final List<Method> methods = new ArrayList<>();

    /** Methods that check the lengths of arrays. */
    private final List<Method> lengths = new ArrayList<>();

    private ScalarFunctions(ScalarClass content, SpecialCalls calls) {
        this.content = content;
        this.calls = calls;
    }

    /** All methods that compute at one point; the public ones go before their parts. */
    static List<Method> of(ScalarClass content, SpecialCalls calls) {
        ScalarFunctions functions = new ScalarFunctions(content, calls);
        content.methods().forEach(functions::add);
        functions.methods.addAll(functions.lengths);
        return functions.methods;
    }

    /**
     * The parameters of an entry.
     *
     * @param arguments what makes up a point: numbers and arrays of numbers or, where they are too many, one array
     * @param inputs where the entry finds each input
     * @param arrays where results go
     */
    private record Frame(List<Variable> arguments, List<Expr> inputs, List<Variable> arrays) {
        List<Variable> parameters() {
            List<Variable> parameters = new ArrayList<>(arguments);
            parameters.addAll(arrays);
            return parameters;
        }
    }

    private static List<Variable> arrays(Entry entry) {
        return entry.arrays().stream().map(name -> new Variable(NUMBERS, name)).toList();
    }

    private static Frame frame(EntryMethod method) {
        List<Variable> arguments = new ArrayList<>();
        List<Expr> inputs = new ArrayList<>();
        for (Entry.Argument argument : method.arguments()) {
            Variable variable = new Variable(EntryMethod.kind(argument), argument.name());
            arguments.add(variable);
            for (int i = 0; i < argument.inputs().size(); i++) {
                inputs.add(argument.isArray() ? element(variable, i) : variable);
            }
        }
        return new Frame(arguments, inputs, arrays(method.entry()));
    }

    /** An array that is a parameter, and the check of its length. */
    private record Requirement(Variable array, MethodRef check, int length) {}

    /** Requires integers where the program declares {@code int}. */
    private void checkWhole(Body body, EntryMethod method, Frame frame) {
        for (int input : method.wholeInputs()) {
            body.run(
                    calls.of(REQUIRE_WHOLE),
                    string(method.inputNames().get(input)),
                    frame.inputs().get(input));
        }
    }

    /**
     * Of arrays that hold arguments; an array that holds all of them has the length that Java checks. The compiler,
     * which calls a kernel, hands in arrays that are long enough.
     */
    private List<Requirement> ofArguments(EntryMethod method, Frame frame) {
        List<Requirement> requirements = new ArrayList<>();
        List<Entry.Argument> arguments =
                content.isKernel() || method.takesPointAsArray() ? List.of() : method.arguments();
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).isArray()) {
                int length = arguments.get(i).inputs().size();
                requirements.add(new Requirement(frame.arguments().get(i), REQUIRE_ALL, length));
            }
        }
        return requirements;
    }

    /** Of arrays that take results. The gradient's has the length that Java checks. */
    private List<Requirement> ofResults(EntryMethod method, Frame frame) {
        List<Requirement> requirements = new ArrayList<>();
        if (!content.isKernel() && !method.entry().arrays().equals(List.of("gradient"))) {
            for (Variable array : frame.arrays()) {
                int length = method.entry().outputs(array.name()).size();
                requirements.add(new Requirement(array, REQUIRE_SPACE, length));
            }
        }
        return requirements;
    }

    /**
     * By calls: HotSpot inlines a method of up to 325 bytes where it is hot, and a comparison with what follows it
     * takes twice as many.
     */
    private void require(Body body, List<Requirement> requirements) {
        for (Requirement each : requirements) {
            body.run(
                    calls.of(each.check()),
                    string(each.array().name()),
                    length(each.array()),
                    integer(each.length()));
        }
    }

    /** All lengths in a method of their own, whose call takes fewer bytes than theirs. */
    private Method requiring(EntryMethod method, List<Requirement> requirements) {
        Body body = new Body();
        require(body, requirements);
        String name = "require" + method.name().substring(0, 1).toUpperCase(Locale.ROOT) + method.name().substring(1);
        List<Variable> arrays = requirements.stream().map(Requirement::array).toList();
        return new Method(name, false, arrays, Kind.VOID, body.statements(), null);
    }

    private void add(EntryMethod method) {
        Body body = new Body();
        ScalarCode code = new ScalarCode(body, method.schedule(), content.constants(), calls);
        Frame frame = frame(method);
        checkWhole(body, method, frame);
        List<Requirement> ofArguments = ofArguments(method, frame);
        List<Requirement> ofResults = ofResults(method, frame);
        boolean areTogether = ofArguments.size() + ofResults.size() > MAX_CHECKS;
        if (areTogether) {
            ofArguments.addAll(ofResults);
            Method checks = requiring(method, ofArguments);
            body.run(checks.reference(), checks.parameters());
            lengths.add(checks);
        } else {
            require(body, ofArguments);
        }
        List<Entry.Input> inputs = method.entry().inputs();
        for (int i = 0; i < inputs.size(); i++) {
            Expr number = frame.inputs().get(i);
            Node input = inputs.get(i).node();
            if (number instanceof Variable) {
                code.bind(input, number);
            } else if (method.schedule().uses(input) > 0) {
                code.bind(input, body.let(inputs.get(i).name(), number));
            }
        }
        if (method.hasTapes()) {
            code.loops().tapes().use(takeTapes(body));
        }
        code.block(method.schedule().root());
        if (!areTogether) {
            // as late as possible: else the arrays and their lengths are kept in registers across all that is called
            require(body, ofResults);
        }
        for (Variable array : frame.arrays()) {
            List<Entry.Output> outputs = method.entry().outputs(array.name());
            for (int i = 0; i < outputs.size(); i++) {
                store(body, code, array, i, outputs.get(i).node());
            }
        }
        Entry.Output returned = method.entry().returned();
        if (returned != null) {
            body.line(returned.node().line());
            body.result(code.value(returned.node()));
        }
        Method whole = new Method(
                method.name(),
                content.isForOnePoint(),
                frame.parameters(),
                method.reference().result(),
                body.statements(),
                method.documentation());
        methods.addAll(Outlining.of(whole, CodeSize::of));
    }

    private static void store(Body body, ScalarCode code, Expr array, int index, Node value) {
        body.line(value.line());
        body.store(array, integer(index), code.value(value));
    }

    /** Takes the tapes of this thread. */
    private Variable takeTapes(Body body) {
        return body.let("tapes", ScalarTapes.all(calls, content.tapes()));
    }
}
