package dev.autodiff.codegen;

import dev.autodiff.codegen.classfile.ClassTooLargeException;
import dev.autodiff.codegen.classfile.Constants;
import dev.autodiff.graph.Entry.Output;
import dev.autodiff.graph.Entry;
import dev.autodiff.graph.EntryPoints;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A function whose Jacobian, Hessian and normal matrix are lists of their structural non-zeros: what is not the
 * constant 0 once all is simplified, row after row; of the symmetric ones those of the lower triangle.
 *
 * @param fields texts of the indices of rows and columns, by the names of fields of the class
 */
record Sparsity(EntryPoints function, Map<String, String> fields) {
    private static final String JACOBIAN = "jacobian";

    /** Of which the lower triangle is kept. */
    private static final Set<String> SYMMETRIC = Set.of("hessian", "normal");

    /** The function as it is, or sparse. */
    static Sparsity of(EntryPoints function, boolean isSparse) {
        if (!isSparse) {
            return new Sparsity(function, Map.of());
        }
        List<String> matrices = function.entries().stream()
                .map(Entry::name)
                .filter(name -> name.equals(JACOBIAN) || SYMMETRIC.contains(name))
                .toList();
        Map<String, String> fields = new LinkedHashMap<>();
        List<Entry> entries = new ArrayList<>();
        for (Entry entry : function.entries()) {
            boolean isMatrix = matrices.contains(entry.name());
            // with one matrix its name goes without saying
            String prefix = matrices.size() == 1 ? "" : entry.name().toUpperCase(Locale.ROOT) + "_";
            entries.add(isMatrix ? sparse(entry, prefix, fields) : entry);
        }
        return new Sparsity(function.with(entries), fields);
    }

    private static Entry sparse(Entry entry, String prefix, Map<String, String> fields) {
        List<Output> outputs = new ArrayList<>();
        List<Integer> rowsOfNonZeros = new ArrayList<>();
        List<Integer> columnsOfNonZeros = new ArrayList<>();
        int[] places = entry.places();
        int columns = columns(entry);
        for (int i = 0; i < places.length; i++) {
            Output output = entry.outputs().get(i);
            boolean isElement = entry.name().equals(output.array());
            int row = isElement ? places[i] / columns : 0;
            int column = isElement ? places[i] % columns : 0;
            boolean isUpper = SYMMETRIC.contains(entry.name()) && column > row;
            if (isElement && (isUpper || isZero(output.node()))) {
                continue;
            }
            outputs.add(output);
            if (isElement) {
                rowsOfNonZeros.add(row);
                columnsOfNonZeros.add(column);
            }
        }
        fields.put(prefix + "ROWS", text(rowsOfNonZeros));
        fields.put(prefix + "COLUMNS", text(columnsOfNonZeros));
        return new Entry(entry.name(), entry.inputs(), entry.arrays(), outputs);
    }

    /** Of a matrix that has a row for each result, or for each column. */
    private static int columns(Entry entry) {
        int elements = entry.outputs(entry.name()).size();
        int others = entry.outputs().size() - elements;
        return SYMMETRIC.contains(entry.name()) ? (int) Math.round(Math.sqrt(elements)) : elements / others;
    }

    private static boolean isZero(Node node) {
        return node.op() instanceof Leaf.Constant constant && constant.value() == 0;
    }

    private static String text(List<Integer> indices) {
        String text = indices.stream().map(String::valueOf).collect(Collectors.joining(" "));
        if (!Constants.fitsPool(text)) {
            throw new ClassTooLargeException(null);
        }
        return text;
    }
}
