package dev.autodiff;

import dev.autodiff.graph.Formula;
import dev.autodiff.graph.FreeNames;
import dev.autodiff.graph.Node;
import dev.autodiff.lowering.DenseException;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.RowSum;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Type;
import dev.autodiff.source.CompileException;
import dev.autodiff.source.Diagnostics;
import dev.autodiff.source.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Compiles a function of all rows as a sum over rows and a rest; see {@link SumOverRows}. */
final class RowSumCompiler {
    private final Source source;
    private final Options options;
    private final Diagnostics diagnostics;

    RowSumCompiler(Source source, Options options) {
        this.source = source;
        this.options = options;
        this.diagnostics = new Diagnostics(source);
    }

    /**
     * @param rows the parameters that are data, with the shape of one row
     * @throws CompileException if the function is no sum over rows
     */
    RowSum compile(Map<String, Shape> rows) {
        Formula formula = Compilation.differentiated(source, options);
        if (formula.results().size() > 1) {
            throw failure("'" + formula.name() + "' has several results", "compile it for one of them");
        }
        Set<String> names = new TreeSet<>();
        formula.parameters().forEach(parameter -> names.add(parameter.name()));
        for (String name : rows.keySet()) {
            if (!names.contains(name)) {
                throw failure("'" + formula.name() + "' has no parameter '" + name + "'",
                        "it has " + String.join(", ", names));
            }
        }
        String length = length(formula, rows);
        Options specialised = options.withArguments(arguments(formula, rows, length))
                .withVariables(variables(formula, rows.keySet()));
        String count = formula.freeNames().take("rows");
        UnaryOperator<Formula> terms = whole -> parts(whole, rows.keySet(), count).terms();
        UnaryOperator<Formula> rest = whole -> parts(whole, rows.keySet(), count).rest();
        boolean hasRest = rest.apply(Compilation.differentiated(source, specialised)) != null;
        return new RowSum(load(specialised, terms), hasRest ? load(specialised, rest) : null, count);
    }

    private CompiledFunction load(Options specialised, UnaryOperator<Formula> part) {
        Function<Options, Analysis> program = asked -> Compilation.analyze(source, asked, part);
        return program.apply(specialised).load(program);
    }

    /** The name of the dimension that is the number of rows. */
    private String length(Formula formula, Map<String, Shape> rows) {
        Set<String> lengths = new TreeSet<>();
        FreeNames free = formula.freeNames();
        for (Formula.Parameter parameter : formula.parameters()) {
            Shape shape = parameter.node().shape();
            boolean isDeclared = rows.containsKey(parameter.name()) && !shape.isScalar();
            if (isDeclared && shape.dimension(0).name() == null) {
                throw failure(
                        "'" + parameter.name() + "' is " + parameter.node().type()
                                + ", and its first axis is that of the rows, whose number no program knows",
                        "give that length a name: f64[n" + (shape.rank() > 1 ? ", …]" : "]"));
            }
            if (isDeclared) {
                lengths.add(shape.dimension(0).name());
            }
            shape.names().forEach(free::take);
        }
        if (lengths.size() > 1) {
            throw failure("the rows of all data are the same, and their number is called "
                    + String.join(" and ", lengths), "give it one name");
        }
        return lengths.isEmpty() ? free.take("n") : lengths.iterator().next();
    }

    /** What parameters that are not declared as tensors are for all rows. */
    private Map<String, Type> arguments(Formula formula, Map<String, Shape> rows, String length) {
        Map<String, Type> arguments = new HashMap<>(options.arguments());
        for (Formula.Parameter parameter : formula.parameters()) {
            Shape row = rows.get(parameter.name());
            if (row != null && parameter.node().shape().isScalar()) {
                DType dtype = parameter.node().type().dtype();
                arguments.put(
                        parameter.name(), new Type(dtype, row.inserting(0, Dimension.named(length))));
            }
        }
        return arguments;
    }

    /**
     * The parameters that are no data and can be differentiated by, of those that the function is differentiated
     * by.
     */
    private List<String> variables(Formula formula, Set<String> rows) {
        List<String> variables = new ArrayList<>();
        for (Formula.Parameter parameter : formula.parameters()) {
            String name = parameter.name();
            boolean isWanted = options.variables() == null
                    ? !parameter.frozen() && parameter.node().type().isReal()
                    : options.variables().contains(name);
            if (isWanted && !rows.contains(name)) {
                variables.add(name);
            }
        }
        return variables;
    }

    /** @param rest null if there is none */
    private record Parts(Formula terms, Formula rest) {}

    private Parts parts(Formula formula, Set<String> rows, String count) {
        List<Formula.Parameter> all = new ArrayList<>(formula.parameters());
        List<Node> data = all.stream()
                .filter(parameter -> rows.contains(parameter.name()))
                .map(Formula.Parameter::node)
                .toList();
        Node number = formula.graph().parameter(count);
        all.add(new Formula.Parameter(count, number, true));
        String name = formula.results().keySet().iterator().next();
        Node z = formula.result();
        try {
            SumOverRows.Parts parts = SumOverRows.of(formula, z, data, number);
            Formula terms = new Formula(formula.name(), all, Map.of(), Map.of(name, parts.terms()));
            all.removeIf(parameter -> rows.contains(parameter.name()));
            return new Parts(
                    terms,
                    parts.rest() == null
                            ? null
                            : new Formula(formula.name(), all, Map.of(), Map.of(name, parts.rest())));
        } catch (DenseException e) {
            throw failure(
                    "'" + formula.name() + "' is no sum over rows: " + e.getMessage()
                            + (e.line() > 0 ? ", in line " + e.line() : ""),
                    "sum or average what each row adds by itself, with what is known of all rows before as a parameter");
        }
    }

    private CompileException failure(String message, String remedy) {
        diagnostics.error(null, message, remedy);
        return diagnostics.failure();
    }
}
