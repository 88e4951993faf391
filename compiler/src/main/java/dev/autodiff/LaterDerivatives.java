package dev.autodiff;

import dev.autodiff.graph.Entry;
import dev.autodiff.graph.Printer;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.DerivedFunction;
import dev.autodiff.runtime.KnownDerivatives;
import dev.autodiff.runtime.RowSum;
import dev.autodiff.runtime.Shape;
import dev.autodiff.source.Source;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Compiles a program again for each kind of derivative that somebody asks for, once. */
final class LaterDerivatives implements DerivedFunction.Source {
    private final Source source;
    private final Options options;
    private final Function<Options, Analysis> program;
    private final Map<DerivativeKind, DerivedFunction> compiled = new EnumMap<>(DerivativeKind.class);
    private final Map<DerivedFunction.Matrix, DerivedFunction> sparse = new EnumMap<>(DerivedFunction.Matrix.class);
    private final Map<DerivedFunction.Matrix, DerivedFunction> values = new EnumMap<>(DerivedFunction.Matrix.class);

    /** @param program the analysis of the function by options */
    LaterDerivatives(Source source, Options options, Function<Options, Analysis> program) {
        this.source = source;
        this.options = options;
        this.program = program;
    }

    @Override
    public DerivedFunction jacobian() {
        return of(DerivativeKind.JACOBIAN);
    }

    @Override
    public DerivedFunction hessian() {
        return of(DerivativeKind.HESSIAN);
    }

    @Override
    public DerivedFunction jvp() {
        return of(DerivativeKind.JVP);
    }

    @Override
    public DerivedFunction hvp() {
        return of(DerivativeKind.HVP);
    }

    @Override
    public DerivedFunction normal() {
        return of(DerivativeKind.NORMAL);
    }

    @Override
    public synchronized DerivedFunction sparse(DerivedFunction.Matrix matrix) {
        return sparse.computeIfAbsent(matrix, asked -> inCoordinates(asked, Analysis::loadInCoordinates));
    }

    @Override
    public synchronized DerivedFunction sparseValues(DerivedFunction.Matrix matrix) {
        return values.computeIfAbsent(matrix, asked -> inCoordinates(asked, Analysis::loadValuesOfCoordinates));
    }

    private DerivedFunction inCoordinates(
            DerivedFunction.Matrix matrix, BiFunction<Analysis, DerivativeKind, CompiledFunction> loading) {
        DerivativeKind kind = DerivativeKind.valueOf(matrix.name());
        // whole matrices are not asked for: to build them takes longer than all the rest
        CompiledFunction function = loading.apply(program.apply(options.withDerivatives(Set.of())), kind);
        return new DerivedFunction(
                function,
                IntStream.range(0, function.signature().results().size()).toArray());
    }

    @Override
    public String text() {
        Analysis analysis = program.apply(options.withDerivatives(Set.of(DerivativeKind.GRADIENT)));
        boolean isOne = analysis.function().formula().results().size() == 1;
        Analysis asked = isOne ? analysis : analysis(DerivativeKind.JACOBIAN);
        return Printer.lines(asked.definitions()).stream()
                .map(Printer.Line::toString)
                .collect(Collectors.joining("\n"));
    }

    @Override
    public RowSum rowSum(Map<String, Shape> rows) {
        return new RowSumCompiler(source, options).compile(rows);
    }

    @Override
    public synchronized KnownDerivatives known() {
        return new KnownDerivatives(
                compiled.get(DerivativeKind.JACOBIAN),
                compiled.get(DerivativeKind.HESSIAN),
                compiled.get(DerivativeKind.NORMAL),
                compiled.get(DerivativeKind.JVP),
                compiled.get(DerivativeKind.HVP),
                sparse,
                values);
    }

    private synchronized DerivedFunction of(DerivativeKind kind) {
        return compiled.computeIfAbsent(kind, this::compile);
    }

    private Analysis analysis(DerivativeKind kind) {
        return program.apply(options.withDerivatives(Set.of(kind)));
    }

    private DerivedFunction compile(DerivativeKind kind) {
        Analysis analysis = analysis(kind);
        Entry entry = analysis.entries().get(kind);
        List<String> names = entry.distinct().stream().map(Entry.Output::name).toList();
        return new DerivedFunction(
                analysis.load(kind),
                entry.outputs().stream()
                        .mapToInt(output -> names.indexOf(output.name()))
                        .toArray());
    }
}
