package dev.autodiff.codegen;

import static dev.autodiff.kernel.Exprs.call;
import static dev.autodiff.kernel.Exprs.element;
import static dev.autodiff.kernel.Exprs.integer;
import static dev.autodiff.kernel.Exprs.string;

import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Node;
import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.Method;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.kernel.Variable;
import dev.autodiff.runtime.Support;
import dev.autodiff.runtime.Tapes;
import java.util.ArrayList;
import java.util.List;

/**
 * The methods {@code value} and {@code gradient} of a function of scalars: straight-line code in one method, or an entry that runs
 * parts one after the other, with a workspace between them.
 */
final class ScalarFunctions {
    /** The field that holds the tapes of each thread. */
    static final Expr.Field TAPES = new Expr.Field(ThreadArrays.TAPES, Kind.of(ThreadLocal.class));

    private static final Kind NUMBERS = Kind.F64.array();
    private static final Kind ARRAYS = NUMBERS.array();
    private static final MethodRef REQUIRE_WHOLE = new MethodRef(null, "requireWhole", List.of(Kind.STRING, Kind.F64), Kind.VOID);
    private static final MethodRef TAKE_TAPES = new MethodRef(null, "tapes", List.of(TAPES.kind(), Kind.INT), ARRAYS);

    private final Layout layout;
    private final Constants constants;
    private final SpecialCalls calls;
    private final List<Method> methods = new ArrayList<>();

    private ScalarFunctions(Layout layout, Constants constants, SpecialCalls calls) {
        this.layout = layout;
        this.constants = constants;
        this.calls = calls;
    }

    /** All methods that compute at one point; the public ones go before their parts. */
    static List<Method> of(Layout layout, Constants constants, SpecialCalls calls) {
        ScalarFunctions functions = new ScalarFunctions(layout, constants, calls);
        functions.add(layout.valueMethod());
        functions.add(layout.gradientMethod());
        return functions.methods;
    }

    private void add(Layout.Method method) {
        if (method.split() == null) {
            whole(method);
        } else {
            inParts(method);
        }
    }

    /** The parameters of an entry: a point as numbers or, where they are too many, as one array; and where the gradient goes. */
    private record Entry(List<Variable> numbers, Variable point, Variable gradient) {
        List<Variable> parameters() {
            List<Variable> parameters = new ArrayList<>(numbers);
            if (point != null) {
                parameters.add(point);
            }
            if (gradient != null) {
                parameters.add(gradient);
            }
            return parameters;
        }

        Expr parameter(int index) {
            return point == null ? numbers.get(index) : element(point, index);
        }
    }

    private Entry entry(Layout.Method method) {
        boolean isArray = layout.takesPointAsArray();
        List<Variable> numbers = isArray ? List.of() : layout.parameterNames().stream().map(name -> new Variable(Kind.F64, name)).toList();
        return new Entry(numbers, isArray ? new Variable(NUMBERS, "point") : null, method.hasGradient() ? new Variable(NUMBERS, "gradient") : null);
    }

    /** Requires whole numbers where the program declares them. */
    private void checkWhole(Body body, Entry entry) {
        for (int parameter : layout.wholeParameters()) {
            body.run(calls.of(Support.class, REQUIRE_WHOLE), string(layout.parameterNames().get(parameter)), entry.parameter(parameter));
        }
    }

    private void addEntry(Layout.Method method, Entry entry, Body body) {
        String order = "in the order " + String.join(", ", layout.parameterNames());
        String point = layout.takesPointAsArray() ? ", its numbers " + order : "";
        String documentation = "The value at a point" + point + (method.hasGradient() ? "; the partial derivatives go to the array." : ".");
        methods.add(new Method(method.name(), true, entry.parameters(), Kind.F64, body.statements(), documentation));
    }

    private void whole(Layout.Method method) {
        Body body = new Body();
        ScalarCode code = new ScalarCode(body, method.schedule(), constants, calls);
        Entry entry = entry(method);
        checkWhole(body, entry);
        List<Formula.Parameter> parameters = layout.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            Expr number = entry.parameter(i);
            code.bind(parameters.get(i).node(), number instanceof Variable ? number : body.let(parameters.get(i).name(), number));
        }
        if (method.hasTapes()) {
            code.loops().tapes().use(takeTapes(body));
        }
        code.block(method.schedule().root());
        for (int i = 0; i < method.gradient().size(); i++) {
            store(body, code, entry.gradient(), i, method.gradient().get(i));
        }
        body.line(method.value().line());
        body.result(code.value(method.value()));
        addEntry(method, entry, body);
    }

    private static void store(Body body, ScalarCode code, Expr array, int index, Node value) {
        body.line(value.line());
        body.store(array, integer(index), code.value(value));
    }

    /** Takes the tapes of this thread. */
    private Variable takeTapes(Body body) {
        return body.let("tapes", call(calls.of(Tapes.class, TAKE_TAPES), TAPES, integer(layout.tapes())));
    }

    private void inParts(Layout.Method method) {
        Split split = method.split();
        Body body = new Body();
        Entry entry = entry(method);
        checkWhole(body, entry);
        Variable workspace = body.let("workspace", new Expr.NewArray(NUMBERS, integer(split.workspaceSize() + 1)));
        int at = methods.size();
        List<Method> copies = layout.takesPointAsArray() ? copies(method) : List.of();
        copyPoint(body, method, entry, workspace, copies);
        List<Expr> arguments = new ArrayList<>(List.of(workspace));
        if (method.hasGradient()) {
            arguments.add(entry.gradient());
        }
        if (method.hasTapes()) {
            arguments.add(takeTapes(body));
        }
        List<Method> parts = new ArrayList<>();
        for (int i = 0; i < split.parts().size(); i++) {
            parts.add(part(method, i));
        }
        callAll(body, method.name() + "Parts", parts, arguments);
        body.result(element(workspace, split.workspaceSize()));
        addEntry(method, entry, body);
        // the entry first, as a reader expects it
        methods.add(at, methods.remove(methods.size() - 1));
    }

    private void copyPoint(Body body, Layout.Method method, Entry entry, Variable workspace, List<Method> copies) {
        if (entry.point() != null) {
            callAll(body, method.name() + "Points", copies, List.of(entry.point(), workspace));
            return;
        }
        for (int i = 0; i < entry.numbers().size(); i++) {
            copy(body, method, i, entry.numbers().get(i), workspace);
        }
    }

    private void copy(Body body, Layout.Method method, int parameter, Expr number, Variable workspace) {
        Integer place = method.split().place(layout.parameters().get(parameter).node());
        if (place != null) {
            body.store(workspace, integer(place), number);
        }
    }

    /** Methods that copy some numbers of the point each into the workspace. */
    private List<Method> copies(Layout.Method method) {
        List<Method> copies = new ArrayList<>();
        int size = layout.parameters().size();
        for (int from = 0; from < size; from += Layout.MAX_CALLS) {
            Body body = new Body();
            Variable point = new Variable(NUMBERS, "point");
            Variable workspace = new Variable(NUMBERS, "workspace");
            for (int i = from; i < Math.min(size, from + Layout.MAX_CALLS); i++) {
                copy(body, method, i, element(point, i), workspace);
            }
            copies.add(hidden(method.name() + "Point" + copies.size(), List.of(point, workspace), body));
        }
        return copies;
    }

    private static Method hidden(String name, List<Variable> parameters, Body body) {
        return new Method(name, false, parameters, Kind.VOID, body.statements(), null);
    }

    private static List<Variable> parametersOfPart(Layout.Method method) {
        List<Variable> parameters = new ArrayList<>(List.of(new Variable(NUMBERS, "workspace")));
        if (method.hasGradient()) {
            parameters.add(new Variable(NUMBERS, "gradient"));
        }
        if (method.hasTapes()) {
            parameters.add(new Variable(ARRAYS, "tapes"));
        }
        return parameters;
    }

    private Method part(Layout.Method method, int index) {
        Split split = method.split();
        Split.Part part = split.parts().get(index);
        List<Variable> parameters = parametersOfPart(method);
        Variable workspace = parameters.get(0);
        Body body = new Body();
        ScalarCode code = new ScalarCode(body, method.schedule(), constants, calls);
        code.useWorkspace(split, workspace);
        if (method.hasTapes()) {
            code.loops().tapes().use(parameters.get(parameters.size() - 1));
        }
        part.incoming().forEach(code::copyFromWorkspace);
        for (Split.Item item : part.items()) {
            if (!item.isStore()) {
                code.keep(item.node());
            } else if (item.result() == method.gradient().size()) {
                store(body, code, workspace, split.workspaceSize(), item.node());
            } else {
                store(body, code, parameters.get(1), item.result(), item.node());
            }
        }
        return hidden(method.name() + "Part" + index, parameters, body);
    }

    /** Adds the methods, and calls them one after the other: through methods that call some hundreds each, if they are many. */
    private void callAll(Body body, String groupName, List<Method> callees, List<Expr> arguments) {
        methods.addAll(callees);
        if (callees.size() <= Layout.MAX_CALLS) {
            callees.forEach(callee -> body.run(callee.reference(), arguments.toArray(new Expr[0])));
            return;
        }
        for (int from = 0; from < callees.size(); from += Layout.MAX_CALLS) {
            List<Method> some = callees.subList(from, Math.min(callees.size(), from + Layout.MAX_CALLS));
            List<Variable> parameters = some.get(0).parameters().stream().map(parameter -> new Variable(parameter.kind(), parameter.name())).toList();
            Body group = new Body();
            some.forEach(callee -> group.run(callee.reference(), parameters.toArray(new Expr[0])));
            Method caller = hidden(groupName + from / Layout.MAX_CALLS, parameters, group);
            methods.add(caller);
            body.run(caller.reference(), arguments.toArray(new Expr[0]));
        }
    }
}
